import { replaceParts } from '../statement/sql-parts.ts';

/** Statements that the cloud services layer answers alone. What is not listed counts as compute: an estimate must not be too low. */
const freeVerbs = new Set(
  'ALTER COMMENT COMMIT DESC DESCRIBE DROP EXPLAIN GRANT LIST LS REMOVE REVOKE RM ROLLBACK SET SHOW TRUNCATE UNDROP UNSET USE'.split(' '),
);
const createFromQuery = /\bAS\s*\(*\s*(?:SELECT|WITH)\b/;
const createView = /^\W*CREATE\b(?:\s+\w+)*?\s+VIEW\b/;

/** True when Snowflake may have to resume the warehouse for a statement, or keeps it running. */
export function usesWarehouse(sql: string): boolean {
  const words = replaceParts(sql, (_part, kind) => (kind === 'comment' ? ' ' : '""')).toUpperCase();
  const verb = /[A-Z]+/.exec(words)?.[0] ?? '';
  if (freeVerbs.has(verb)) return false;
  if (verb === 'CREATE') return createFromQuery.test(words) && !createView.test(words);
  // `SELECT CURRENT_ROLE()` is answered without a warehouse.
  return verb !== 'SELECT' || /\bFROM\b/.test(words);
}
