import type { Database, Schema } from '../catalog/catalog.ts';
import { SnowflakeFailure, noCurrentDatabase, objectExists } from '../failure.ts';
import { requireCreate } from '../run/authorize.ts';
import type { StatementContext } from '../run/statement-context.ts';
import { displayName, displayPart } from '../sql/names.ts';
import type { Statement } from '../sql/statement.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import type { Dropped, Droppable } from './dropped-objects.ts';

type UndropStatement = Statement & { readonly type: 'undrop' };

/** Brings back the newest dropped object of the name. Its owner may, who may also create one. */
export function runUndrop(statement: UndropStatement, context: StatementContext): Result {
  const { account, session } = context;
  const [last = ''] = statement.name.toReversed();
  const container = containerOf(statement, context);
  const found = account.dropped.all.find(
    ({ object }) => object.kind === statement.kind && object.name === last && placeOf(object) === container,
  );
  // Its grants are put away, so nobody but the owner sees it.
  if (!found || !account.access.owns(session.authority, found.object)) throw notDropped(statement);
  bringBack(found, context);
  return statusResult(`${titles[statement.kind]} ${displayPart(last)} successfully restored.`);
}

const titles: Readonly<Record<Droppable['kind'], string>> = { TABLE: 'Table', SCHEMA: 'Schema', DATABASE: 'Database' };

/** Where an object of the statement's name would be; undefined is the account. */
function containerOf({ kind, name }: UndropStatement, { account, session }: StatementContext): Database | Schema | undefined {
  const { catalog } = account;
  if (kind === 'DATABASE') return undefined;
  if (kind === 'TABLE') return catalog.locate(name, session, 'UNDROP TABLE').schema;
  const [, databaseName = session.database] = name.toReversed();
  if (databaseName === undefined) throw noCurrentDatabase('UNDROP SCHEMA');
  return catalog.database(databaseName);
}

function placeOf(object: Droppable): Database | Schema | undefined {
  if (object.kind === 'DATABASE') return undefined;
  return object.kind === 'SCHEMA' ? object.database : object.schema;
}

function bringBack(dropped: Dropped, { account, session }: StatementContext): void {
  const { object } = dropped;
  const { catalog } = account;
  const place = { TABLE: 'CREATE TABLE', SCHEMA: 'CREATE SCHEMA', DATABASE: 'CREATE DATABASE' } as const;
  requireCreate(place[object.kind], placeOf(object) ?? 'ACCOUNT', session, account);
  if (object.kind === 'TABLE') {
    if (object.schema.relations.has(object.name)) throw objectExists(displayPart(object.name));
    object.schema.relations.set(object.name, object);
  } else if (object.kind === 'SCHEMA') {
    if (object.database.schemas.has(object.name)) throw objectExists(displayPart(object.name));
    object.database.schemas.set(object.name, object);
  } else {
    if (catalog.databases.has(object.name)) throw objectExists(displayPart(object.name));
    catalog.databases.set(object.name, object);
  }
  account.dropped.take(dropped);
  catalog.changed();
}

/** The text is Snowflake's; its number is not in the documentation. */
function notDropped({ kind, name }: UndropStatement): SnowflakeFailure {
  const text = `SQL compilation error:\n${titles[kind]} ${displayName(name.slice(-1))} did not exist or was purged.`;
  return new SnowflakeFailure('002003', '02000', text);
}
