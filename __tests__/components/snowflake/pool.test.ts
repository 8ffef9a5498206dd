import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SessionPool } from '../../../src/components/snowflake/pool/pool.ts';
import type { PoolRules } from '../../../src/components/snowflake/pool/pool.ts';
import { onlyValue } from '../../../src/components/snowflake/session.ts';
import type { Session, SnowflakeConnection } from '../../../src/components/snowflake/session.ts';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Skip } from '../../../src/std/errors.ts';
import { connectComponent } from '../run-check.ts';
import type { Connected } from '../run-check.ts';
import { declaredFor, doors, startSeeded } from './doors.ts';
import { afterLogin, jsonBody, open, reply, startService, textRows } from './service.ts';
import type { Service } from './service.ts';

const ask = () => ({ signal: AbortSignal.timeout(20_000), tag: 'test' });
const rules: PoolRules = { max: 2, idleMilliseconds: 60_000, waitMilliseconds: 5_000 };

const poolOf = (connection: SnowflakeConnection, changed: Partial<PoolRules> = {}) =>
  new SessionPool((signal) => connection.open({}, signal), { ...rules, ...changed });

const idOf = async (session: Session): Promise<unknown> => onlyValue(await session.query('select current_session()', ask()));

describe('on a live account', () => {
  let endpoint: SnowflakeEndpoint;
  let connected: Connected;

  beforeAll(async () => {
    endpoint = await startSeeded();
    connected = await connectComponent(doors, { ...declaredFor(endpoint), pool: { max: 3 } });
  });

  afterAll(async () => {
    await connected[Symbol.asyncDispose]();
    await endpoint[Symbol.asyncDispose]();
  });

  test('borrowers have a session of their own, and a returned one is used again', async () => {
    await using pool = poolOf(connected.connection as SnowflakeConnection, { waitMilliseconds: 50 });
    const first = await pool.borrow(ask());
    const second = await pool.borrow(ask());
    const ids = [await idOf(first), await idOf(second)];
    expect(new Set(ids).size).toBe(2);
    await first[Symbol.asyncDispose]();
    await first[Symbol.asyncDispose]();
    await using third = await pool.borrow(ask());
    expect(await idOf(third)).toBe(ids[0]);
    // Returned twice is returned once: there is no place for a third borrower.
    await expect(pool.borrow(ask())).rejects.toMatchObject({ name: 'DeadlineExceeded' });
    expect(pool.size).toBe(2);
    await second[Symbol.asyncDispose]();
  });

  test.each([1, 2])('never more than %i, and with one session all are served in the order they came', async (max) => {
    await using pool = poolOf(connected.connection as SnowflakeConnection, { max });
    const served: number[] = [];
    let borrowed = 0;
    let most = 0;
    const borrower = async (number: number): Promise<void> => {
      await using session = await pool.borrow(ask());
      borrowed += 1;
      most = Math.max(most, borrowed);
      served.push(number);
      await idOf(session);
      borrowed -= 1;
    };
    const numbers = Array.from({ length: 9 }, (_, number) => number);
    await Promise.all(numbers.map(borrower));
    expect(most).toBe(max);
    expect(pool.size).toBe(max);
    // Two whose places came free together validate their sessions at the same time.
    expect(max === 1 ? served : served.toSorted((left, right) => left - right)).toEqual(numbers);
  });

  test('exhaustion is told after the wait, in a sentence, and is over when one comes back', async () => {
    await using pool = poolOf(connected.connection as SnowflakeConnection, { max: 1, waitMilliseconds: 50 });
    const only = await pool.borrow(ask());
    await expect(pool.borrow(ask())).rejects.toMatchObject({
      name: 'DeadlineExceeded',
      message: 'no session came free within 0.05s: all 1 of the pool are borrowed',
    });
    await expect(pool.borrow({ signal: AbortSignal.abort(), tag: 't' })).rejects.toMatchObject({ kind: 'timeout' });
    await only[Symbol.asyncDispose]();
    await using again = await pool.borrow(ask());
    expect(await idOf(again)).toEqual(expect.stringMatching(/^\d+$/));
  });

  test('an expired token is renewed: the same session answers, without a new login', async () => {
    await using pool = poolOf(connected.connection as SnowflakeConnection);
    const session = await pool.borrow(ask());
    const id = await idOf(session);
    endpoint.expireTokens();
    expect(await idOf(session)).toBe(id);
    await session[Symbol.asyncDispose]();
    endpoint.expireTokens();
    await using again = await pool.borrow(ask());
    expect(await idOf(again)).toBe(id);
    expect(pool.size).toBe(1);
  });

  test('the pool of the component has the size of the settings', async () => {
    const { pool } = connected.connection as SnowflakeConnection;
    await using borrowed = new AsyncDisposableStack();
    for (let count = 0; count < 3; count += 1) borrowed.use(await pool.borrow(ask()));
    const stop = new AbortController();
    const fourth = pool.borrow({ ...ask(), signal: stop.signal });
    stop.abort();
    await expect(fourth).rejects.toMatchObject({ kind: 'timeout', message: 'stopped while waiting for a free session' });
  });

  test.each(['pooling.sessions', 'pooling.exhaustion'])('%s finds nothing wrong', async (draft) => {
    const { findings, unmet, error } = await connected.run('pooling', { sessions: 3 }, { draft });
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings).toHaveLength(2);
  });

  test('pooling.borrow measures', async () => {
    const { samples, draft, error } = await connected.run('pooling', {}, { draft: 'pooling.borrow', samples: 7 });
    expect(error).toBeUndefined();
    expect(draft.layer).toBe('performance');
    expect(samples['borrow']).toHaveLength(7);
  });

  test('pooling.replacement ends a session and gets another', async () => {
    const { findings, unmet, error } = await connected.run('pooling', {}, { draft: 'pooling.replacement' });
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings).toMatchObject([{ expected: 'a new session that answers', actual: expect.stringMatching(/^session \d+$/) as string }]);
  });
});

