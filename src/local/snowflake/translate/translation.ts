import type { DataType } from '../catalog/data-type.ts';
import type { Relation, Table } from '../catalog/catalog.ts';
import type { ObjectName } from '../sql/names.ts';
import type { Fields, Node } from './node.ts';

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
  /** A complete query, without brackets. */
  query(node: Node): string;
  /** One item of FROM. */
  relation(node: Node): string;
  /** Name of a common table expression that hides catalog objects within `body`. */
  withNames<Result>(names: readonly string[], body: () => Result): Result;
  isCommonTable(name: string): boolean;
  resolve(name: ObjectName): Relation;
  resolveTarget(name: ObjectName): Table;
  /** SQL of a view's own SELECT, translated in the view's schema. */
  expandView(relation: Relation): string;
  readonly currentDatabase: string | undefined;
  /** A column that the statement may name, with its type where it is known. */
  declare(name: string, type?: DataType): void;
  declareRelation(alias: string): void;
  isRelation(alias: string): boolean;
  /** A column that the statement names; checked against the declared ones at the end. */
  mention(name: string, fields: Fields, shown?: string): void;
  recordRead(relation: Relation): void;
  recordWrite(target: WriteTarget): void;
}

export type Printer = (fields: Fields, translation: Translation, node: Node) => string;
export type PrinterTable = Readonly<Record<string, Printer>>;
