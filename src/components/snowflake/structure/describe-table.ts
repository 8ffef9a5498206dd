import type { Row } from '../../../model/capability.ts';
import { Refusal } from '../../../std/errors.ts';
import { normalType } from './column-type.ts';
import type { Ask, Session } from '../session.ts';
import { quoteTable } from './table-name.ts';
import type { TableName } from './table-name.ts';

export interface FoundColumn {
  /** Exact. */
  readonly name: string;
  /** In the spelling of `normalType`. */
  readonly type: string;
  readonly nullable: boolean;
  /** Expression as Snowflake prints it; empty without one. */
  readonly default: string;
  readonly comment: string;
}

/** Codes of "does not exist or not authorized": Snowflake tells one from the other to nobody. */
const missingCodes = new Set(['002003', '002043', '003001']);

export function isMissing(error: unknown): error is Refusal {
  return error instanceof Refusal && missingCodes.has(error.code);
}

/** Columns in order, or undefined when the table does not exist for this session. Needs no warehouse. */
export async function describeTable(session: Session, name: TableName, ask: Ask): Promise<readonly FoundColumn[] | undefined> {
  try {
    const rows = await session.query(`DESCRIBE TABLE ${quoteTable(name)}`, ask);
    return rows.filter((row) => textOf(row, 'kind') === 'COLUMN' || textOf(row, 'kind') === '').map(foundColumn);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Columns of the primary key in key order; empty without one. Needs no warehouse. */
export async function primaryKey(session: Session, name: TableName, ask: Ask): Promise<readonly string[]> {
  const rows = await session.query(`SHOW PRIMARY KEYS IN TABLE ${quoteTable(name)}`, ask);
  return rows
    .toSorted((left, right) => Number(left['key_sequence']) - Number(right['key_sequence']))
    .map((row) => textOf(row, 'column_name'));
}

function foundColumn(row: Row): FoundColumn {
  return {
    name: textOf(row, 'name'),
    type: knownType(textOf(row, 'type')),
    nullable: textOf(row, 'null?') !== 'N',
    default: textOf(row, 'default'),
    comment: textOf(row, 'comment'),
  };
}

/** A type that Snowflake has added since is compared by its text. */
function knownType(type: string): string {
  try {
    return normalType(type);
  } catch {
    return type.toUpperCase();
  }
}

export function textOf(row: Row, column: string): string {
  const value = row[column];
  return typeof value === 'string' ? value : '';
}
