import { SnowflakeFailure, invalidIdentifier, refused } from '../failure.ts';

type Build = (found: RegExpExecArray, cause: unknown) => SnowflakeFailure;

const failure =
  (code: string, sqlState: string, text: (found: RegExpExecArray) => string): Build =>
  (found, cause) =>
    new SnowflakeFailure(code, sqlState, text(found), { cause });

/** DuckDB's messages and the answer Snowflake gives in their place; the first that matches counts. */
const known: readonly (readonly [RegExp, Build])[] = [
  [/SF-DUPLICATE-KEY ([^\n]*)/, (found, cause) => refused('LOCAL-003', `OBJECT_INSERT of the key '${found[1]}' that is there`, { cause })],
  [/SF-100051/, failure('100051', '22012', () => 'Division by zero')],
  [/LOCAL-003 ([^\n]*)/, (found, cause) => refused('LOCAL-003', found[1] ?? '', { cause })],
  [/^INTERRUPT/, failure('000604', '57014', () => 'SQL execution canceled')],
  [/Referenced column "([^"]*)" (?:not found|was not found)/, (found) => invalidIdentifier(found[1] ?? '')],
  [/Table "([^"]*)" does not have a column named "([^"]*)"/, (found) => invalidIdentifier(`${found[1]}.${found[2]}`)],
  [/Referenced table "([^"]*)" not found/, (found) => invalidIdentifier(found[1] ?? '')],
  [
    /Ambiguous reference to column name "([^"]*)"/i,
    failure('002028', '42601', (found) => `SQL compilation error:\nambiguous column name '${found[1]}'`),
  ],
  [
    /column "?([^"]*?)"? must appear in the GROUP BY clause/i,
    failure('000979', '42601', (found) => `SQL compilation error:\n'${found[1]}' is not a valid group by expression`),
  ],
  [/NOT NULL constraint failed: .*\.([^.\n]+)/, failure('100072', '22000', (found) => `NULL result in a non-nullable column: ${found[1]}`)],
  [
    /CHECK constraint failed .*length\("?([^")]*)"?\)/,
    failure('100078', '22000', (found) => `String is too long and would be truncated: column ${found[1]}`),
  ],
  [/Malformed JSON/i, failure('100069', '22P02', () => 'Error parsing JSON')],
  [
    /(?:invalid timestamp field format: "|timestamp field value out of range: ")([^"]*)"/i,
    failure('100035', '22007', (found) => `Timestamp '${found[1]}' is not recognized`),
  ],
  [
    /(?:invalid date field format: "|date field value out of range: ")([^"]*)"/i,
    failure('100040', '22007', (found) => `Date '${found[1]}' is not recognized`),
  ],
  [/time field value out of range.*"([^"]*)"/i, failure('100108', '22007', (found) => `Time '${found[1]}' is not recognized`)],
  [
    /Could not convert string ['"]([^'"]*)['"] to BOOL/i,
    failure('100037', '22018', (found) => `Boolean value '${found[1]}' is not recognized`),
  ],
  [/Could not convert string ['"]([^'"]*)['"] to/i, failure('100038', '22018', (found) => `Numeric value '${found[1]}' is not recognized`)],
  [/Out of Range|Could not cast value|out of range/i, failure('100039', '22003', () => 'Numeric value is out of range')],
  [
    /scalar subquery|More than one row returned by a subquery/i,
    failure('090150', '22000', () => 'Single-row subquery returns more than one row.'),
  ],
];

/** Turns an error of DuckDB into an answer. What has no twin is refused with DuckDB's own words, never passed as success. */
export function engineFailure(error: unknown): SnowflakeFailure {
  if (error instanceof SnowflakeFailure) return error;
  // Names as the statement has them, without the mark of their small letters.
  const message = (error instanceof Error ? error.message : String(error)).replaceAll(/"([^"]+)~[0-9a-z]*"/g, '"$1"');
  for (const [expression, build] of known) {
    const found = expression.exec(message);
    if (found) return build(found, error);
  }
  return refused('LOCAL-005', message.split('\n').slice(0, 2).join(' '), { cause: error });
}
