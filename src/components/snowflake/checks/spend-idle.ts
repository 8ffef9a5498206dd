import * as v from 'valibot';
import type { Row } from '../../../model/capability.ts';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { printCredits } from '../spend/credits.ts';
import { textOf } from '../structure/describe-table.ts';
import { parseName, printName } from '../structure/identifier.ts';
import { asPermitted } from '../statement/not-permitted.ts';
import { askFor } from '../session.ts';
import type { SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { usageWindow, usageWindowOptions, windowBinds, withinWindow } from '../spend/usage-window.ts';
import type { UsageWindow } from '../spend/usage-window.ts';

const options = v.strictObject({
  ...usageWindowOptions,
  max_idle: v.optional(
    v.pipe(v.number(), v.minValue(0), v.maxValue(1), v.description('Share of the credits that may pay for idle time.')),
    0.5,
  ),
  min_credits: v.optional(v.pipe(v.number(), v.minValue(0), v.description('Warehouses that used less in the window are not judged.')), 1),
  ignore: v.optional(v.pipe(v.array(v.string()), v.description('Warehouses that are not looked at.')), []),
});

type Options = v.InferOutput<typeof options>;

export type SpendIdleInput = UsageWindow & {
  readonly maxIdle: number;
  readonly minCredits: number;
  /** Exact. */
  readonly ignored: readonly string[];
};

/** Credits that no query used: what is left when those attributed to queries are taken from those used. */
export const spendIdle: CheckKind<Options, SnowflakeSettings> = {
  summary: 'No warehouse was paid for mostly while it was idle.',
  layer: 'integration',
  stages: ['monitoring'],
  costs: 'audit views',
  privileges: 'DATABASE ROLE SNOWFLAKE.USAGE_VIEWER',
  options,
  expand({ max_idle: maxIdle, min_credits: minCredits, ignore, ...times }) {
    const input: SpendIdleInput = { ...usageWindow(times), maxIdle, minCredits, ignored: ignore.map((name) => parseName(name)[0] ?? '') };
    return [{ name: 'spend-idle', title: `Warehouses are idle for at most ${maxIdle * 100} % of their credits`, input }];
  },
};

const creditsByWarehouse = `SELECT WAREHOUSE_NAME, SUM(CREDITS_USED_COMPUTE) AS USED, SUM(COALESCE(CREDITS_ATTRIBUTED_COMPUTE_QUERIES, 0)) AS ATTRIBUTED
  FROM SNOWFLAKE.ACCOUNT_USAGE.WAREHOUSE_METERING_HISTORY WHERE ${withinWindow('START_TIME')} GROUP BY WAREHOUSE_NAME`;

export async function runSpendIdle({ session }: SnowflakeConnection, input: SpendIdleInput, context: CheckContext): Promise<void> {
  const ask = { ...askFor(context), binds: windowBinds(input), useResultCache: false };
  const rows = await asPermitted(
    'ACCOUNT_USAGE',
    'DATABASE ROLE SNOWFLAKE.USAGE_VIEWER',
    async () => await session.query(creditsByWarehouse, ask),
  );
  const found = rows
    .map(idleOf)
    .filter(({ warehouse, used }) => used > 0 && used >= input.minCredits && !input.ignored.includes(warehouse));
  const expected = `idle for at most ${input.maxIdle * 100} % of its credits`;
  for (const { warehouse, used, share } of found) {
    const actual = `${Math.round(share * 100)} % of ${printCredits(used)} credits`;
    context.find({ subject: `warehouse ${printName([warehouse])}`, expected, actual, met: share <= input.maxIdle });
  }
  context.value('value', Math.max(0, ...found.map(({ share }) => share)));
  if (found.length === 0) {
    const actual = `none of ${rows.length} warehouses used ${input.minCredits} credits`;
    context.find({ subject: 'idle warehouses', expected, actual, met: true });
  }
  context.note('WAREHOUSE_METERING_HISTORY: up to 3 hours late; statements under about 100 ms are attributed to nobody and count as idle');
}

function idleOf(row: Row) {
  const used = Number(row['USED']);
  return { warehouse: textOf(row, 'WAREHOUSE_NAME'), used, share: used === 0 ? 0 : Math.max(0, used - Number(row['ATTRIBUTED'])) / used };
}
