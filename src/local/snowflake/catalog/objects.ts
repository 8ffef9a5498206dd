import type { Database, Owned, Schema } from './catalog.ts';
import type { DataType } from './data-type.ts';

/** Value of `NAME = value` in CREATE and ALTER: keywords are upper case text, lists and `( A = 1 )` keep their shape. */
export type OptionValue = string | number | boolean | null | readonly OptionValue[] | Options;
export interface Options {
  readonly [name: string]: OptionValue;
}

export type PlainKind = 'STAGE' | 'FILE FORMAT' | 'TAG' | 'NETWORK RULE';
export type PolicyKind = 'MASKING POLICY' | 'ROW ACCESS POLICY';
export type SchemaObjectKind = PlainKind | PolicyKind | 'SEQUENCE';
export type AccountObjectKind = 'RESOURCE MONITOR' | 'NETWORK POLICY' | 'REPLICATION GROUP' | 'FAILOVER GROUP' | 'INTEGRATION';

interface InSchema extends Owned {
  schema: Schema;
  options: Options;
}

export interface PlainObject extends InSchema {
  readonly kind: PlainKind;
}

/** `storage` is DuckDB's sequence behind it. */
export interface Sequence extends InSchema {
  readonly kind: 'SEQUENCE';
  readonly storage: string;
}

/** The body is an expression over the arguments, kept as text and translated at each use. */
export interface Policy extends InSchema {
  readonly kind: PolicyKind;
  readonly arguments: readonly { readonly name: string; readonly type: DataType }[];
  readonly returns: DataType;
  body: string;
}

export type SchemaObject = PlainObject | Sequence | Policy;

export interface AccountObject extends Owned {
  readonly kind: AccountObjectKind;
  options: Options;
}

/** A role of the account, or one that lives in a database. */
export interface Role extends Owned {
  readonly kind: 'ROLE';
  readonly database?: Database;
}

/** Kinds have name spaces of their own: a stage and a tag may have one name. */
export function objectKey(kind: SchemaObjectKind | AccountObjectKind, name: string): string {
  return `${kind} ${name}`;
}

/** A value as text; lists and options as JSON. */
export function valueText(value: OptionValue): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

export function optionText(options: Options, name: string): string | undefined {
  const value = options[name];
  return value === undefined || value === null || typeof value === 'object' ? undefined : String(value);
}

export function optionNumber(options: Options, name: string): number | undefined {
  const value = options[name];
  return typeof value === 'number' ? value : undefined;
}

export function optionFlag(options: Options, name: string): boolean {
  return options[name] === true;
}

/** A list of texts: ('a', 'b'), or one text alone. */
export function optionList(options: Options, name: string): readonly string[] {
  const value = options[name];
  if (Array.isArray(value)) return (value as readonly OptionValue[]).map(String);
  return typeof value === 'string' && value !== '' ? [value] : [];
}
