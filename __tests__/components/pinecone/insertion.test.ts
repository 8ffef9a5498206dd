import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';
import { connectComponent, expand, loopback } from '../run-check.ts';
import type { Connected } from '../run-check.ts';
import { administer } from './administer.ts';
import type { Administrator } from './administer.ts';
import { declaredFor, declaredSmall, doors, startSeeded, startSmall } from './doors.ts';
import { startLyingProxy } from './lying-proxy.ts';
import type { Lie } from './lying-proxy.ts';

let endpoint: PineconeEndpoint;
let connected: Connected;

beforeAll(async () => {
  endpoint = await startSeeded();
  connected = await connectComponent(doors, declaredFor(endpoint));
});

afterAll(async () => {
  await connected[Symbol.asyncDispose]();
  await endpoint[Symbol.asyncDispose]();
});

/** The proxy leaves out the headers of answers, so that only the records themselves say what is indexed. */
async function through(lie: Lie, kind: string, options: unknown = {}) {
  await using proxy = await startLyingProxy(endpoint.url, lie);
  await using component = await connectComponent(doors, { ...declaredFor(endpoint), controller_url: proxy.url });
  return await component.run(kind, options);
}

interface Matches {
  readonly matches: readonly { readonly id: string; readonly metadata?: { readonly version?: number } }[];
}

describe('freshness', () => {
  test('by the sequence numbers of the service', async () => {
    const { findings, unmet, error, samples, metrics, notes, created } = await connected.run('freshness', { rounds: 4 });
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings.map(({ subject }) => subject)).toEqual(['4 writes', '4 updates', 'updated records', '4 deletes']);
    expect(Object.values(samples).map(({ length }) => length)).toEqual([4, 4, 4]);
    expect(metrics['first_read_misses']).toBe(0);
    expect(notes[0]).toBe('measured by the sequence numbers of the service');
    expect(created).toMatchObject([{ kind: 'namespace' }]);
  });

  describe('of an index that shows writes late', () => {
    let small: PineconeEndpoint;
    let administrator: Administrator;

    beforeAll(async () => {
      small = await startSmall();
      administrator = administer(small);
    });

    afterEach(() => administrator[Symbol.asyncDispose]());
    afterAll(() => small[Symbol.asyncDispose]());

    async function measure(options: object, passesHeaders: boolean, lie: Lie = () => undefined) {
      await using proxy = await startLyingProxy(small.url, lie, { passesHeaders });
      await using component = await connectComponent(doors, { ...declaredSmall(small), controller_url: proxy.url });
      return await component.run('freshness', options);
    }

    test.each([
      ['by the sequence numbers of the service', true, /^measured by the sequence numbers of the service$/],
      ['by the record itself where it sends none', false, /^measured by sequence numbers for 0 of 6 writes, by asking/],
    ])('%s; first reads that miss are counted', async (_words, passesHeaders, note) => {
      await administrator.turn({ freshness: { min: '100ms', max: '120ms' } });
      const { unmet, samples, metrics, notes } = await measure({ rounds: 2 }, passesHeaders);
      expect(unmet).toEqual([]);
      expect(metrics['first_read_misses']).toBe(1);
      for (const name of ['write_freshness', 'update_freshness', 'delete_freshness']) {
        expect(samples[name]).toHaveLength(2);
        expect(Math.min(...(samples[name] ?? []))).toBeGreaterThan(75);
      }
      expect(notes[0]).toMatch(note);
    });

    test('writes that never show', async () => {
      await administrator.turn({ freshness: { min: '1h', max: '1h' } });
      const { unmet, samples, notes } = await measure({ rounds: 1, within: '60ms' }, true);
      expect(unmet.map(({ subject, actual }) => [subject, actual])).toEqual([
        ['1 write', '1 not shown within 60ms, such as fresh-0'],
        ['1 update', '1 not shown within 60ms, such as fresh-0'],
        ['updated records', '1 record otherwise, such as fresh-0'],
      ]);
      expect(notes[0]).toBe('deletes were not measured: nothing was seen that they could change');
      expect(samples).toEqual({});
    });

    test('a service that calls a write indexed and does not show it', async () => {
      let queries = 0;
      const lie: Lie = (path) => (path.endsWith('/query') && queries++ === 0 ? '{"matches":[],"namespace":"x"}' : undefined);
      const { unmet } = await measure({ rounds: 1 }, true, lie);
      expect(unmet).toEqual([
        {
          subject: 'sequence numbers of 1 write',
          expected: 'indexed as far as the service says',
          actual: '1 said to be indexed and not shown, such as fresh-0',
          met: false,
        },
      ]);
    });
  });

  test('an update that replaces metadata instead of merging it', async () => {
    const lie: Lie = (path, body) => (path.endsWith('/vectors/fetch') ? body.replaceAll('"kept"', '"lost"') : undefined);
    const { unmet } = await through(lie, 'freshness', { rounds: 1, within: '60ms' });
    expect(unmet).toMatchObject([{ subject: 'updated records', actual: '1 record otherwise, such as fresh-0' }]);
  });

  test('a deleted record that queries go on finding', async () => {
    let seen: Matches['matches'] = [];
    const lie: Lie = (path, body) => {
      if (!path.endsWith('/query')) return undefined;
      const { matches } = JSON.parse(body) as Matches;
      const found = matches.filter(({ metadata }) => metadata?.version === 2);
      if (found.length > 0) seen = found;
      return JSON.stringify({ matches: [...seen, ...matches], namespace: 'x' });
    };
    const { unmet } = await through(lie, 'freshness', { rounds: 1, within: '60ms' });
    expect(unmet).toMatchObject([{ subject: '1 delete', expected: 'shown within 60ms' }]);
  });

  test('the target is one of each operation', () => {
    const [draft] = expand(doors, 'freshness', { target: 'p(95) < 1s' }, declaredFor(endpoint));
    expect(draft?.operations?.map(({ target }) => target)).toEqual([
      'write_freshness p(95) < 1s',
      'update_freshness p(95) < 1s',
      'delete_freshness p(95) < 1s',
    ]);
  });
});

