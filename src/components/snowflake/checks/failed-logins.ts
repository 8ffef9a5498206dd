import * as v from 'valibot';
import type { Row } from '../../../model/capability.ts';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { Skip } from '../../../std/errors.ts';
import { textOf } from '../structure/describe-table.ts';
import { informationFunction } from '../statement/information-function.ts';
import { parseName, printName } from '../structure/identifier.ts';
import { asPermitted } from '../statement/not-permitted.ts';
import { askFor } from '../session.ts';
import type { SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { wholeSeconds } from '../spend/usage-window.ts';

const longestWindowSeconds = 7 * 86_400;
/** The most that the function returns; it takes the newest before any WHERE. */
const mostLogins = 10_000;

const options = v.strictObject({
  window: v.optional(v.pipe(v.string(), v.description('At most 7d: Snowflake keeps no more here.')), '24h'),
  max_per_user: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0)), 5),
  ignore: v.optional(v.pipe(v.array(v.string()), v.description('Users whose failed logins are expected.')), []),
});

type Options = v.InferOutput<typeof options>;

export interface FailedLoginsInput {
  readonly database: string | undefined;
  readonly windowSeconds: number;
  readonly maxPerUser: number;
  /** Exact. */
  readonly ignored: readonly string[];
}

/** Of INFORMATION_SCHEMA, which has no delay, so that it says something after a deployment too. */
export const failedLogins: CheckKind<Options, SnowflakeSettings> = {
  summary: 'No user had more failed logins lately than allowed.',
  layer: 'security',
  costs: 'compute',
  privileges: 'MONITOR USAGE or MONITOR SECURITY ON ACCOUNT',
  options,
  expand({ window, max_per_user, ignore }, { database }) {
    const windowSeconds = wholeSeconds(window);
    if (windowSeconds > longestWindowSeconds) throw new Error(`failed-logins looks back 7d at most, not ${window}: see audit for more.`);
    const ignored = ignore.map((user) => parseName(user)[0] ?? '');
    const input: FailedLoginsInput = { database, windowSeconds, maxPerUser: max_per_user, ignored };
    return [{ name: 'failed-logins', title: `At most ${max_per_user} failed logins of a user in ${window}`, input }];
  },
};

export async function runFailedLogins({ session }: SnowflakeConnection, input: FailedLoginsInput, context: CheckContext): Promise<void> {
  const start = `DATEADD('second', ${-input.windowSeconds}, CURRENT_TIMESTAMP())`;
  const logins = informationFunction(input.database, `LOGIN_HISTORY(TIME_RANGE_START => ${start}, RESULT_LIMIT => ${mostLogins})`);
  const failures = `COUNT(CASE WHEN IS_SUCCESS = 'NO' THEN 1 END)`;
  const select = `SELECT USER_NAME, CURRENT_USER() AS ME, COUNT(*) AS LOGINS, ${failures} AS FAILURES FROM ${logins} GROUP BY USER_NAME`;
  const needed = 'MONITOR USAGE or MONITOR SECURITY ON ACCOUNT';
  const ask = { ...askFor(context), useResultCache: false };
  const rows = await asPermitted('logins', needed, async () => await session.query(select, ask));
  const worst = worstOffenders(rows, input);
  const seen = rows.reduce((sum, row) => sum + Number(row['LOGINS']), 0);
  findFailedLogins(worst, rows, input.maxPerUser, context);
  if (worst.length > 0) return;
  if (seen >= mostLogins) throw new Skip(`only the newest ${mostLogins} logins are shown, which is less than the window: use audit`);
  if (rows.every((row) => row['USER_NAME'] === row['ME'])) {
    throw new Skip(`only our own logins are shown: nobody else logged in, or this role needs ${needed}`);
  }
}

export interface UserFailures {
  readonly user: string;
  readonly failures: number;
}

/** Users above the limit, the worst first. */
export function worstOffenders(rows: readonly Row[], input: Pick<FailedLoginsInput, 'maxPerUser' | 'ignored'>): readonly UserFailures[] {
  return rows
    .map((row) => ({ user: textOf(row, 'USER_NAME'), failures: Number(row['FAILURES']) }))
    .filter(({ user, failures }) => failures > input.maxPerUser && !input.ignored.includes(user))
    .toSorted((left, right) => right.failures - left.failures);
}

/** One finding for each user above the limit, or one that says that there is none. */
export function findFailedLogins(worst: readonly UserFailures[], rows: readonly Row[], maxPerUser: number, context: CheckContext): void {
  const expected = `at most ${maxPerUser}`;
  context.value(
    'failures',
    rows.reduce((sum, row) => sum + Number(row['FAILURES']), 0),
  );
  for (const { user, failures } of worst) {
    context.find({ subject: `failed logins of ${printName([user])}`, expected, actual: String(failures), met: false });
  }
  if (worst.length > 0) return;
  const most = Math.max(0, ...rows.map((row) => Number(row['FAILURES'])));
  context.find({ subject: `failed logins of ${rows.length} users`, expected: `${expected} each`, actual: `${most} at most`, met: true });
}
