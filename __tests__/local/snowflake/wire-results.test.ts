import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Workspace } from '../../../src/local/snowflake/workspace.ts';
import { ResultStore } from '../../../src/local/snowflake/wire/result-store.ts';
import { Client, PlainClient, startEndpoint } from './client.ts';

const rowsOf = (count: number): string =>
  `select seq4() as n, 'row number ' || seq4() as t, iff(seq4() % 7 = 0, null, seq4() / 4) as q from table(generator(rowcount => ${count})) order by 1`;

describe('large results', () => {
  let endpoint: SnowflakeEndpoint;
  beforeAll(async () => {
    endpoint = await startEndpoint();
  });
  afterAll(() => endpoint[Symbol.asyncDispose]());

  it('come as zipped chunks that anyone with the address may read, and nobody else', async () => {
    const client = await PlainClient.connect(endpoint);
    const { data } = await client.query(rowsOf(200_000));
    expect(data.returned).toBe(200_000);
    expect(data.chunks?.length).toBeGreaterThan(1);
    const rows = [...data.rowset];
    for (const { url, rowCount } of data.chunks ?? []) {
      const response = await fetch(url);
      expect(response.headers.get('content-encoding')).toBe('gzip');
      expect(response.headers.get('content-type')).not.toContain('json');
      const part = JSON.parse(`[${await response.text()}]`) as (typeof rows)[number][];
      expect(part).toHaveLength(rowCount);
      for (const row of part) rows.push(row);
    }
    expect(rows).toHaveLength(200_000);
    expect(rows.every(([n, t], index) => n === String(index) && t === `row number ${index}`)).toBe(true);
    const [first] = data.chunks ?? [];
    expect((await fetch(`${first?.url.slice(0, -2)}xx`)).status).toBe(404);
    expect((await fetch(`${endpoint.url}/results/..%2Fstages`)).status).toBe(404);
  });

  it('reach the driver in order, whole or in a stream', async () => {
    await using client = await Client.connect(endpoint);
    const rows = await client.query(rowsOf(60_000));
    expect(rows).toHaveLength(60_000);
    expect(rows.at(-1)).toEqual({ N: 59_999, T: 'row number 59999', Q: 14_999.75 });
    expect(rows.filter((row) => row['Q'] === null)).toHaveLength(Math.ceil(60_000 / 7));
  });

  it('of a million rows are streamed', async () => {
    await using client = await Client.connect(endpoint);
    let count = 0;
    let sum = 0;
    await new Promise<void>((resolve, reject) => {
      client.connection.execute({
        sqlText: 'select seq4() as n from table(generator(rowcount => 1000000))',
        streamResult: true,
        complete: (error, statement) => {
          if (error) return reject(error);
          statement
            .streamRows()
            .on('data', (row: { readonly N: number }) => {
              count += 1;
              sum += row.N;
            })
            .on('error', reject)
            .on('end', resolve);
        },
      });
    });
    expect([count, sum]).toEqual([1_000_000, 499_999_500_000]);
  }, 120_000);

  it('are fetched again by their query id', async () => {
    const client = await PlainClient.connect(endpoint);
    const { data } = await client.query(rowsOf(60_000));
    const again = await client.get(`/queries/${data.queryId}/result`);
    expect(again.data.chunks).toEqual(data.chunks);
  });

  it('leave no file behind when the statement fails on the way, nor when the endpoint ends', async () => {
    const before = new Set(readdirSync(tmpdir()));
    const own = await startEndpoint();
    const isOwn = (name: string): boolean => name.startsWith(`infra-test-snowflake-${process.pid}-`) && !before.has(name);
    const name = readdirSync(tmpdir()).find(isOwn) ?? 'missing';
    const client = await PlainClient.connect(own);
    const failing = `select repeat('x', 100), 1 / iff(seq4() = 150000, 0, 1) from table(generator(rowcount => 200000))`;
    expect(await client.query(failing)).toMatchObject({ success: false, code: '100051' });
    expect(readdirSync(`${tmpdir()}/${name}/results`)).toEqual([]);
    await own[Symbol.asyncDispose]();
    expect(readdirSync(tmpdir())).not.toContain(name);
  });
});

describe('the store of results', () => {
  it('writes a chunk before it asks for much more, so that memory is bounded', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'infra-test-results-'));
    try {
      const store = new ResultStore(directory);
      const row = JSON.stringify(['x'.repeat(1000)]);
      let given = 0;
      let most = 0;
      async function* batches(): AsyncGenerator<readonly string[]> {
        for (let batch = 0; batch < 600; batch += 1) {
          const written = readdirSync(directory).length * 4 * 1024 * 1024;
          most = Math.max(most, given - written);
          given += 100 * row.length;
          yield Array.from({ length: 100 }, () => row);
        }
      }
      const { rows, chunks } = await store.store(batches());
      expect(rows.length + chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0)).toBe(60_000);
      expect(most).toBeLessThan(8 * 1024 * 1024);
      await store.remove(chunks);
      expect(readdirSync(directory)).toEqual([]);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  });
});

describe('the folder of an account', () => {
  it('tidies up after a process that was killed, and leaves that of a living one', async () => {
    const { pid: dead } = spawnSync(process.execPath, ['-e', '']);
    const [left, living] = [dead, process.pid].map((id) => mkdtempSync(join(tmpdir(), `infra-test-snowflake-${id}-`)));
    try {
      using workspace = await Workspace.open();
      expect(readdirSync(workspace.directory).toSorted()).toEqual(['results', 'stages']);
      const names = readdirSync(tmpdir());
      expect(names).not.toContain(basename(left ?? ''));
      expect(names).toContain(basename(living ?? ''));
    } finally {
      rmSync(living ?? '', { recursive: true, force: true });
    }
  });
});
