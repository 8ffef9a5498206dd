import * as v from 'valibot';
import { parseDurationMilliseconds } from '../../../std/duration.ts';

const defaultWindow = '24h';
const defaultLag = '3h';

/** Options of a kind that reads ACCOUNT_USAGE. */
export const usageWindowOptions = {
  window: v.optional(v.pipe(v.string(), v.description('Length of time that is looked at, such as 24h or 7d.')), defaultWindow),
  lag: v.optional(
    v.pipe(
      v.string(),
      v.description(
        'How late the views may be: the window ends so long ago. 3h by default, the longest delay that Snowflake gives for them.',
      ),
    ),
    defaultLag,
  ),
};

/** A window of time that ends before now, because the views of ACCOUNT_USAGE are hours late. */
export interface UsageWindow {
  readonly startSecondsAgo: number;
  readonly endSecondsAgo: number;
}

/** Throws `SyntaxError` with a sentence when a duration cannot be read. */
export function usageWindow({ window, lag }: { readonly window: string; readonly lag: string }): UsageWindow {
  const endSecondsAgo = wholeSeconds(lag);
  return { startSecondsAgo: endSecondsAgo + wholeSeconds(window), endSecondsAgo };
}

/** A condition on a column of times, by the clock of Snowflake. Two binds: those of `windowBinds`. */
export function withinWindow(column: string): string {
  return `${column} >= DATEADD('second', ?, CURRENT_TIMESTAMP()) AND ${column} <= DATEADD('second', ?, CURRENT_TIMESTAMP())`;
}

export function windowBinds({ startSecondsAgo, endSecondsAgo }: UsageWindow): readonly [number, number] {
  return [-startSecondsAgo, -endSecondsAgo];
}

export function wholeSeconds(duration: string): number {
  return Math.round(parseDurationMilliseconds(duration) / 1_000);
}
