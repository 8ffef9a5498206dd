import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { textOf } from '../structure/describe-table.ts';
import { asPermitted } from '../statement/not-permitted.ts';
import { askFor } from '../session.ts';
import type { SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { usageWindow, usageWindowOptions, windowBinds } from '../spend/usage-window.ts';
import type { UsageWindow } from '../spend/usage-window.ts';
import { findExpensiveDays } from './metering.ts';

const options = v.strictObject({
  max_credits_per_day: v.pipe(v.number(), v.minValue(0), v.description('Billed credits of one day, all services together.')),
  ...usageWindowOptions,
  window: v.optional(v.pipe(v.string(), v.description('Length of time whose days are looked at, such as 7d.')), '7d'),
});

type Options = v.InferOutput<typeof options>;

export type SpendDailyInput = UsageWindow & { readonly maxCredits: number };

/** Of METERING_DAILY_HISTORY, which knows all services and the adjustment of cloud services, unlike the metering of warehouses. */
export const spendDaily: CheckKind<Options, SnowflakeSettings> = {
  summary: 'The account was billed no more credits on any of the last days than allowed.',
  layer: 'integration',
  stages: ['monitoring'],
  costs: 'audit views',
  privileges: 'DATABASE ROLE SNOWFLAKE.USAGE_VIEWER',
  options,
  primary: 'max_credits_per_day',
  expand({ max_credits_per_day: maxCredits, ...times }) {
    const input: SpendDailyInput = { ...usageWindow(times), maxCredits };
    return [{ name: 'spend-daily', title: `The account is billed at most ${maxCredits} credits a day`, input }];
  },
};

/** The day in which the window ends is looked at too: it is not complete, but its credits only grow. */
const billedByDay = `SELECT TO_VARCHAR(USAGE_DATE) AS DAY, SUM(CREDITS_BILLED) AS CREDITS FROM SNOWFLAKE.ACCOUNT_USAGE.METERING_DAILY_HISTORY
  WHERE USAGE_DATE >= TO_DATE(DATEADD('second', ?, SYSDATE())) AND USAGE_DATE <= TO_DATE(DATEADD('second', ?, SYSDATE()))
  GROUP BY USAGE_DATE`;

export async function runSpendDaily({ session }: SnowflakeConnection, input: SpendDailyInput, context: CheckContext): Promise<void> {
  const ask = { ...askFor(context), binds: windowBinds(input), useResultCache: false };
  const rows = await asPermitted(
    'ACCOUNT_USAGE',
    'DATABASE ROLE SNOWFLAKE.USAGE_VIEWER',
    async () => await session.query(billedByDay, ask),
  );
  const days = new Map(rows.map((row) => [textOf(row, 'DAY'), Number(row['CREDITS'])]));
  findExpensiveDays(days, input.maxCredits, 'billed credits', context);
  context.note('METERING_DAILY_HISTORY: up to 3 hours late, days in UTC, credits and not money; the invoice may still correct them');
}
