import * as v from 'valibot';
import type { CheckContext, CheckDraft, CheckKind } from '../../../model/component.ts';
import { DeadlineExceeded } from '../../../std/deadline.ts';
import { formatMilliseconds } from '../../../std/duration.ts';
import { Refusal, Skip } from '../../../std/errors.ts';
import { SessionPool } from '../pool/pool.ts';
import { askFor, onlyValue } from '../session.ts';
import type { Session, SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';

const idleMilliseconds = 60_000;
const waitMilliseconds = 30_000;
/** How long a borrower waits in vain; short, because it is waited out. */
const exhaustedWaitMilliseconds = 500;

const options = v.strictObject({
  sessions: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(32), v.description('Sessions to borrow at the same time.')),
    4,
  ),
});

type Options = v.InferOutput<typeof options>;
type Drill = 'sessions' | 'replacement' | 'exhaustion' | 'borrow';

export interface PoolingInput {
  readonly drill: Drill;
  readonly sessions: number;
}

/** The account under our own pool of sessions, which is also the one that measuring checks borrow from. */
export const pooling: CheckKind<Options, SnowflakeSettings> = {
  summary: 'A pool of sessions: distinct and used again, a dead one replaced, exhaustion told in time, operation `borrow`.',
  layer: 'integration',
  costs: 'free',
  privileges: 'The right to end sessions of its own user (SYSTEM$ABORT_SESSION), for the replacement',
  options,
  expand: ({ sessions }) => [
    draft('sessions', sessions, `${sessions} sessions are distinct, and used again after they were returned`),
    draft('replacement', sessions, 'A session that was ended is replaced when it is borrowed'),
    draft('exhaustion', sessions, `A borrower beyond ${sessions} sessions is told in bounded time`),
    { ...draft('borrow', sessions, 'Time to borrow a session'), layer: 'performance', operations: [{ name: 'borrow' }] },
  ],
};

function draft(drill: Drill, sessions: number, title: string): CheckDraft {
  const input: PoolingInput = { drill, sessions };
  return { name: `pooling.${drill}`, title, input };
}

const drills: Readonly<Record<Drill, (pool: SessionPool, sessions: number, context: CheckContext) => Promise<void>>> = {
  sessions: borrowAndReturn,
  replacement: replaceEnded,
  exhaustion: exhaust,
  borrow: measureBorrowing,
};

export async function runPooling(connection: SnowflakeConnection, { drill, sessions }: PoolingInput, context: CheckContext): Promise<void> {
  const rules = {
    max: sessions,
    idleMilliseconds,
    waitMilliseconds: drill === 'exhaustion' ? exhaustedWaitMilliseconds : waitMilliseconds,
  };
  // A pool of its own: what is done to it must not reach the sessions of other checks.
  await using pool = new SessionPool((signal) => connection.open({}, signal), rules);
  await drills[drill](pool, sessions, context);
}

async function borrowAndReturn(pool: SessionPool, sessions: number, context: CheckContext): Promise<void> {
  const first = await idsOfBorrowed(pool, sessions, context);
  context.find({
    subject: `${sessions} sessions borrowed at the same time`,
    expected: `${sessions} different sessions`,
    actual: `${new Set(first).size} different sessions`,
    met: new Set(first).size === sessions,
  });
  const again = await idsOfBorrowed(pool, sessions, context);
  const fresh = again.filter((id) => !first.includes(id)).length;
  context.find({
    subject: 'the same number borrowed again',
    expected: 'the returned sessions, no new login',
    actual: fresh === 0 ? 'the returned sessions, no new login' : `${fresh} new sessions`,
    met: fresh === 0,
  });
}

async function idsOfBorrowed(pool: SessionPool, count: number, context: CheckContext): Promise<readonly string[]> {
  await using borrowed = new AsyncDisposableStack();
  const sessions = await borrowAll(pool, count, context, borrowed);
  return Promise.all(sessions.map((session) => sessionId(session, context)));
}

/** All or an error; those that were borrowed before the error are given back with the others. */
async function borrowAll(
  pool: SessionPool,
  count: number,
  context: CheckContext,
  borrowed: AsyncDisposableStack,
): Promise<readonly Session[]> {
  const one = async (): Promise<Session> => borrowed.use(await pool.borrow(askFor(context)));
  return Promise.all(Array.from({ length: count }, one));
}

async function replaceEnded(pool: SessionPool, _sessions: number, context: CheckContext): Promise<void> {
  await using observer = await pool.borrow(askFor(context));
  const victim = await pool.borrow(askFor(context));
  const ended = await sessionId(victim, context);
  await endSession(observer, ended, context);
  await victim[Symbol.asyncDispose]();
  await using replacement = await pool.borrow(askFor(context));
  const id = await sessionId(replacement, context);
  context.find({
    subject: `session borrowed after ${ended} was ended`,
    expected: 'a new session that answers',
    actual: id === ended ? 'the session that was ended still answers' : `session ${id}`,
    met: id !== ended,
  });
}

async function endSession(observer: Session, id: string, context: CheckContext): Promise<void> {
  // The function wants a constant, so the id is written out: digits and nothing else.
  if (!/^\d+$/.test(id)) throw new Error(`${JSON.stringify(id)} is not the id of a session`);
  try {
    await observer.query(`SELECT SYSTEM$ABORT_SESSION(${id})`, askFor(context));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Skip(`this user may not end a session of its own, so no dead session could be made: ${error.code} ${error.message}`);
  }
}

async function exhaust(pool: SessionPool, sessions: number, context: CheckContext): Promise<void> {
  await using borrowed = new AsyncDisposableStack();
  const [first] = await borrowAll(pool, sessions, context, borrowed);
  const startedAt = performance.now();
  const refusal = await refusalOfBorrowing(pool, context);
  const waited = formatMilliseconds(performance.now() - startedAt);
  context.find({
    subject: `borrower ${sessions + 1} of ${sessions} sessions`,
    expected: `an error after ${formatMilliseconds(exhaustedWaitMilliseconds)}`,
    actual: refusal === undefined ? `a session after ${waited}` : `after ${waited}: ${refusal}`,
    met: refusal !== undefined,
  });
  await first?.[Symbol.asyncDispose]();
  const later = await refusalOfBorrowing(pool, context);
  context.find({
    subject: 'borrower after one was returned',
    expected: 'a session',
    actual: later ?? 'a session',
    met: later === undefined,
  });
}

async function refusalOfBorrowing(pool: SessionPool, context: CheckContext): Promise<string | undefined> {
  try {
    await using _session = await pool.borrow(askFor(context));
    return undefined;
  } catch (error) {
    if (error instanceof DeadlineExceeded) return error.message;
    throw error;
  }
}

async function measureBorrowing(pool: SessionPool, _sessions: number, context: CheckContext): Promise<void> {
  await context.measure('borrow', {}, async (signal) => {
    await using _session = await pool.borrow({ ...askFor(context), signal });
  });
}

async function sessionId(session: Session, context: CheckContext): Promise<string> {
  return String(onlyValue(await session.query('SELECT CURRENT_SESSION()', askFor(context))));
}
