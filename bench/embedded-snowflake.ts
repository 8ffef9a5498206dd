import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { Client } from '../__tests__/local/snowflake/client.ts';
import { startStack } from '../src/execute/stack.ts';
import { measureDirect, queriesOfSession, rowsOfBulk, sessions } from './duckdb-direct.ts';
import type { DirectTimes } from './duckdb-direct.ts';
import { quantile, timesOf } from './measure.ts';
import type { Line } from './table.ts';

type Endpoint = Parameters<typeof Client.connect>[0];

const goals = { selectMilliseconds: 3, connectMilliseconds: 20, coldStartMilliseconds: 1000, megabytes: 600 };
const limitRatio = 2;
const wide =
  'select seq as a, seq * 2 as b, seq / 3 as c, to_varchar(seq) as d, seq % 2 = 0 as e, seq + 0.5 as f from sophia.bench.numbers';
const request = { uses: ['snowflake'], seed: 7, faults: [] };
const command = [resolve('lib/local/main.js')];

export async function measure(): Promise<readonly Line[]> {
  const signal = new AbortController().signal;
  const direct = await measureDirect();
  const starts = await timesOf(5, async () => {
    await using started = await startStack({ command, request, signal });
    return started.endpoints;
  });
  await using stack = await startStack({ command, request, signal });
  const settings = stack.endpoints[0]?.settings as Endpoint['settings'];
  const endpoint = { url: settings.access_url, settings };
  await using session = await Client.connect(endpoint);
  await session.query('alter session set use_cached_result = false');
  const lines = [
    ...(await smallQueries(endpoint, session, direct)),
    await manyRows(endpoint, session, direct),
    await bulkInsert(session, direct),
    await manySessions(endpoint, direct),
  ];
  return [...lines, coldStart(quantile(starts, 0.5)), memory()];
}

async function smallQueries(endpoint: Endpoint, session: Client, direct: DirectTimes): Promise<readonly Line[]> {
  await timesOf(50, () => session.query('select 1'));
  const times = await timesOf(300, () => session.query('select 1'));
  const connects = await timesOf(30, async () => {
    await using opened = await Client.connect(endpoint);
    return opened;
  });
  const [p50, connect] = [quantile(times, 0.5), quantile(connects, 0.5)];
  return [
    {
      what: 'embedded Snowflake, SELECT 1 through the SDK',
      measured: `p50 ${p50.toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`,
      beside: `DuckDB direct: ${direct.selectOne.toFixed(2)} ms`,
      budget: `goal p50 ${goals.selectMilliseconds} ms`,
      met: p50 <= goals.selectMilliseconds,
    },
    {
      what: 'embedded Snowflake, login and logout through the SDK',
      measured: `p50 ${connect.toFixed(1)} ms`,
      beside: `DuckDB direct: ${direct.connect.toFixed(2)} ms`,
      budget: `goal p50 ${goals.connectMilliseconds} ms`,
      met: connect <= goals.connectMilliseconds,
    },
  ];
}

async function manyRows(endpoint: Endpoint, session: Client, direct: DirectTimes): Promise<Line> {
  await prepare(session);
  const full = quantile(await timesOf(3, () => session.query(wide)), 0.5);
  const decoding = await decodingOnly(endpoint);
  const ratio = full / decoding;
  return {
    what: 'embedded Snowflake, 100,000 rows x 6',
    measured: `${full.toFixed(0)} ms`,
    beside: `the SDK decoding the same reply: ${decoding.toFixed(0)} ms (${ratio.toFixed(2)}x); DuckDB direct: ${direct.wideRows.toFixed(0)} ms`,
    budget: `${limitRatio}x of the SDK's own decoding`,
    met: ratio <= limitRatio,
  };
}

async function bulkInsert(session: Client, direct: DirectTimes): Promise<Line> {
  await session.query('create table sophia.bench.bulk (a number, b varchar, c timestamp_ntz)');
  const rows = Array.from({ length: rowsOfBulk }, (_, index) => [index, `name ${index}`, '2026-01-02 03:04:05']);
  const time = quantile(await timesOf(3, () => session.query('insert into sophia.bench.bulk values (?, ?, ?)', rows)), 0.5);
  return {
    what: `embedded Snowflake, ${rowsOfBulk.toLocaleString('en')} rows x 3 bound to one INSERT`,
    measured: `${time.toFixed(0)} ms`,
    beside: `DuckDB's appender: ${direct.bulk.toFixed(0)} ms`,
    budget: 'none, printed',
    met: true,
  };
}

