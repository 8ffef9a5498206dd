import type { Row } from '../../../model/capability.ts';
import { textOf } from '../structure/describe-table.ts';
import { exactName, spaced } from './grant.ts';
import { printName } from '../structure/identifier.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { databaseName, schemaName } from '../structure/table-name.ts';

/** A privilege on objects that will be created somewhere. */
export interface FutureGrant {
  readonly privilege: string;
  /** Such as `TABLE`. */
  readonly kind: string;
  /** Exact: a database, or a database and a schema. */
  readonly container: readonly string[];
}

/** Reads `SELECT on TABLES in CORE` or `USAGE on SCHEMAS in DATABASE SOPHIA`. Throws `Error` with a sentence. */
export function parseFutureGrant(text: string, settings: Pick<SnowflakeSettings, 'database' | 'schema'>): FutureGrant {
  const match = /^\s*([a-z ]+?)\s+on\s+([a-z ]+?)\s+in\s+(database\s+|schema\s+)?(\S+)\s*$/i.exec(text);
  const [, privilege, plural, container = '', name] = match ?? [];
  if (privilege === undefined || plural === undefined || name === undefined) {
    throw new Error(`${JSON.stringify(text)} is not understood: write it like SELECT on TABLES in CORE, or in DATABASE SOPHIA.`);
  }
  const inDatabase = container.trim().toUpperCase() === 'DATABASE';
  const { database, schema } = inDatabase ? { database: databaseName(name), schema: undefined } : schemaName(name, settings);
  return { privilege: words(privilege), kind: singular(words(plural)), container: schema === undefined ? [database] : [database, schema] };
}

/** Rows of SHOW FUTURE GRANTS: the name is the container and `<TABLE>` behind it. */
export function readFutureGrants(rows: readonly Row[]): readonly FutureGrant[] {
  return rows.map((row) => ({
    privilege: textOf(row, 'privilege').toUpperCase(),
    kind: spaced(textOf(row, 'grant_on')),
    container: exactName(textOf(row, 'name').replace(/\.?<[^<>]*>$/, '')),
  }));
}

export function printFutureGrant({ privilege, kind, container }: FutureGrant): string {
  return `${privilege} on future ${kind} in ${printName(container)}`;
}

function words(text: string): string {
  return text.trim().toUpperCase().replaceAll(/\s+/g, ' ');
}

function singular(plural: string): string {
  return plural.endsWith('IES') ? `${plural.slice(0, -3)}Y` : plural.replace(/S$/, '');
}
