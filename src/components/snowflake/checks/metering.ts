import * as v from 'valibot';
import type { Row } from '../../../model/capability.ts';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { printCredits } from '../spend/credits.ts';
import { textOf } from '../structure/describe-table.ts';
import { parseName, printName } from '../structure/identifier.ts';
import { informationFunction } from '../statement/information-function.ts';
import { asPermitted } from '../statement/not-permitted.ts';
import { askFor } from '../session.ts';
import type { SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';

const limit = v.pipe(v.number(), v.minValue(0), v.description('Credits of one day.'));
const options = v.strictObject({
  max_credits_per_day: limit,
  warehouses: v.optional(v.pipe(v.record(v.string(), limit), v.description('Limits of single warehouses.')), {}),
  days: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(180), v.description('Days that are looked at, today among them.')),
    7,
  ),
});

type Options = v.InferOutput<typeof options>;

export interface MeteringInput {
  readonly database: string | undefined;
  /** Exact; undefined: all warehouses together. */
  readonly warehouse: string | undefined;
  readonly maxCredits: number;
  readonly days: number;
}

export const metering: CheckKind<Options, SnowflakeSettings> = {
  summary: 'The warehouses used no more credits on any of the last days than allowed.',
  layer: 'integration',
  costs: 'compute',
  privileges: 'MONITOR USAGE ON ACCOUNT',
  options,
  primary: 'max_credits_per_day',
  expand({ max_credits_per_day, warehouses, days }, { database }) {
    const input = (warehouse: string | undefined, maxCredits: number): MeteringInput => ({ database, warehouse, maxCredits, days });
    return [
      {
        name: 'metering.per-day',
        title: `The warehouses use at most ${max_credits_per_day} credits a day`,
        input: input(undefined, max_credits_per_day),
      },
      ...Object.entries(warehouses).map(([name, credits]) => ({
        name: `metering.warehouse.${parseName(name)[0] ?? ''}`,
        title: `Warehouse ${name} uses at most ${credits} credits a day`,
        input: input(parseName(name)[0] ?? '', credits),
        path: ['warehouses', name],
      })),
    ];
  },
};

/** What the numbers do not say; https://docs.snowflake.com/en/sql-reference/functions/warehouse_metering_history */
const caveat =
  'the newest 3 hours may be missing, those of cloud services 6; only warehouses, before the daily adjustment of cloud services';

export async function runMetering({ session }: SnowflakeConnection, input: MeteringInput, context: CheckContext): Promise<void> {
  const start = `DATEADD('day', ${1 - input.days}, CURRENT_DATE())`;
  const history = informationFunction(input.database, `WAREHOUSE_METERING_HISTORY(DATE_RANGE_START => ${start})`);
  const select = `SELECT TO_VARCHAR(TO_DATE(START_TIME)) AS DAY, WAREHOUSE_NAME, SUM(CREDITS_USED) AS CREDITS FROM ${history} GROUP BY 1, 2`;
  const ask = { ...askFor(context), useResultCache: false };
  const rows = await asPermitted('credits', 'MONITOR USAGE ON ACCOUNT', async () => await session.query(select, ask));
  const days = creditsByDay(rows.filter(({ WAREHOUSE_NAME }) => input.warehouse === undefined || WAREHOUSE_NAME === input.warehouse));
  const whose = input.warehouse === undefined ? 'all warehouses' : `warehouse ${printName([input.warehouse])}`;
  findExpensiveDays(days, input.maxCredits, `credits of ${whose}`, context);
  context.note(`WAREHOUSE_METERING_HISTORY: ${caveat}`);
}

function creditsByDay(rows: readonly Row[]): ReadonlyMap<string, number> {
  const days = new Map<string, number>();
  for (const row of rows) {
    const day = textOf(row, 'DAY');
    days.set(day, (days.get(day) ?? 0) + Number(row['CREDITS']));
  }
  return days;
}

/** One finding for each day above the limit, or one that says that there is none. Credits are keyed by day. */
export function findExpensiveDays(days: ReadonlyMap<string, number>, maxCredits: number, subject: string, context: CheckContext): void {
  const most = Math.max(0, ...days.values());
  context.value('value', most);
  context.metric('most_credits_per_day', most, 'credits');
  const expected = `${maxCredits} at most`;
  const expensive = [...days].filter(([, credits]) => credits > maxCredits).toSorted(([left], [right]) => (left < right ? -1 : 1));
  for (const [day, credits] of expensive)
    context.find({ subject: `${subject} on ${day}`, expected, actual: printCredits(credits), met: false });
  if (expensive.length > 0) return;
  context.find({
    subject: `${subject} on ${days.size} days`,
    expected: `${expected} a day`,
    actual: `${printCredits(most)} on the worst`,
    met: true,
  });
}