async function manySessions(endpoint: Endpoint, direct: DirectTimes): Promise<Line> {
  await using opened = new AsyncDisposableStack();
  const clients = await Promise.all(Array.from({ length: sessions }, async () => opened.use(await Client.connect(endpoint))));
  for (const client of clients) await client.query('alter session set use_cached_result = false');
  const queries = async (client: Client): Promise<void> => {
    for (let index = 0; index < queriesOfSession; index += 1) await client.query('select count(*), avg(sentiment) from core.calls');
  };
  const time = quantile(await timesOf(3, () => Promise.all(clients.map(queries))), 0.5);
  const perSecond = (milliseconds: number): string => ((sessions * queriesOfSession * 1000) / milliseconds).toFixed(0);
  return {
    what: `embedded Snowflake, ${sessions} sessions with aggregations`,
    measured: `${perSecond(time)} queries a second`,
    beside: `DuckDB direct: ${perSecond(direct.eightSessions)} a second`,
    budget: 'none, printed',
    met: true,
  };
}

function coldStart(milliseconds: number): Line {
  return {
    what: 'embedded Snowflake: process started, seeded and ready',
    measured: `${milliseconds.toFixed(0)} ms`,
    beside: '',
    budget: `goal ${goals.coldStartMilliseconds} ms`,
    met: milliseconds <= goals.coldStartMilliseconds,
  };
}

/** Of the endpoint's process, after all of the above. Only Linux tells. */
function memory(): Line {
  const megabytes = childMegabytes();
  return {
    what: 'embedded Snowflake, memory after the bench',
    measured: megabytes === undefined ? 'unknown here' : `${megabytes.toFixed(0)} MB`,
    beside: '',
    budget: `goal ${goals.megabytes} MB`,
    met: megabytes === undefined || megabytes <= goals.megabytes,
  };
}

function childMegabytes(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const children = readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').trim().split(' ');
  const sizes = children.map((id) => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]) / 1024);
  return Math.max(...sizes);
}

async function prepare(session: Client): Promise<void> {
  await session.query('create schema sophia.bench');
  await session.query('create table sophia.bench.digits (d number)');
  await session.query('insert into sophia.bench.digits values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)');
  const place = (name: string, factor: number): string => `${name}.d * ${factor}`;
  const sum = [place('a', 1), place('b', 10), place('c', 100), place('x', 1000), place('y', 10_000)].join(' + ');
  const from = ['a', 'b', 'c', 'x', 'y'].map((name) => `sophia.bench.digits ${name}`).join(' cross join ');
  await session.query(`create table sophia.bench.numbers as select ${sum} as seq from ${from}`);
}

/** A relay that answers the query from memory the second time: what is left is the driver's own work. */
async function decodingOnly({ url, settings }: Endpoint): Promise<number> {
  let kept: string | undefined;
  const relay = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const isQuery = request.url?.startsWith('/queries/v1/query-request') === true;
      if (isQuery && kept !== undefined) {
        response.writeHead(200, { 'content-type': 'application/json' }).end(kept);
        return;
      }
      const { host: _host, 'content-length': _length, connection: _connection, ...headers } = request.headers;
      const answer = await fetch(`${url}${request.url}`, {
        method: request.method ?? 'GET',
        headers: headers as Record<string, string>,
        ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
      });
      const text = await answer.text();
      if (isQuery && text.length > 1_000_000) kept = text;
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' }).end(text);
    })();
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  try {
    await using session = await Client.connect({ url: `http://127.0.0.1:${(relay.address() as AddressInfo).port}`, settings });
    await session.query(wide);
    if (kept === undefined) throw new Error('the relay kept no reply');
    return quantile(await timesOf(3, () => session.query(wide)), 0.5);
  } finally {
    relay.closeAllConnections();
    relay.close();
  }
}
