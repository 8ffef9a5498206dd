import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { showStatement } from '../../../src/components/snowflake/statement/shown-statement.ts';
import { afterLogin, jsonBody, noRows, open, reply, startService, textRows } from './service.ts';

const signal = (): AbortSignal => AbortSignal.timeout(20_000);

interface StatementBody {
  readonly parameters: Readonly<Record<string, unknown>>;
}

describe('deadline', () => {
  test('a statement that hangs ends at its own limit, is cancelled, and the server knows the limit too', async () => {
    const bodies: unknown[] = [];
    const cancelled = Promise.withResolvers<void>();
    const listener = afterLogin((request) => void jsonBody(request).then((body) => bodies.push(body)));
    await using service = await startService((request, response) => {
      if (request.url?.includes('abort-request') === true) cancelled.resolve();
      listener(request, response);
    });
    await using connection = await open(service.url);
    const running = connection.session.query('select 1', { signal: signal(), tag: 'infra-test:r:c', timeoutMilliseconds: 1_200 });
    await expect(running).rejects.toMatchObject({
      name: 'TransportError',
      kind: 'timeout',
      message: 'no answer within 1.2s, while running "select 1" (statement 822ae07d4783, tag infra-test:r:c)',
    });
    await cancelled.promise;
    expect(bodies).toMatchObject([{ parameters: { STATEMENT_TIMEOUT_IN_SECONDS: 2 } }]);
  });

  test('the limit of the settings holds where the caller would wait longer', async () => {
    const limits: unknown[] = [];
    await using service = await startService(
      afterLogin((request, response) => {
        void jsonBody(request).then((body) => {
          limits.push((body as StatementBody).parameters['STATEMENT_TIMEOUT_IN_SECONDS']);
          reply(response, { success: true, data: noRows });
        });
      }),
    );
    await using connection = await open(service.url, signal(), { statement_timeout: '5s' });
    await connection.session.query('select 1', { signal: signal(), tag: 't', timeoutMilliseconds: 60_000 });
    await connection.session.query('select 1', { signal: signal(), tag: 't' });
    await connection.session.query('select 1', { signal: signal(), tag: 't', timeoutMilliseconds: 10_000_000 });
    await connection.session.query('select 1', { signal: signal(), tag: 't', timeoutMilliseconds: 3_100 });
    expect(limits).toEqual([5, 5, 5, 4]);
  });

  test('once Snowflake has named the query, the error names it', async () => {
    const stop = new AbortController();
    const inProgress = {
      success: true,
      code: '333333',
      message: 'still running',
      data: { queryId: 'q-7', getResultUrl: '/queries/q-7/result' },
    };
    const listener = afterLogin((_request, response) => reply(response, inProgress));
    await using service = await startService((request, response) => {
      if (request.url?.startsWith('/queries/q-7/result') === true) stop.abort();
      else listener(request, response);
    });
    await using connection = await open(service.url);
    await expect(connection.session.query('select 1', { signal: stop.signal, tag: 't' })).rejects.toMatchObject({
      kind: 'timeout',
      message: 'stopped before an answer came, while running "select 1" (statement 822ae07d4783, query q-7)',
    });
    await expect.poll(() => service.paths).toContain('/queries/q-7/abort-request');
  });

  test('a statement that Snowflake ended at its timeout gave no answer: broken, not failed', async () => {
    const message = 'Statement reached its statement or warehouse timeout of 5 second(s) and was canceled.';
    const body = { success: false, code: '000630', message, data: { sqlState: '57014', queryId: 'q-8' } };
    await using service = await startService(afterLogin((_request, response) => reply(response, body)));
    await using connection = await open(service.url);
    await expect(connection.session.query('select 1', { signal: signal(), tag: 't' })).rejects.toMatchObject({
      name: 'TransportError',
      kind: 'timeout',
      message: expect.stringMatching(/timeout of 5 second.*query q-8/) as string,
    });
  });
});

