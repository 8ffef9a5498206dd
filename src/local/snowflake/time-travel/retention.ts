import { SnowflakeFailure } from '../failure.ts';
import type { Catalog, Database, Relation, Schema, Table } from '../catalog/catalog.ts';

const dayMilliseconds = 86_400_000;

type Kept = Database | Schema | Table;

/**
 * Days for which past states are kept: the nearest setting of table, schema, database and account, at least the
 * account's minimum; transient and temporary objects have one day at most and no minimum.
 */
export function effectiveRetentionDays(object: Kept, catalog: Catalog): number {
  const days = nearestSetting(object) ?? accountNumber('DATA_RETENTION_TIME_IN_DAYS', 1, catalog);
  if (object.transient || (object.kind === 'TABLE' && object.temporary === true)) return Math.min(days, 1);
  return Math.max(days, accountNumber('MIN_DATA_RETENTION_TIME_IN_DAYS', 0, catalog));
}

export function retentionMilliseconds(object: Kept, catalog: Catalog): number {
  return effectiveRetentionDays(object, catalog) * dayMilliseconds;
}

function nearestSetting(object: Kept): number | undefined {
  if (object.retentionDays !== undefined || object.kind === 'DATABASE') return object.retentionDays;
  return nearestSetting(object.kind === 'TABLE' ? object.schema : object.database);
}

function accountNumber(name: string, initial: number, catalog: Catalog): number {
  const value = catalog.parameters.get(name);
  return typeof value === 'number' ? value : initial;
}

/** Text and number as in Snowflake's documentation of AT | BEFORE. */
export function noTimeTravelData(object: Database | Schema | Relation): SnowflakeFailure {
  const text =
    `Time travel data is not available for ${object.kind.toLowerCase()} ${object.name}. ` +
    'The requested time is either beyond the allowed time travel period or before the object creation time.';
  return new SnowflakeFailure('000707', '02000', text);
}
