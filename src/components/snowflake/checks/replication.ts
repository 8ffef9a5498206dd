import * as v from 'valibot';
import type { Row } from '../../../model/capability.ts';
import type { CheckContext, CheckDraft, CheckKind } from '../../../model/component.ts';
import { Skip } from '../../../std/errors.ts';
import { formatMilliseconds } from '../../../std/duration.ts';
import { textOf } from '../structure/describe-table.ts';
import { parseName, printName } from '../structure/identifier.ts';
import { informationFunction } from '../statement/information-function.ts';
import { asPermitted, notPermitted } from '../statement/not-permitted.ts';
import { askFor } from '../session.ts';
import type { SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { idPart } from '../structure/table-name.ts';
import { wholeSeconds } from '../spend/usage-window.ts';

const group = v.strictObject({
  accounts: v.optional(
    v.pipe(v.array(v.string()), v.description('Accounts that must be allowed to have a copy, written ORGANIZATION.ACCOUNT.')),
  ),
  schedule: v.optional(v.pipe(v.boolean(), v.description('It must refresh on a schedule that is not suspended.')), true),
  lag: v.optional(v.pipe(v.string(), v.description('Longest age of the copy. Only the account that has the copy knows it.'))),
});
const options = v.strictObject({ groups: v.record(v.string(), group) });

type Options = v.InferOutput<typeof options>;

export type ReplicationInput = { readonly group: string } & (
  | { readonly look: 'group'; readonly accounts: readonly string[] | undefined; readonly schedule: boolean }
  | { readonly look: 'lag'; readonly database: string | undefined; readonly longestLagSeconds: number }
);

/** Replication and failover groups as they are. Nothing is refreshed and nothing fails over. */
export const replication: CheckKind<Options, SnowflakeSettings> = {
  summary: 'Replication and failover groups exist, copy to the declared accounts on a schedule and are not behind.',
  layer: 'disaster-recovery',
  costs: 'free',
  privileges: 'any privilege on the groups; MONITOR for the lag, which also takes the warehouse',
  options,
  primary: 'groups',
  primaryIsMapping: true,
  expand({ groups }, { database }) {
    const drafts = Object.entries(groups).flatMap(([text, { accounts, schedule, lag }]) => {
      const name = parseName(text)[0] ?? '';
      const draft = (input: ReplicationInput, id: string, title: string): CheckDraft => ({
        name: `replication.${idPart(text)}${id}`,
        title,
        input,
        path: ['groups', text],
      });
      const inForce = draft({ group: name, look: 'group', accounts, schedule }, '', `Group ${text} replicates`);
      if (lag === undefined) return [inForce];
      const longestLagSeconds = wholeSeconds(lag);
      return [inForce, draft({ group: name, look: 'lag', database, longestLagSeconds }, '.lag', `Group ${text} is at most ${lag} behind`)];
    });
    if (drafts.length === 0) throw new Error('replication has nothing to look at: declare at least one group.');
    return drafts;
  },
};

export async function runReplication(connection: SnowflakeConnection, input: ReplicationInput, context: CheckContext): Promise<void> {
  const found = await findGroup(connection, input.group, context);
  if (input.look === 'lag') return await lookAtLag(connection, input, found, context);
  const subject = `group ${printName([input.group])}`;
  const schedule = textOf(found, 'replication_schedule');
  const state = textOf(found, 'secondary_state');
  if (input.schedule) {
    const isSuspended = state.toUpperCase() === 'SUSPENDED';
    const actual =
      schedule === '' ? 'no schedule: it is copied when somebody asks for it' : `${schedule}${isSuspended ? ', suspended' : ''}`;
    context.find({ subject, expected: 'refreshed on a schedule', actual, met: schedule !== '' && !isSuspended });
  }
  if (input.accounts === undefined) {
    context.find({ subject, expected: 'exists', actual: 'exists', met: true });
    return;
  }
  const allowed = textOf(found, 'allowed_accounts')
    .split(/\s*,\s*/)
    .filter((account) => account !== '');
  const missing = input.accounts.filter((account) => !allowed.some((other) => other.toUpperCase() === account.toUpperCase()));
  const actual = missing.length === 0 ? allowed.join(', ') : `${missing.join(', ')} missing`;
  context.find({ subject, expected: `copied to ${input.accounts.join(', ')}`, actual, met: missing.length === 0 });
}

const anyPrivilege = 'a privilege on it, if it exists';

/** SHOW lists a group once for each account; the row of this account tells its state here. Throws `Skip` when none is seen. */
async function findGroup({ session }: SnowflakeConnection, group: string, context: CheckContext): Promise<Row> {
  const what = `group ${printName([group])}`;
  const rows: Row[] = [];
  for (const kind of ['REPLICATION', 'FAILOVER']) {
    rows.push(...(await asPermitted(what, anyPrivilege, async () => await session.query(`SHOW ${kind} GROUPS`, askFor(context)))));
  }
  const named = rows.filter((row) => textOf(row, 'name') === group);
  const [account] = await session.query('SELECT CURRENT_ACCOUNT_NAME() AS NAME', askFor(context));
  const here = named.find((row) => textOf(row, 'account_name') === account?.['NAME']) ?? named[0];
  if (here === undefined) throw notPermitted(what, anyPrivilege);
  return here;
}

async function lookAtLag(
  { session }: SnowflakeConnection,
  input: ReplicationInput & { readonly look: 'lag' },
  found: Row,
  context: CheckContext,
): Promise<void> {
  const name = printName([input.group]);
  if (textOf(found, 'is_primary') === 'true')
    throw new Skip(`${name} is the primary here: its lag is known to the account that has the copy`);
  const history = informationFunction(input.database, `REPLICATION_GROUP_REFRESH_HISTORY(?)`);
  const seconds = `DATEDIFF('second', MAX(PRIMARY_SNAPSHOT_TIMESTAMP), CURRENT_TIMESTAMP())`;
  const select = `SELECT ${seconds} AS LAG FROM ${history} WHERE PHASE_NAME = 'COMPLETED'`;
  const ask = { ...askFor(context), binds: [input.group], useResultCache: false };
  const [row] = await asPermitted(`group ${name}`, 'MONITOR on it', async () => await session.query(select, ask));
  const subject = `age of the copy of ${name}`;
  const expected = `at most ${formatMilliseconds(input.longestLagSeconds * 1_000)}`;
  const lag = row?.['LAG'];
  if (lag === null || lag === undefined) {
    context.find({ subject, expected, actual: 'no refresh was completed in the last 14 days', met: false });
    return;
  }
  context.value('value', Number(lag) * 1_000);
  context.metric('replication_lag_seconds', Number(lag), 's');
  context.find({ subject, expected, actual: formatMilliseconds(Number(lag) * 1_000), met: Number(lag) <= input.longestLagSeconds });
}