/** An account in which the test decides what becomes of logins and sessions; each login has a token of its own. */
interface Fleet extends Service {
  readonly logins: () => number;
  readonly closed: readonly string[];
  /** From now on this token is of no session. */
  readonly kill: (token: string) => void;
  /** From now on each session answers only so many statements. */
  readonly killAfter: (statements: number) => void;
}

async function startFleet(login: (number: number) => unknown = () => undefined): Promise<Fleet> {
  let logins = 0;
  let most = Infinity;
  const dead = new Set<string>();
  const asked = new Map<string, number>();
  const closed: string[] = [];
  const service = await startService((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    const token = /Token="([^"]*)"/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    if (url.pathname === '/session/v1/login-request') {
      logins += 1;
      const data = {
        token: `t${logins}`,
        masterToken: 'm',
        validityInSeconds: 3_600,
        masterValidityInSeconds: 14_400,
        sessionId: logins,
        parameters: [],
      };
      return reply(response, login(logins) ?? { success: true, data });
    }
    if (url.pathname === '/session') closed.push(token);
    const count = (asked.get(token) ?? 0) + 1;
    if (url.pathname.startsWith('/queries')) asked.set(token, count);
    if (dead.has(token) || count > most)
      return reply(response, { success: false, code: '390111', message: 'Session no longer exists.', data: {} });
    return reply(response, { success: true, data: url.pathname.startsWith('/queries') ? textRows('S', [token]) : {} });
  });
  return {
    ...service,
    logins: () => logins,
    closed,
    kill: (token) => void dead.add(token),
    killAfter: (statements) => (most = statements),
    [Symbol.asyncDispose]: () => service[Symbol.asyncDispose](),
  };
}

const refusedLogin = { success: false, code: '390100', message: 'Incorrect username or password was specified.', data: {} };

