import type { Row } from '../../../model/capability.ts';
import { textOf } from './describe-table.ts';
import { quoteIdentifier } from './identifier.ts';
import { asPermitted } from '../statement/not-permitted.ts';
import type { Ask, Session } from '../session.ts';
import { findShown } from './shown-objects.ts';
import { shownParameter } from './shown-parameter.ts';
import { quoteSchema, quoteTable } from './table-name.ts';
import type { TableName } from './table-name.ts';

/** Something that Snowflake keeps past states of: one, two or all three parts of a name. */
export type KeptObject =
  | { readonly kind: 'database'; readonly database: string }
  | { readonly kind: 'schema'; readonly database: string; readonly schema: string }
  | ({ readonly kind: 'table' } & TableName);

export interface EffectiveRetention {
  readonly days: number;
  /** Set on the object, or inherited from above it. */
  readonly setDays: number;
  /** Such as `SCHEMA` or `ACCOUNT`; empty for Snowflake's default of one day. */
  readonly level: string;
  readonly minimumDays: number;
  /** Past states of transient and temporary objects are kept for a day at most. */
  readonly transient: boolean;
  /** Unix time. */
  readonly createdMilliseconds: number;
}

/**
 * Days for which Snowflake keeps past states: the nearest setting, at least the account's minimum, which transient and temporary
 * objects do not have: https://docs.snowflake.com/en/user-guide/data-time-travel. Undefined when the object is not there for this
 * role. Needs no warehouse. Throws `Skip` when this session may not look at the account's parameters.
 */
export async function effectiveRetention(session: Session, object: KeptObject, ask: Ask): Promise<EffectiveRetention | undefined> {
  const row = await shownRow(session, object, ask);
  if (row === undefined) return undefined;
  const setDays = Number(row['retention_time'] ?? 0);
  const transient = isTransient(row);
  const minimumDays = transient ? 0 : await minimumRetention(session, ask);
  const level = await settingLevel(session, object, ask);
  const createdMilliseconds = Date.parse(textOf(row, 'created_on'));
  return { days: Math.max(setDays, minimumDays), setDays, level, minimumDays, transient, createdMilliseconds };
}

function shownRow(session: Session, object: KeptObject, ask: Ask): Promise<Row | undefined> {
  if (object.kind === 'database') return findShown(session, 'DATABASES', object.database, 'IN ACCOUNT', ask);
  if (object.kind === 'schema') return findShown(session, 'SCHEMAS', object.schema, `IN DATABASE ${quoteIdentifier(object.database)}`, ask);
  return findShown(session, 'TABLES', object.table, `IN SCHEMA ${quoteSchema(object)}`, ask);
}

function isTransient(row: Row): boolean {
  return /TRANSIENT|TEMPORARY/.test(`${textOf(row, 'kind')} ${textOf(row, 'options')}`);
}

async function minimumRetention(session: Session, ask: Ask): Promise<number> {
  const row = await asPermitted('the minimum retention of the account', 'a role that may see the parameters of the account', () =>
    shownParameter(session, 'MIN_DATA_RETENTION_TIME_IN_DAYS', 'IN ACCOUNT', ask),
  );
  return Number(row?.['value'] ?? 0);
}

async function settingLevel(session: Session, object: KeptObject, ask: Ask): Promise<string> {
  const row = await shownParameter(session, 'DATA_RETENTION_TIME_IN_DAYS', `IN ${quoteKept(object)}`, ask);
  return textOf(row ?? {}, 'level');
}

function quoteKept(object: KeptObject): string {
  if (object.kind === 'database') return `DATABASE ${quoteIdentifier(object.database)}`;
  return object.kind === 'schema' ? `SCHEMA ${quoteSchema(object)}` : `TABLE ${quoteTable(object)}`;
}
