import * as v from 'valibot';
import type { Row } from '../../../model/capability.ts';
import type { CheckContext } from '../../../model/component.ts';
import { textOf } from './describe-table.ts';
import { parseName, printName } from './identifier.ts';

/** Readers of what SHOW says of databases, schemas, tables and views, each as one comparable text. */
const readers = {
  owner: (row: Row) => (textOf(row, 'owner') === '' ? 'none' : printName([textOf(row, 'owner')])),
  comment: (row: Row) => JSON.stringify(textOf(row, 'comment')),
  transient: (row: Row) => yesOrNo(textOf(row, 'kind') === 'TRANSIENT' || hasOption(row, 'TRANSIENT')),
  retention: (row: Row) => printDays(Number(row['retention_time'] ?? 0)),
  managed_access: (row: Row) => yesOrNo(hasOption(row, 'MANAGED ACCESS')),
  secure: (row: Row) => yesOrNo(textOf(row, 'is_secure') === 'true'),
  change_tracking: (row: Row) => yesOrNo(textOf(row, 'change_tracking') === 'ON'),
} as const;

type PropertyName = keyof typeof readers;

/** Declared properties in the same texts; what is absent is not compared. */
export type ObjectProperties = Readonly<Partial<Record<PropertyName, string>>>;

const days = v.pipe(v.string(), v.regex(/^\d{1,2}d$/, 'expected days such as 7d'));
const flag = v.optional(v.boolean());

const commonOptions = {
  owner: v.optional(v.pipe(v.string(), v.description('Role that owns it.'))),
  comment: v.optional(v.string()),
};
export const keptOptions = {
  ...commonOptions,
  transient: flag,
  retention: v.optional(v.pipe(days, v.description('Days that SHOW tells, inherited ones too, such as 7d.'))),
};
export const schemaOptions = { ...keptOptions, managed_access: flag };
export const tableOptions = { ...keptOptions, change_tracking: flag };
export const viewOptions = { ...commonOptions, secure: flag };

type DeclaredOptions = Readonly<Partial<Record<PropertyName, string | boolean | undefined>>>;

/** Declared options as comparable texts. Throws `SyntaxError` for an owner that is no name. */
export function objectProperties(declared: DeclaredOptions): ObjectProperties {
  const texts = propertyNames.flatMap((name) => {
    const value = declared[name];
    return value === undefined ? [] : [[name, expectedText(name, value)] as const];
  });
  return Object.fromEntries(texts);
}

const propertyNames = Object.keys(readers) as readonly PropertyName[];

function expectedText(name: PropertyName, value: string | boolean): string {
  if (typeof value === 'boolean') return yesOrNo(value);
  if (name === 'owner') return printName(parseName(value));
  if (name === 'retention') return printDays(Number.parseInt(value, 10));
  return JSON.stringify(value);
}

/** One finding for each declared property. */
export function compareProperties(subject: string, declared: ObjectProperties, row: Row, context: CheckContext): void {
  for (const name of propertyNames) {
    const expected = declared[name];
    if (expected === undefined) continue;
    const actual = readers[name](row);
    context.find({ subject: `${name.replaceAll('_', ' ')} of ${subject}`, expected, actual, met: actual === expected });
  }
}

export function printDays(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

function hasOption(row: Row, option: string): boolean {
  return textOf(row, 'options')
    .split(',')
    .some((text) => text.trim() === option);
}

function yesOrNo(value: boolean): string {
  return value ? 'yes' : 'no';
}
