import * as v from 'valibot';
import type { CheckContext, CheckDraft, CheckKind } from '../../../model/component.ts';
import { formatMilliseconds, parseDurationMilliseconds } from '../../../std/duration.ts';
import { Refusal, Skip } from '../../../std/errors.ts';
import { effectiveRetention } from '../structure/effective-retention.ts';
import type { EffectiveRetention, KeptObject } from '../structure/effective-retention.ts';
import { printName } from '../structure/identifier.ts';
import { printDays } from '../structure/object-properties.ts';
import { askFor, onlyValue } from '../session.ts';
import type { Session, SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { databaseName, idPart, printTable, quoteTable, schemaName, tableName } from '../structure/table-name.ts';
import type { TableName } from '../structure/table-name.ts';

const dayMilliseconds = 86_400_000;
/** "Time travel data is not available": https://docs.snowflake.com/en/user-guide/data-time-travel */
const notAvailableCode = '000707';

const options = v.strictObject({
  objects: v.pipe(
    v.record(v.string(), v.string()),
    v.description('Table, `schema NAME` or `database NAME` to a condition on its effective retention, such as `>= 7d`.'),
  ),
  time_travel: v.optional(
    v.pipe(
      v.string(),
      v.check((text) => isDuration(text), 'expected a duration such as 10m'),
      v.description('Each table is read as it was so long ago, which needs the warehouse.'),
    ),
  ),
});

type Options = v.InferOutput<typeof options>;

export type RetentionInput =
  | { readonly look: 'days'; readonly object: KeptObject }
  | { readonly look: 'time-travel'; readonly table: TableName; readonly agoMilliseconds: number };

/** How long past states are kept, and that they can be read. */
export const retention: CheckKind<Options, SnowflakeSettings> = {
  summary: 'Past states are kept as long as declared, and can be read.',
  layer: 'unit',
  costs: 'free',
  privileges: 'Any privilege on the object; SELECT on the table where time_travel is declared',
  options,
  primary: 'objects',
  primaryIsMapping: true,
  expand({ objects, time_travel: timeTravel }, settings) {
    return Object.entries(objects).flatMap(([text, condition]) => {
      const object = keptObject(text, settings);
      const days = daysDraft(text, condition, object);
      return object.kind === 'table' && timeTravel !== undefined ? [days, travelDraft(text, object, timeTravel)] : [days];
    });
  },
};

function daysDraft(text: string, condition: string, object: KeptObject): CheckDraft {
  const input: RetentionInput = { look: 'days', object };
  const title = `Past states of ${text} are kept long enough`;
  return { name: `retention.${idPart(text)}`, title, input, path: ['objects', text], expect: [condition] };
}

function travelDraft(text: string, { database, schema, table }: TableName, ago: string): CheckDraft {
  const input: RetentionInput = {
    look: 'time-travel',
    table: { database, schema, table },
    agoMilliseconds: parseDurationMilliseconds(ago),
  };
  const title = `Table ${text} can be read as it was ${ago} ago`;
  return { name: `retention.${idPart(text)}.time-travel`, title, input, path: ['objects', text], layer: 'integration' };
}

/** Throws `Error` with a sentence. */
function keptObject(text: string, settings: SnowflakeSettings): KeptObject {
  const match = /^\s*(?:(table|schema|database)\s+)?(\S.*?)\s*$/i.exec(text);
  const name = match?.[2] ?? '';
  const kind = match?.[1]?.toLowerCase();
  if (kind === 'database') return { kind, database: databaseName(name) };
  return kind === 'schema' ? { kind, ...schemaName(name, settings) } : { kind: 'table', ...tableName(name, settings) };
}

function isDuration(text: string): boolean {
  try {
    return parseDurationMilliseconds(text) >= 1_000;
  } catch {
    return false;
  }
}

export async function runRetention({ session }: SnowflakeConnection, input: RetentionInput, context: CheckContext): Promise<void> {
  if (input.look === 'time-travel') return proveTimeTravel(session, input.table, input.agoMilliseconds, context);
  const subject = `retention of ${printKept(input.object)}`;
  const found = await effectiveRetention(session, input.object, askFor(context));
  const actual = found === undefined ? 'no such object, or this role may not see it' : printRetention(found);
  context.find({ subject, expected: 'known', actual, met: found !== undefined });
  if (found !== undefined) context.value('value', found.days * dayMilliseconds);
}

/** Compiled and run: Snowflake refuses a time beyond the retention, and one before the table was made. */
async function proveTimeTravel(session: Session, table: TableName, agoMilliseconds: number, context: CheckContext): Promise<void> {
  const ask = askFor(context);
  const found = await effectiveRetention(session, { kind: 'table', ...table }, ask);
  const subject = `${printTable(table)} as it was ${formatMilliseconds(agoMilliseconds)} ago`;
  if (found !== undefined && Date.now() - found.createdMilliseconds < agoMilliseconds) {
    throw new Skip(`${printTable(table)} is younger than ${formatMilliseconds(agoMilliseconds)}: there is no such past state`);
  }
  const seconds = Math.floor(agoMilliseconds / 1_000);
  try {
    const rows = await session.query(`SELECT COUNT(*) AS N FROM ${quoteTable(table)} AT(OFFSET => -${seconds})`, ask);
    const count = Number(onlyValue(rows));
    context.value('rows', count);
    context.find({ subject, expected: 'readable', actual: `readable, ${count} rows`, met: true });
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== notAvailableCode) throw error;
    const kept = found === undefined ? '' : `; kept for ${printRetention(found)}`;
    context.find({ subject, expected: 'readable', actual: `not available (${error.code})${kept}`, met: false });
  }
}

function printRetention({ days, setDays, level, minimumDays, transient }: EffectiveRetention): string {
  const from = level === '' ? 'by default' : `set on the ${level.toLowerCase()}`;
  if (minimumDays > setDays) return `${printDays(days)}, the minimum of the account (${printDays(setDays)} ${from})`;
  return `${printDays(days)}, ${from}${transient ? ', transient' : ''}`;
}

function printKept(object: KeptObject): string {
  if (object.kind === 'database') return `database ${printName([object.database])}`;
  return object.kind === 'schema' ? `schema ${printName([object.schema])}` : `table ${printTable(object)}`;
}
