import type { StatementContext } from '../run/statement-context.ts';
import { executionMilliseconds } from './query-history.ts';
import type { SystemView, ViewColumn } from './system-view.ts';
import { creditsByHour, creditsPerHour } from './warehouse-meter.ts';
import type { HourOfCredits } from './warehouse-meter.ts';

const hourMilliseconds = 3_600_000;
const dayMilliseconds = 86_400_000;
/** Shorter statements are left out by Snowflake, too. */
const shortestAttributedMilliseconds = 100;

const hourColumns: readonly ViewColumn[] = [
  ['START_TIME', 'time'], ['END_TIME', 'time'], ['WAREHOUSE_NAME', 'text'], ['CREDITS_USED', 'credits'], ['CREDITS_USED_COMPUTE', 'credits'],
  ['CREDITS_USED_CLOUD_SERVICES', 'credits'],
]; // prettier-ignore

function hoursOf({ account }: StatementContext): readonly HourOfCredits[] {
  return creditsByHour(account.meter.runs, account.now());
}

/** Of the INFORMATION_SCHEMA function. The account has no cloud services to pay for. */
export const warehouseMetering: SystemView = {
  columns: hourColumns,
  rows: (context) =>
    hoursOf(context).map(({ warehouse, hour, credits }) => [hour, hour + hourMilliseconds, warehouse, credits, credits, 0]),
};

/** Of ACCOUNT_USAGE. Attributed are the seconds in which statements ran; the rest of the credits was idle time. */
export const usageWarehouseMetering: SystemView = {
  columns: [...hourColumns, ['CREDITS_ATTRIBUTED_COMPUTE_QUERIES', 'credits']],
  rows: (context) => {
    const attributed = attributedByHour(context);
    return hoursOf(context).map(({ warehouse, hour, credits }) => {
      const queries = Math.min(credits, attributed.get(`${hour} ${warehouse}`) ?? 0);
      return [hour, hour + hourMilliseconds, warehouse, credits, credits, 0, queries];
    });
  },
};

function attributedByHour(context: StatementContext): ReadonlyMap<string, number> {
  const hours = new Map<string, number>();
  for (const { warehouse, startedAt, credits } of attributedQueries(context)) {
    const key = `${Math.floor(startedAt / hourMilliseconds) * hourMilliseconds} ${warehouse}`;
    hours.set(key, (hours.get(key) ?? 0) + credits);
  }
  return hours;
}

function attributedQueries({ log }: StatementContext) {
  return log.entries.flatMap((entry) => {
    const milliseconds = executionMilliseconds(entry);
    const { warehouse, warehouseSize, startedAt } = entry;
    if (milliseconds === null || warehouse === undefined || warehouseSize === undefined) return [];
    return [{ entry, warehouse, startedAt, milliseconds, credits: (milliseconds / hourMilliseconds) * creditsPerHour(warehouseSize) }];
  });
}

export const meteringDaily: SystemView = {
  columns: [
    ['SERVICE_TYPE', 'text'], ['USAGE_DATE', 'date'], ['CREDITS_USED_COMPUTE', 'credits'], ['CREDITS_USED_CLOUD_SERVICES', 'credits'], ['CREDITS_USED', 'credits'],
    ['CREDITS_ADJUSTMENT_CLOUD_SERVICES', 'credits'], ['CREDITS_BILLED', 'credits'],
  ], // prettier-ignore
  rows: (context) => {
    const days = new Map<number, number>();
    for (const { hour, credits } of hoursOf(context)) {
      const day = Math.floor(hour / dayMilliseconds) * dayMilliseconds;
      days.set(day, (days.get(day) ?? 0) + credits);
    }
    return [...days].map(([day, credits]) => ['WAREHOUSE_METERING', day, credits, 0, credits, 0, credits]);
  },
};

export const queryAttribution: SystemView = {
  columns: [
    ['QUERY_ID', 'text'], ['PARENT_QUERY_ID', 'text'], ['ROOT_QUERY_ID', 'text'], ['WAREHOUSE_NAME', 'text'], ['QUERY_TAG', 'text'], ['USER_NAME', 'text'],
    ['START_TIME', 'time'], ['END_TIME', 'time'], ['CREDITS_ATTRIBUTED_COMPUTE', 'credits'], ['CREDITS_USED_QUERY_ACCELERATION', 'credits'],
  ], // prettier-ignore
  rows: (context) =>
    attributedQueries(context)
      .filter(({ milliseconds }) => milliseconds >= shortestAttributedMilliseconds)
      .map(({ entry, warehouse, credits }) => {
        const who = [entry.queryTag, entry.session.user.name, entry.startedAt, entry.endedAt];
        return [entry.queryId, null, entry.queryId, warehouse, ...who, credits, 0];
      })
      .toReversed(),
};
