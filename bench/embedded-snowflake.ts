import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { quantile, timesOf } from './measure.ts';
import type { Line } from './table.ts';
import { resolve } from 'node:path';
import { Client } from '../__tests__/local/snowflake/client.ts';
import { startStack } from '../src/execute/stack.ts';

type Endpoint = Parameters<typeof Client.connect>[0];

const goalMilliseconds = 3;
const limitRatio = 2;
const wide =
  'select seq as a, seq * 2 as b, seq / 3 as c, to_varchar(seq) as d, seq % 2 = 0 as e, seq + 0.5 as f from sophia.bench.numbers';

export async function measure(): Promise<readonly Line[]> {
  const request = { uses: ['snowflake'], seed: 7, faults: [] };
  await using stack = await startStack({ command: [resolve('lib/local/main.js')], request, signal: new AbortController().signal });
  const settings = stack.endpoints[0]?.settings as Endpoint['settings'];
  const endpoint = { url: settings.access_url, settings };
  await using session = await Client.connect(endpoint);
  await timesOf(50, () => session.query('select 1'));
  const times = await timesOf(300, () => session.query('select 1'));
  const p50 = quantile(times, 0.5);
  await prepare(session);
  const full = quantile(await timesOf(3, () => session.query(wide)), 0.5);
  const decoding = await decodingOnly(endpoint);
  const ratio = full / decoding;
  return [
    {
      what: 'embedded Snowflake, SELECT 1 through the SDK',
      measured: `p50 ${p50.toFixed(1)} ms, p95 ${quantile(times, 0.95).toFixed(1)} ms`,
      beside: '',
      budget: `goal p50 ${goalMilliseconds} ms`,
      met: p50 <= goalMilliseconds,
    },
    {
      what: 'embedded Snowflake, 100,000 rows x 6',
      measured: `${full.toFixed(0)} ms`,
      beside: `the SDK decoding the same reply: ${decoding.toFixed(0)} ms (${ratio.toFixed(2)}x)`,
      budget: `${limitRatio}x of the SDK's own decoding`,
      met: ratio <= limitRatio,
    },
  ];
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