describe('listing', () => {
  test('every id once over all pages, and counted', async () => {
    const { findings, unmet, error } = await connected.run('listing');
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings).toHaveLength(5);
  });

  interface Listed {
    readonly vectors: readonly { readonly id: string }[];
  }

  const changeList =
    (change: (vectors: Listed['vectors']) => Listed['vectors']): Lie =>
    (path, body) => {
      if (!path.endsWith('/vectors/list')) return undefined;
      const answer = JSON.parse(body) as Listed;
      return JSON.stringify({ ...answer, vectors: change(answer.vectors) });
    };

  test.each([
    [
      'repeats',
      changeList(([first, ...rest]) => (first === undefined ? [] : [first, first, ...rest])),
      { page: 60 },
      /2 repeated, such as listed-0000/,
    ],
    [
      'a stranger',
      changeList((vectors) => [...vectors.slice(1), { id: 'stranger' }, ...vectors.slice(0, 1)]),
      { page: 100 },
      /of nobody, such as stranger/,
    ],
  ])('%s in the pages', async (_words, lie, options, actual) => {
    const { unmet } = await through(lie, 'listing', options);
    expect(unmet[0]).toMatchObject({ subject: 'listed ids', actual: expect.stringMatching(actual) as string });
  });

  test('statistics whose sum is not their total', async () => {
    const lie: Lie = (path, body) =>
      path.endsWith('/describe_index_stats') ? body.replace(/"totalVectorCount":\d+/, '"totalVectorCount":7') : undefined;
    const { unmet } = await through(lie, 'listing', { records: 3 });
    expect(unmet).toMatchObject([
      { subject: 'records of the index', actual: expect.stringMatching(/^7, where the namespaces have/) as string },
    ]);
  });
});

test.each(['freshness', 'listing', 'create', 'metadata-filter'])('%s writes nothing where nothing may be created', async (kind) => {
  const { error, created } = await connected.run(kind, {}, { environment: { ...loopback, access: 'read-only' } });
  expect(error).toMatchObject({ name: 'Skip' });
  expect(created).toEqual([]);
});
