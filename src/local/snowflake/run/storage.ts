import type { Column } from '../catalog/catalog.ts';
import { storageType } from '../catalog/data-type.ts';
import { quoteIdentifier, quoteText } from '../sql/names.ts';
import { translateExpression } from '../translate/translate.ts';
import type { StatementContext } from './statement-context.ts';

const unlimitedText = 16_777_216;

/** CREATE TABLE of DuckDB: NOT NULL, DEFAULT and lengths are enforced, keys are not, as in Snowflake. */
export function createStorage(storage: string, columns: readonly Column[], context: StatementContext): string {
  return `CREATE TABLE ${quoteIdentifier(storage)} (${columns.map((column) => columnDefinition(column, context)).join(', ')})`;
}

function columnDefinition(column: Column, { account, session }: StatementContext): string {
  const name = quoteIdentifier(column.name);
  const options = { parser: account.parser, catalog: account.catalog, names: session };
  const parts = [
    `${name} ${storageType(column.type)}`,
    ...(column.nullable ? [] : ['NOT NULL']),
    ...(column.autoIncrement?.storage === undefined
      ? []
      : [`DEFAULT nextval(${quoteText(quoteIdentifier(column.autoIncrement.storage))})`]),
    ...(column.defaultText === undefined ? [] : [`DEFAULT ${translateExpression(column.defaultText, options)}`]),
    ...(column.type.kind === 'text' && column.type.length < unlimitedText ? [`CHECK (length(${name}) <= ${column.type.length})`] : []),
  ];
  return parts.join(' ');
}

/** Runs statements all or none. The session has no open transaction: DDL has committed it. */
export async function inTransaction(statements: readonly string[], { session }: StatementContext): Promise<void> {
  await session.connection.run('BEGIN');
  try {
    for (const statement of statements) await session.connection.run(statement);
    await session.connection.run('COMMIT');
  } catch (error) {
    await session.connection.run('ROLLBACK');
    throw error;
  }
}
