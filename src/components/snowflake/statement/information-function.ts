import { parseName, quoteParts } from '../structure/identifier.ts';

/**
 * A call of a table function of INFORMATION_SCHEMA, such as `LOGIN_HISTORY()`, as a relation. Every database has the same ones;
 * without a database that of the session is used.
 */
export function informationFunction(database: string | undefined, call: string): string {
  const prefix = database === undefined ? '' : `${quoteParts(parseName(database))}.`;
  return `TABLE(${prefix}INFORMATION_SCHEMA.${call})`;
}