describe('when something is wrong', () => {
  test('a user that may not end sessions has nothing replaced: skipped, with the right that is missing', async () => {
    let asked = '';
    await using service = await startService(
      afterLogin((request, response) => {
        void jsonBody(request).then((body) => {
          const { sqlText } = body as { readonly sqlText: string };
          if (!sqlText.includes('ABORT_SESSION')) return reply(response, { success: true, data: textRows('S', ['17']) });
          asked = sqlText;
          reply(response, { success: false, code: '003001', message: 'Insufficient privileges.', data: {} });
        });
      }),
    );
    await using component = await connectComponent(doors, { account: 'local', access_url: service.url, username: 'U', password: 'p' });
    const { error } = await component.run('pooling', {}, { draft: 'pooling.replacement' });
    expect(error).toBeInstanceOf(Skip);
    expect(String(error)).toMatch(/may not end a session of its own, so no dead session could be made: 003001/);
    expect(asked).toBe('SELECT SYSTEM$ABORT_SESSION(17)');
  });

  test('sessions that are one and the same are found', async () => {
    await using service = await startService(
      afterLogin((_request, response) => reply(response, { success: true, data: textRows('S', ['17']) })),
    );
    await using component = await connectComponent(doors, { account: 'local', access_url: service.url, username: 'U', password: 'p' });
    const { unmet } = await component.run('pooling', { sessions: 3 }, { draft: 'pooling.sessions' });
    expect(unmet).toMatchObject([{ expected: '3 different sessions', actual: '1 different sessions' }]);
  });

  test('returned sessions that are gone are found to be new', async () => {
    await using fleet = await startFleet();
    await using component = await connectComponent(doors, { account: 'local', access_url: fleet.url, username: 'U', password: 'p' });
    // Both sessions of the check end as soon as they were asked for the second time: when they are borrowed again.
    fleet.killAfter(1);
    const { unmet } = await component.run('pooling', { sessions: 2 }, { draft: 'pooling.sessions' });
    expect(unmet).toMatchObject([{ expected: 'the returned sessions, no new login', actual: '2 new sessions' }]);
  });

  test('a session that is gone is replaced when it is borrowed', async () => {
    await using fleet = await startFleet();
    await using connection = await open(fleet.url);
    await using pool = poolOf(connection);
    const session = await pool.borrow(ask());
    const id = await idOf(session);
    fleet.kill(String(id));
    await expect(idOf(session)).rejects.toThrow(/while running/);
    await session[Symbol.asyncDispose]();
    await using replaced = await pool.borrow(ask());
    expect([id, await idOf(replaced), pool.size]).toEqual(['t2', 't3', 1]);
  });

  test('a refused login ends the pool at the first refusal, with its code, for those who wait too', async () => {
    await using fleet = await startFleet((number) => (number > 2 ? refusedLogin : undefined));
    await using connection = await open(fleet.url);
    await using pool = poolOf(connection);
    const first = await pool.borrow(ask());
    const results = await Promise.allSettled([1, 2, 3, 4].map(() => pool.borrow(ask())));
    expect(results.map((result) => result.status === 'rejected' && (result.reason as { readonly code?: unknown }).code)).toEqual(
      Array.from({ length: 4 }, () => '390100'),
    );
    await expect(pool.borrow(ask())).rejects.toMatchObject({ name: 'Refusal', code: '390100' });
    await first[Symbol.asyncDispose]();
    expect(fleet.logins()).toBe(3);
    expect(pool.size).toBe(0);
  });

  test('an account that cannot be reached now may be reached later', async () => {
    let isDown = true;
    await using fleet = await startFleet();
    await using connection = await open(fleet.url);
    await using pool = new SessionPool((signal) => {
      if (isDown) return open('http://127.0.0.1:1', signal).then(({ session }) => session);
      return connection.open({}, signal);
    }, rules);
    await expect(pool.borrow(ask())).rejects.toMatchObject({ name: 'TransportError', kind: 'network' });
    isDown = false;
    await using session = await pool.borrow(ask());
    expect(await idOf(session)).toBe('t2');
  });

  test('a session that nobody borrows for long is logged out', async () => {
    await using fleet = await startFleet();
    await using connection = await open(fleet.url);
    await using pool = poolOf(connection, { idleMilliseconds: 20 });
    await (await pool.borrow(ask()))[Symbol.asyncDispose]();
    await expect.poll(() => fleet.closed).toEqual(['t2']);
    expect(pool.size).toBe(0);
    await using session = await pool.borrow(ask());
    expect(await idOf(session)).toBe('t3');
  });

  test('closing logs all sessions out, borrowed ones too, and ends the waits', async () => {
    await using fleet = await startFleet();
    await using connection = await open(fleet.url);
    const pool = poolOf(connection);
    const [, idle] = [await pool.borrow(ask()), await pool.borrow(ask())];
    const waiting = Promise.allSettled([pool.borrow(ask())]);
    await pool[Symbol.asyncDispose]();
    expect(await waiting).toMatchObject([{ status: 'rejected', reason: { message: 'the pool of sessions is closed' } }]);
    await idle[Symbol.asyncDispose]();
    expect(fleet.closed.toSorted()).toEqual(['t2', 't3']);
    await expect(pool.borrow(ask())).rejects.toThrow(/closed/);
  });

  test('a login that ends after the pool was closed is logged out', async () => {
    const asked = Promise.withResolvers<void>();
    const closed = Promise.withResolvers<void>();
    await using fleet = await startFleet();
    await using connection = await open(fleet.url);
    const pool = new SessionPool(async (signal) => {
      const session = await connection.open({}, signal);
      asked.resolve();
      await closed.promise;
      return session;
    }, rules);
    const borrowing = Promise.allSettled([pool.borrow(ask())]);
    await asked.promise;
    await pool[Symbol.asyncDispose]();
    closed.resolve();
    expect(await borrowing).toMatchObject([{ status: 'rejected', reason: { message: 'the pool of sessions is closed' } }]);
    expect(fleet.closed).toEqual(['t2']);
  });
});
