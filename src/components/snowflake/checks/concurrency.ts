import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { formatMilliseconds } from '../../../std/duration.ts';
import { LatencyHistogram } from '../../../std/histogram.ts';
import { checkName } from '../../check-name.ts';
import { orNote } from '../statement/measured-statement.ts';
import type { MeasuredStatement } from '../statement/measured-statement.ts';
import { SessionPool } from '../pool/pool.ts';
import { serverTimes } from '../statement/server-times.ts';
import { askFor } from '../session.ts';
import type { Session, SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { statement } from '../statement/statement-options.ts';

const mostSessions = 64;
const loginWaitMilliseconds = 60_000;

const options = v.strictObject({
  name: checkName,
  ...statement,
  sessions: v.optional(
    v.pipe(
      v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostSessions))),
      v.minLength(1),
      v.description('Sessions of each step, one after the other.'),
    ),
    [1, 2, 4, 8],
  ),
});

type Options = v.InferOutput<typeof options>;

export interface ConcurrencyInput extends MeasuredStatement {
  /** Ascending, each once. */
  readonly steps: readonly number[];
}

/** What one step did. */
interface Step {
  readonly sessions: number;
  readonly queryIds: ReadonlySet<string>;
  readonly sentence: string;
}

/** One statement in more and more sessions at the same time: where it stops to scale, and whether the warehouse makes it wait. */
export const concurrency: CheckKind<Options, SnowflakeSettings> = {
  summary: 'A statement in 1, 2, 4, 8 sessions at once: operations `<name>.sessions_<n>` and `.queued`, metric `<name>.throughput_<n>`.',
  layer: 'performance',
  costs: 'compute',
  privileges: 'USAGE on the warehouse',
  options,
  expand({ name, sql, binds, sessions }) {
    const steps = [...new Set(sessions)].sort((left, right) => left - right);
    const input: ConcurrencyInput = { name, sql, binds, steps };
    const operations = steps.map((step) => operationOf(name, step)).flatMap((step) => [{ name: step }, { name: `${step}.queued` }]);
    return [{ name: `concurrency.${name}`, title: `${name} in ${steps.join(', ')} sessions at once`, input, operations }];
  },
};

function operationOf(name: string, sessions: number): string {
  return `${name}.sessions_${sessions}`;
}

export async function runConcurrency(connection: SnowflakeConnection, input: ConcurrencyInput, context: CheckContext): Promise<void> {
  const max = input.steps.at(-1) ?? 1;
  const rules = { max, idleMilliseconds: loginWaitMilliseconds, waitMilliseconds: loginWaitMilliseconds };
  await using pool = new SessionPool((signal) => connection.open({}, signal), rules);
  const sessions = await Promise.all(Array.from({ length: max }, () => pool.borrow(askFor(context))));
  await Promise.all(sessions.map((session) => ask(session, input, context)));
  const steps: Step[] = [];
  for (const step of input.steps) steps.push(await runStep(sessions.slice(0, step), input, context));
  context.note(steps.map(({ sentence }) => sentence).join('; '));
  await tellQueueing(sessions, steps, input, context);
}

async function ask(
  session: Session,
  { sql, binds }: MeasuredStatement,
  context: CheckContext,
  queryIds = new Set<string>(),
): Promise<void> {
  await session.query(sql, { ...askFor(context), binds, useResultCache: false, onQueryId: (queryId) => queryIds.add(queryId) });
}

/** The samples are shared out, so that each step has as many and their percentiles compare. */
async function runStep(sessions: readonly Session[], input: ConcurrencyInput, context: CheckContext): Promise<Step> {
  const queryIds = new Set<string>();
  const times = new LatencyHistogram();
  const samples = Math.ceil(context.samples / sessions.length);
  const call = async (session: Session): Promise<void> => {
    const startedAt = performance.now();
    await ask(session, input, context, queryIds);
    times.record(performance.now() - startedAt);
  };
  const operation = operationOf(input.name, sessions.length);
  const startedAt = performance.now();
  const measuring = sessions.map((session) => context.measure(operation, { samples, warmup: 0 }, () => call(session)));
  for (const result of await Promise.allSettled(measuring)) if (result.status === 'rejected') throw result.reason;
  const perSecond = times.count / ((performance.now() - startedAt) / 1_000);
  context.metric(`${input.name}.throughput_${sessions.length}`, perSecond, '1/s');
  const who = `${sessions.length} ${sessions.length === 1 ? 'session' : 'sessions'}`;
  const sentence = `${who}: p95 ${formatMilliseconds(times.quantileMilliseconds(0.95))}, ${Number(perSecond.toPrecision(3))} statements a second`;
  return { sessions: sessions.length, queryIds, sentence };
}

async function tellQueueing(
  sessions: readonly Session[],
  steps: readonly Step[],
  { name }: ConcurrencyInput,
  context: CheckContext,
): Promise<void> {
  for (const session of sessions) {
    const times = await orNote(() => serverTimes(session, askFor(context)), 'queueing on the server', context);
    if (times === undefined) return;
    for (const step of steps) {
      const own = [...times].filter(([queryId]) => step.queryIds.has(queryId));
      for (const [, { queuedMilliseconds }] of own) context.sample(`${operationOf(name, step.sessions)}.queued`, queuedMilliseconds);
    }
  }
}
