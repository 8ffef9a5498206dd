import { fullName } from '../catalog/catalog.ts';
import type { Catalog, NameContext, Relation, Table, View } from '../catalog/catalog.ts';
import type { DataType } from '../catalog/data-type.ts';
import { SnowflakeFailure, invalidIdentifier, missingObject, refused } from '../failure.ts';
import { displayName, quoteIdentifier } from '../sql/names.ts';
import type { ObjectName } from '../sql/names.ts';
import { placeOf } from '../sql/tokenize.ts';
import { fieldsOf, kindOf } from './node.ts';
import type { Fields, Node } from './node.ts';
import { aggregatePrinters } from './print-aggregate.ts';
import { changePrinters } from './print-change.ts';
import { expressionPrinters } from './print-expression.ts';
import { functionPrinters } from './print-function.ts';
import { projectionPrinters, queryPrinters } from './print-query.ts';
import { relationPrinters } from './print-relation.ts';
import { windowPrinters } from './print-window.ts';
import { isSemiStructuredNode } from './semi-structured.ts';
import type { PrinterTable, Translation, WriteTarget } from './translation.ts';

const values: PrinterTable = { ...expressionPrinters, ...functionPrinters, ...aggregatePrinters, ...windowPrinters, ...projectionPrinters };
const deepestView = 20;

/** Where a translation happens and who knows the text of views. */
export interface Surroundings {
  readonly catalog: Catalog;
  readonly names: NameContext;
  readonly sql: string;
  readonly translateView: (view: View, depth: number) => string;
  readonly depth: number;
}

/**
 * Prints the parser's tree as DuckDB SQL. Every kind of node and every field of it that carries meaning has a printer;
 * the rest is refused, so what is not understood never runs.
 */
export class Translator implements Translation {
  readonly reads: Relation[] = [];
  readonly writes: WriteTarget[] = [];
  readonly #surroundings: Surroundings;
  readonly #columns = new Map<string, DataType | undefined>();
  readonly #relations = new Set<string>();
  readonly #mentions: { readonly name: string; readonly shown: string; readonly offset: number }[] = [];
  #commonTables: readonly string[] = [];

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  get currentDatabase(): string | undefined {
    return this.#surroundings.names.database;
  }

  /** A whole statement. */
  statement(node: Node): string {
    const change = changePrinters[kindOf(node)];
    return change ? change(fieldsOf(node), this, node) : this.query(node);
  }

  print(node: Node): string {
    return this.#printWith(values, node);
  }

  scalar(node: Node): string {
    const text = this.print(node);
    return this.isSemiStructured(node) ? `sf_text(${text})` : text;
  }

  numeric(node: Node): string {
    return this.isSemiStructured(node) ? `CAST(${this.scalar(node)} AS DOUBLE)` : this.print(node);
  }

  isSemiStructured(node: Node): boolean {
    return isSemiStructuredNode(node, (column) => this.#columns.get(column));
  }

  query(node: Node): string {
    return this.#printWith(queryPrinters, node);
  }

  relation(node: Node): string {
    return this.#printWith(relationPrinters, node);
  }

  #printWith(table: PrinterTable, node: Node): string {
    const kind = kindOf(node);
    const printer = table[kind];
    if (!printer) throw refused('LOCAL-003', kind.replaceAll('_', ' '));
    return printer(fieldsOf(node), this, node);
  }

  withNames<Result>(names: readonly string[], body: () => Result): Result {
    const outer = this.#commonTables;
    this.#commonTables = [...outer, ...names];
    try {
      return body();
    } finally {
      this.#commonTables = outer;
    }
  }

  isCommonTable(name: string): boolean {
    return this.#commonTables.includes(name);
  }

  resolve(name: ObjectName): Relation {
    const { catalog, names } = this.#surroundings;
    const found = catalog.relation(name, names, 'SELECT');
    if (!found) throw missingObject('Object', displayName(name.length === 1 ? name : fullName(name, names, 'SELECT')));
    return found;
  }

  resolveTarget(name: ObjectName): Table {
    const found = this.resolve(name);
    if (found.kind === 'VIEW') throw refused('LOCAL-002', `a change of the view ${displayName(name)}`);
    return found;
  }

  expandView(relation: Relation): string {
    if (relation.kind !== 'VIEW') throw refused('LOCAL-005', `${relation.name} is not a view`);
    if (this.#surroundings.depth >= deepestView) throw refused('LOCAL-005', `views nested deeper than ${deepestView}`);
    try {
      const columns = relation.columns.map((column) => quoteIdentifier(column.name)).join(', ');
      return `SELECT * FROM (${this.#surroundings.translateView(relation, this.#surroundings.depth + 1)}) AS view(${columns})`;
    } catch (cause) {
      if (!(cause instanceof SnowflakeFailure) || cause.code === '000002') throw cause;
      const text = `SQL compilation error:\nFailure during expansion of view '${relation.name}': ${cause.message}`;
      throw new SnowflakeFailure('002037', '42601', text, { cause });
    }
  }

  declare(name: string, type?: DataType): void {
    if (type || !this.#columns.has(name)) this.#columns.set(name, type);
  }

  declareRelation(alias: string): void {
    this.#relations.add(alias);
  }

  isRelation(alias: string): boolean {
    return this.#relations.has(alias);
  }

  mention(name: string, fields: Fields, shown = name): void {
    const span = fields['span'] as { readonly start?: number } | undefined;
    this.#mentions.push({ name, shown, offset: span?.start ?? 0 });
  }

  recordRead(relation: Relation): void {
    this.reads.push(relation);
  }

  recordWrite(target: WriteTarget): void {
    this.writes.push(target);
  }

  /**
   * DuckDB ignores the case of names and has columns of its own (`rowid`), so a name that no table, alias or common
   * table of the statement declares exactly is rejected here. @throws SnowflakeFailure 000904
   */
  checkMentions(): void {
    const unknown = this.#mentions.find((mention) => !this.#columns.has(mention.name));
    if (unknown) throw invalidIdentifier(unknown.shown, placeOf(this.#surroundings.sql, unknown.offset));
  }
}
