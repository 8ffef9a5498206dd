import { fullName } from '../catalog/catalog.ts';
import type { Catalog, NameContext, Relation, Table, View } from '../catalog/catalog.ts';
import type { PolicyUse } from '../catalog/attachments.ts';
import type { DataType } from '../catalog/data-type.ts';
import type { Sequence } from '../catalog/objects.ts';
import { SnowflakeFailure, invalidIdentifier, missingObject, refused } from '../failure.ts';
import { displayName, quoteIdentifier, quoteText } from '../sql/names.ts';
import type { ObjectName } from '../sql/names.ts';
import { placeOf } from '../sql/tokenize.ts';
import { fieldsOf, kindOf } from './node.ts';
import type { Fields, Node } from './node.ts';
import { arithmeticPrinters } from './print-arithmetic.ts';
import { comparisonPrinters } from './print-comparison.ts';
import { pivotPrinters } from './print-pivot.ts';
import { preparedExpressionPrinters, preparedRelationPrinters } from './print-prepared.ts';
import { aggregatePrinters } from './print-aggregate.ts';
import { changePrinters } from './print-change.ts';
import { expressionPrinters } from './print-expression.ts';
import { functionPrinters } from './print-function.ts';
import { printProtected } from './policies.ts';
import { projectionPrinters, queryPrinters } from './print-query.ts';
import { relationPrinters } from './print-relation.ts';
import { windowPrinters } from './print-window.ts';
import { inferType, isSemiStructuredNode } from './infer-type.ts';
import type { Output } from './output.ts';
import { Scope } from './scope.ts';
import type { PrinterTable, Translation, WriteTarget } from './translation.ts';

const values: PrinterTable = {
  ...expressionPrinters,
  ...arithmeticPrinters,
  ...comparisonPrinters,
  ...preparedExpressionPrinters,
  ...functionPrinters,
  ...aggregatePrinters,
  ...windowPrinters,
  ...projectionPrinters,
};
const relations: PrinterTable = { ...relationPrinters, ...pivotPrinters, ...preparedRelationPrinters };
const deepestView = 20;

/** Where a translation happens and who knows the text of views. */
export interface Surroundings {
  readonly catalog: Catalog;
  readonly names: NameContext;
  readonly sql: string;
  readonly translateView: (view: View, depth: number) => string;
  readonly translatePolicy: (use: PolicyUse, depth: number) => string;
  readonly depth: number;
}

/**
 * Prints the parser's tree as DuckDB SQL. Every kind of node and every field of it that carries meaning has a printer;
 * the rest is refused, so what is not understood never runs.
 */
export class Translator implements Translation {
  readonly reads: Relation[] = [];
  readonly writes: WriteTarget[] = [];
  readonly uses: Sequence[] = [];
  readonly #surroundings: Surroundings;
  readonly #columns = new Set<string>();
  readonly #scopes: Scope[] = [new Scope()];
  readonly #relations = new Set<string>();
  readonly #mentions: { readonly name: string; readonly shown: string; readonly offset: number }[] = [];
  #commonTables: ReadonlyMap<string, { readonly columns: Output }> = new Map();
  #output: Output;

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
    if (this.isSemiStructured(node)) return `CAST(${this.scalar(node)} AS DOUBLE)`;
    return this.typeOf(node)?.kind === 'text' ? `CAST(${this.print(node)} AS DECIMAL(18,5))` : this.print(node);
  }

  isSemiStructured(node: Node): boolean {
    return isSemiStructuredNode(node, this);
  }

  typeOf(node: Node): DataType | undefined {
    return inferType(node, this);
  }

  starColumns(qualifier: string | undefined): Output {
    return this.#scopes.at(-1)?.star(qualifier);
  }

  typeOfColumn(name: string, qualifier?: string): DataType | undefined {
    return this.#scopes.findLast((scope) => scope.has(name, qualifier))?.typeOf(name, qualifier);
  }

  get output(): Output {
    return this.#output;
  }

  produce(output: Output): void {
    this.#output = output;
  }

  inScope(body: (scope: Scope) => string): string {
    const scope = new Scope();
    this.#scopes.push(scope);
    try {
      return body(scope);
    } finally {
      this.#scopes.pop();
    }
  }

  query(node: Node): string {
    return this.#printWith(queryPrinters, node);
  }

  relation(node: Node): string {
    return this.#printWith(relations, node);
  }

  #printWith(table: PrinterTable, node: Node): string {
    const kind = kindOf(node);
    const printer = table[kind];
    if (!printer) throw refused('LOCAL-003', kind.replaceAll('_', ' '));
    return printer(fieldsOf(node), this, node);
  }

  withCommonTable<Result>(name: string, columns: Output, body: () => Result): Result {
    const outer = this.#commonTables;
    this.#commonTables = new Map([...outer, [name, { columns }]]);
    try {
      return body();
    } finally {
      this.#commonTables = outer;
    }
  }

  commonTable(name: string): { readonly columns: Output } | undefined {
    return this.#commonTables.get(name);
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

  protect(relation: Relation, source: string): string {
    const { catalog, translatePolicy, depth } = this.#surroundings;
    if (depth >= deepestView) throw refused('LOCAL-005', `policies nested deeper than ${deepestView}`);
    return printProtected(relation, source, catalog.attachments, (use) => translatePolicy(use, depth + 1));
  }

  nextValue(name: ObjectName): string | undefined {
    const { catalog, names } = this.#surroundings;
    const found = catalog.schemaObject('SEQUENCE', name, names, 'SELECT');
    if (found?.kind !== 'SEQUENCE') return undefined;
    this.uses.push(found);
    return `nextval(${quoteText(quoteIdentifier(found.storage))})`;
  }

  declare(name: string): void {
    this.#columns.add(name);
  }

  declareAlias(name: string, type: DataType | undefined): void {
    this.declare(name);
    this.#scopes.at(-1)?.addAlias(name, type);
  }

  declareRelation(alias: string, columns: Output): void {
    this.#relations.add(alias);
    this.#scopes.at(-1)?.add(alias, columns);
    for (const { name } of columns ?? []) this.declare(name);
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