describe('errors', () => {
  test('a refusal has six digits, SQLSTATE, query id and the hash of the statement; its texts are not shown', async () => {
    const body = { success: false, code: '2003', message: "Object 'X' does not exist.", data: { sqlState: '42S02', queryId: 'q-9' } };
    await using service = await startService(afterLogin((_request, response) => reply(response, body)));
    await using connection = await open(service.url);
    const ids: string[] = [];
    const sql = "select * from x where mail = 'ann@example.com' -- ann";
    const ask = { signal: signal(), tag: 't', onQueryId: (id: string) => ids.push(id) };
    await expect(connection.session.query(sql, ask)).rejects.toMatchObject({
      name: 'Refusal',
      code: '002003',
      sqlState: '42S02',
      queryId: 'q-9',
      statementHash: showStatement(sql).hash,
      message: `Object 'X' does not exist. (SQLSTATE 42S02, query q-9), while running "select * from x where mail = '…'" (statement ${showStatement(sql).hash})`,
    });
    expect(ids).toEqual(['q-9']);
  });

  test('a login names no statement', async () => {
    await using service = await startService((_request, response) =>
      reply(response, { success: false, code: '390100', message: 'Incorrect username or password was specified.', data: {} }),
    );
    await expect(open(service.url)).rejects.toMatchObject({ code: '390100', statementHash: undefined });
  });

  test.each(['a dropped socket', 'a 503', 'a 429'] as const)(
    'after %s the same request comes again, with the same request id',
    async (fault) => {
      const requestIds: (string | null)[] = [];
      await using service = await startService(
        afterLogin((request, response) => {
          requestIds.push(new URL(request.url ?? '', 'http://x').searchParams.get('requestId'));
          if (requestIds.length > 1) reply(response, { success: true, data: textRows('A', ['1'], 'q-10') });
          else if (fault === 'a dropped socket') request.socket.destroy();
          else response.writeHead(fault === 'a 503' ? 503 : 429).end();
        }),
      );
      await using connection = await open(service.url);
      const ids: string[] = [];
      expect(await connection.session.query('select 1', { signal: signal(), tag: 't', onQueryId: (id) => ids.push(id) })).toEqual([
        { A: '1' },
      ]);
      expect(requestIds).toHaveLength(2);
      expect(requestIds[0]).toBe(requestIds[1]);
      expect(ids).toEqual(['q-10']);
    },
  );

  test('a 400 is an answer; the driver asks once more, under the same request id', async () => {
    const requestIds = new Set<string | null>();
    await using service = await startService(
      afterLogin((request, response) => {
        requestIds.add(new URL(request.url ?? '', 'http://x').searchParams.get('requestId'));
        response.writeHead(400).end();
      }),
    );
    await using connection = await open(service.url);
    await expect(connection.session.query('select 1', { signal: signal(), tag: 't' })).rejects.toMatchObject({
      name: 'Refusal',
      code: '400',
    });
    expect(requestIds.size).toBe(1);
  });
});

describe('shown statement', () => {
  test.each([
    ["select 'it''s', 'a\\'b', $$x 'y'$$ from t", "select '…', '…', '…' from t"],
    ["select 1 -- don't\n, 'secret'", "select 1 , '…'"],
    ["select \"it's\" from /* it's */ t // it's", 'select "it\'s" from t'],
    ["select 'never closed", "select '…'"],
    ['select\n\t1', 'select 1'],
  ])('%j is shown as %j', (sql, text) => {
    expect(showStatement(sql).text).toBe(text);
  });

  test('a long one is cut, and the hash is of the whole', () => {
    const long = `select ${'a, '.repeat(100)}b`;
    expect(showStatement(long).text).toHaveLength(103);
    expect(showStatement(long).hash).not.toBe(showStatement(`${long}c`).hash);
  });

  test('no text is shown whatever stands before it', () => {
    const secret = fc.stringMatching(/^[a-z0-9]{12}$/);
    const noise = fc.array(fc.constantFrom("'a'", '"b"', "-- it's\n", "/* ' */", "$$ it's $$", "''", ' ', 'x', "'\\''", '"\'"'), {
      maxLength: 8,
    });
    const isHidden = (before: readonly string[], text: string): boolean =>
      !showStatement(`${before.join(' ')} '${text}'`).text.includes(text);
    expect(() => fc.assert(fc.property(noise, secret, isHidden))).not.toThrow();
  });

  test('any text is shown on one line of at most 103 characters', () => {
    const isShort = (sql: string): boolean => /^[^\n\r]{0,103}$/.test(showStatement(sql).text);
    expect(() => fc.assert(fc.property(fc.string({ maxLength: 400 }), isShort))).not.toThrow();
  });
});
