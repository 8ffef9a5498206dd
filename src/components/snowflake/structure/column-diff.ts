import { nearest } from '../../../std/nearest.ts';
import { normalDefault } from './column-default.ts';
import type { ColumnType } from './column-type.ts';
import type { FoundColumn } from './describe-table.ts';
import { printName } from './identifier.ts';

export interface DeclaredColumn extends ColumnType {
  /** Exact. */
  readonly name: string;
  /** Normal form; empty: it must have none. Absent: not compared. */
  readonly default?: string;
  readonly comment?: string;
}

/** One property of one column, as declared and as found. */
export interface ComparedColumn {
  /** Exact. */
  readonly column: string;
  readonly property: 'column' | 'default' | 'comment';
  readonly expected: string;
  readonly actual: string;
  readonly met: boolean;
}

export interface ColumnDiff {
  readonly compared: readonly ComparedColumn[];
  /** Exact names: found and not declared, declared and not found, found and different. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** Compares columns by their names. A column that is gone carries the hint what it may be called now. */
export function diffColumns(declared: readonly DeclaredColumn[], found: readonly FoundColumn[]): ColumnDiff {
  const added = found.filter(({ name }) => !declared.some((column) => column.name === name));
  const compared = declared.flatMap((column, index) => compareColumn(column, index, found, added));
  const removed = declared.filter(({ name }) => !found.some((column) => column.name === name)).map(({ name }) => name);
  const different = new Set(compared.filter(({ met, column }) => !met && !removed.includes(column)).map(({ column }) => column));
  return { compared, added: added.map(({ name }) => name), removed, changed: [...different] };
}

function compareColumn(
  declared: DeclaredColumn,
  index: number,
  found: readonly FoundColumn[],
  added: readonly FoundColumn[],
): readonly ComparedColumn[] {
  const { name: column } = declared;
  const expected = printColumnType(declared.type, declared.nullable);
  const match = found.find(({ name }) => name === column);
  if (match === undefined) {
    return [{ column, property: 'column', expected, actual: `no such column${renameHint(declared, found[index], added)}`, met: false }];
  }
  const actual = printColumnType(match.type, declared.nullable === undefined ? undefined : match.nullable);
  const properties: ComparedColumn[] = [{ column, property: 'column', expected, actual, met: actual === expected }];
  if (declared.default !== undefined) {
    const normal = normalDefault(match.default);
    const printed = { expected: declared.default || 'none', actual: match.default || 'none' };
    properties.push({ column, property: 'default', ...printed, met: normal === declared.default });
  }
  if (declared.comment !== undefined) {
    const printed = { expected: JSON.stringify(declared.comment), actual: JSON.stringify(match.comment) };
    properties.push({ column, property: 'comment', ...printed, met: match.comment === declared.comment });
  }
  return properties;
}

/** A new column with nearly the same name, or of the same type at the same place. */
function renameHint(declared: DeclaredColumn, atItsPlace: FoundColumn | undefined, added: readonly FoundColumn[]): string {
  const names = added.map(({ name }) => name);
  const moved =
    atItsPlace !== undefined && names.includes(atItsPlace.name) && atItsPlace.type === declared.type ? atItsPlace.name : undefined;
  const hint = nearest(declared.name, names) ?? moved;
  return hint === undefined ? '' : `; renamed to ${printName([hint])}?`;
}

export function printColumnType(type: string, nullable: boolean | undefined): string {
  if (nullable === undefined) return type;
  return nullable ? `${type} NULL` : `${type} NOT NULL`;
}

/** The drift for people, one item a column: `- A NUMBER(38,0)`, `+ B DATE`, `~ C DATE -> TIME(9)`. Empty without one. */
export function printDrift({ compared, added, removed }: ColumnDiff, found: readonly FoundColumn[]): string {
  const lines = [
    ...compared.filter(({ met }) => !met).map((item) => changeLine(item, removed.includes(item.column))),
    ...found
      .filter(({ name }) => added.includes(name))
      .map((column) => `+ ${printName([column.name])} ${printColumnType(column.type, column.nullable)}`),
  ];
  return lines.join('; ');
}

function changeLine({ column, property, expected, actual }: ComparedColumn, isRemoved: boolean): string {
  const name = printName([column]);
  if (isRemoved) return `- ${name} ${expected}`;
  return `~ ${name}${property === 'column' ? '' : ` ${property}`} ${expected} -> ${actual}`;
}
