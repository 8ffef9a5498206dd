import type { DataType } from '../catalog/data-type.ts';
import type { Relation, Table } from '../catalog/catalog.ts';
import type { ObjectName } from '../sql/names.ts';
import type { Fields, Node } from './node.ts';
import type { Output } from './output.ts';
import type { Scope } from './scope.ts';

export interface WriteTarget {
  readonly table: Table;
  readonly privileges: readonly string[];
}

/** What one translation knows and remembers; the printers of the node kinds work through it. */
export interface Translation {
  /** SQL of an expression; a semi-structured value stays JSON. */
  print(node: Node): string;
  /** The same, but a semi-structured value is unwrapped to its text, as Snowflake does where it needs a scalar. */
  scalar(node: Node): string;
  /** As `scalar`, and a semi-structured value becomes a number. */
  numeric(node: Node): string;
  isSemiStructured(node: Node): boolean;
  /** The Snowflake type of an expression; undefined where only the engine will know it. */
  typeOf(node: Node): DataType | undefined;
  /** The columns of `*` or `relation.*` here, where all are known. */
  starColumns(qualifier: string | undefined): Output;
  typeOfColumn(name: string, qualifier?: string): DataType | undefined;
  /** A complete query, without brackets. Its columns are in `output` until the next one is printed. */
  query(node: Node): string;
  readonly output: Output;
  /** What a printer of a query says that its columns are. */
  produce(output: Output): void;
  /** Prints within the scope of one SELECT: its relations hide those around it. */
  inScope(body: (scope: Scope) => string): string;
  /** One item of FROM. */
  relation(node: Node): string;
  /** A common table expression hides catalog objects of its name within `body`. */
  withCommonTable<Result>(name: string, columns: Output, body: () => Result): Result;
  /** The common table of that name, if there is one. */
  commonTable(name: string): { readonly columns: Output } | undefined;
  resolve(name: ObjectName): Relation;
  resolveTarget(name: ObjectName): Table;
  /** SQL of a view's own SELECT, translated in the view's schema. */
  expandView(relation: Relation): string;
  /** `source`, which gives the rows of the relation, behind the relation's policies. */
  protect(relation: Relation, source: string): string;
  /** The next value of a sequence; undefined when there is none of that name. */
  nextValue(sequence: ObjectName): string | undefined;
  readonly currentDatabase: string | undefined;
  /** A column or alias that the statement may name. */
  declare(name: string): void;
  /** An item of SELECT by its alias. */
  declareAlias(name: string, type: DataType | undefined): void;
  /** A relation of FROM (or the target of a change) with its columns. */
  declareRelation(alias: string, columns: Output): void;
  isRelation(alias: string): boolean;
  /** A column that the statement names; checked against the declared ones at the end. */
  mention(name: string, fields: Fields, shown?: string): void;
  recordRead(relation: Relation): void;
  recordWrite(target: WriteTarget): void;
}

export type Printer = (fields: Fields, translation: Translation, node: Node) => string;
export type PrinterTable = Readonly<Record<string, Printer>>;
