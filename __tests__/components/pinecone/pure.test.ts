import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { sharedNeighbours } from '../../../src/components/pinecone/recall/compare-neighbours.ts';
import { fixtureFilters, fixtureRecords } from '../../../src/components/pinecone/filter/filter-fixture.ts';
import { matchesFilter } from '../../../src/components/pinecone/filter/filter.ts';
import { indexConfig } from '../../../src/components/pinecone/shape/index-config.ts';
import { pollUntil } from '../../../src/components/poll-until.ts';
import { hasSameMetadata, hasSameValues } from '../../../src/components/pinecone/backup/same-record.ts';
import { sampleVector } from '../../../src/components/pinecone/recall/sample-vector.ts';
import { settingsSchema } from '../../../src/components/pinecone/settings-schema.ts';
import { Refusal, TransportError } from '../../../src/std/errors.ts';
import { batchesOf } from '../../../src/components/pinecone/scratch/upsert-batches.ts';

describe('indexConfig', () => {
  const shared = { name: 'i', host: 'h', status: { state: 'Ready', ready: true } };
  const expected = {
    name: 'i',
    host: 'h',
    dimension: 8,
    metric: 'cosine',
    vectorType: 'dense',
    deployment: 'managed',
    cloud: 'aws',
    region: 'us-east-1',
    deletionProtection: 'enabled',
    tags: { team: 'a' },
    state: 'Ready',
    isReady: true,
  };

  const throwing = (): never => {
    throw new Error('a getter of a document index');
  };

  test('the newer shape, whose getters must not be touched', () => {
    const model = {
      ...shared,
      schema: { fields: { _values: { type: 'dense_vector', dimension: 8, metric: 'cosine' } } },
      deployment: { deploymentType: 'managed', cloud: 'aws', region: 'us-east-1' },
      deletionProtection: 'enabled',
      tags: { team: 'a' },
    };
    // As the client decorates its models: not enumerable, and throwing for some indexes.
    const getters = ['dimension', 'metric', 'spec', 'vectorType'].map((name) => [name, { get: throwing, enumerable: false }] as const);
    expect(indexConfig(Object.defineProperties(model, Object.fromEntries(getters)))).toEqual(expected);
    expect(indexConfig(Object.defineProperties({ ...shared }, Object.fromEntries(getters)))).toMatchObject({ dimension: undefined });
  });

  test('the older shape', () => {
    const spec = { serverless: { cloud: 'aws', region: 'us-east-1' } };
    const model = {
      ...shared,
      dimension: 8,
      metric: 'cosine',
      vectorType: 'dense',
      spec,
      deletionProtection: 'enabled',
      tags: { team: 'a' },
    };
    expect(indexConfig(model)).toEqual(expected);
  });

  test('a sparse index has no dimension', () => {
    const schema = { fields: { _sparse_values: { type: 'sparse_vector' } } };
    expect(indexConfig({ ...shared, schema })).toMatchObject({ dimension: undefined, vectorType: 'sparse', metric: 'dotproduct' });
  });

  test('anything else is an index that is not ready, never an exception', () => {
    fc.assert(fc.property(fc.anything(), (model) => void indexConfig(model)));
    expect(indexConfig(null)).toMatchObject({ isReady: false, state: 'unknown' });
  });
});

describe('matchesFilter', () => {
  const movie = { genre: 'drama', year: 2020, isNew: true, tags: ['a', 'b'] };

  test.each([
    [{ genre: 'drama' }, true],
    [{ genre: { $eq: 'Drama' } }, false],
    [{ year: { $gte: 2020, $lt: 2021 } }, true],
    [{ year: '2020' }, false],
    [{ tags: 'b' }, true],
    [{ tags: { $in: ['x', 'a'] } }, true],
    [{ tags: { $nin: ['x', 'a'] } }, false],
    [{ none: { $exists: false } }, true],
    [{ none: 1 }, false],
    [{ none: { $gt: 0 } }, false],
    [{ none: { $ne: 1 } }, undefined],
    [{ none: { $nin: [1] } }, undefined],
    [{ $or: [{ none: { $ne: 1 } }, { genre: 'drama' }] }, true],
    [{ $and: [{ none: { $ne: 1 } }, { genre: 'drama' }] }, undefined],
    [{ $and: [{ none: { $ne: 1 } }, { genre: 'comedy' }] }, false],
    [{ constructor: { $exists: true } }, false],
    [{}, true],
  ])('%j is %s', (filter, expected) => {
    expect(matchesFilter(filter, movie)).toBe(expected);
  });

  test.each([[{ a: { $regex: 'x' } }], [{ $not: {} }], [{ $and: {} }], [{ $or: [] }], [{ a: { $in: 'x' } }], [{ a: { constructor: 1 } }]])(
    'refuses %j',
    (filter) => {
      expect(() => matchesFilter(filter, movie)).toThrow(SyntaxError);
    },
  );

  test('$not-like pairs are opposite wherever they are decided', () => {
    const scalar = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom('a', 'b'), fc.boolean());
    const metadata = fc.record({ x: fc.oneof(scalar, fc.array(fc.constantFrom('a', 'b'))) }, { requiredKeys: [] });
    fc.assert(
      fc.property(metadata, scalar, (record, operand) => {
        const ne = matchesFilter({ x: { $ne: operand } }, record);
        expect(ne).toBe('x' in record ? !matchesFilter({ x: operand }, record) : undefined);
        expect(matchesFilter({ x: { $in: [operand] } }, record)).toBe(matchesFilter({ x: operand }, record));
      }),
    );
  });

  test('the fixture has a record for and against every filter but the one that nothing matches', () => {
    const records = fixtureRecords(4);
    for (const { words, filter } of fixtureFilters) {
      const answers = records.map(({ metadata = {} }) => matchesFilter(filter, metadata));
      expect([words, answers.includes(true)]).toEqual([words, words !== 'no match']);
      expect([words, answers.includes(false)]).toEqual([words, true]);
    }
  });
});

test('records are equal as float32 and with metadata in any order', () => {
  const record = (values: readonly number[], metadata?: Readonly<Record<string, unknown>>) =>
    metadata === undefined ? { id: 'a', values } : { id: 'a', values, metadata };
  expect(hasSameValues(record([0.1]), record([Math.fround(0.1)]))).toBe(true);
  expect(hasSameValues(record([0.1]), record([0.1001]))).toBe(false);
  expect(hasSameValues(record([0.1]), record([0.1, 0]))).toBe(false);
  expect(hasSameMetadata(record([], { a: 1, b: ['x'] }), record([], { b: ['x'], a: 1 }))).toBe(true);
  expect(hasSameMetadata(record([]), record([], {}))).toBe(true);
  expect(hasSameMetadata(record([], { a: 1 }), record([], { a: '1' }))).toBe(false);
});

test('a match that ties with the last of the other side counts as shared', () => {
  const left = [
    { id: 'a', score: 0.9 },
    { id: 'b', score: 0.5 },
  ];
  expect(sharedNeighbours(left, left)).toBe(2);
  expect(
    sharedNeighbours(left, [
      { id: 'a', score: 0.9 },
      { id: 'c', score: 0.500001 },
    ]),
  ).toBe(2);
  expect(
    sharedNeighbours(left, [
      { id: 'a', score: 0.9 },
      { id: 'c', score: 0.6 },
    ]),
  ).toBe(1);
  expect(sharedNeighbours(left, [])).toBe(0);
});

test('batches keep the order, lose nothing and stay below the limits of one request', () => {
  const records = Array.from({ length: 1_203 }, (_, index) => ({ id: `r${index}`, values: [index] }));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 0, max: 1_203 }), (dimension, count) => {
      const batches = batchesOf(records.slice(0, count), dimension);
      expect(batches.flat()).toEqual(records.slice(0, count));
      for (const batch of batches) {
        expect(batch.length).toBeLessThanOrEqual(1_000);
        expect((batch.length - 1) * dimension * 15).toBeLessThan(2_000_000);
      }
    }),
  );
});

test('a written vector is what float32 gives back, and a batch of them one request', () => {
  const dimension = 3_072;
  const records = Array.from({ length: 100 }, (_, index) => ({ id: `r${index}`, values: sampleVector(`r${index}`, dimension) }));
  const values = records[0]?.values ?? [];
  expect(Math.hypot(...values)).toBeCloseTo(1);
  expect(values.map((value) => Number(Math.fround(value).toPrecision(6)))).toEqual(values);
  for (const vectors of batchesOf(records, dimension)) expect(JSON.stringify({ vectors }).length).toBeLessThan(1_500_000);
  const common = records.map(({ id, values: all }) => ({ id, values: all.slice(0, 1_536) }));
  expect(JSON.stringify({ vectors: common }).length).toBeLessThan(2_000_000);
});

describe('pollUntil', () => {
  const wait = { what: 'a number', withinMilliseconds: 10_000, signal: AbortSignal.timeout(10_000) };

  test('asks again until the answer is right', async () => {
    let asked = 0;
    const { value, isDone } = await pollUntil(
      wait,
      () => Promise.resolve(++asked),
      (n) => n === 3,
    );
    expect({ value, isDone }).toEqual({ value: 3, isDone: true });
  });

  const never = (): Promise<string> => Promise.resolve('no');

  test('gives the last answer when the time is up', async () => {
    expect(await pollUntil({ ...wait, withinMilliseconds: 30 }, never, () => false)).toMatchObject({ value: 'no', isDone: false });
  });

  test('a question without an answer ends it, unless it was told to survive that', async () => {
    const lost = new TransportError('5xx', 'HTTP 503');
    const answers = (...replies: readonly (string | Error)[]) => {
      const left = [...replies];
      return async () => {
        const reply = left.shift() ?? 'no';
        if (typeof reply === 'string') return reply;
        throw reply;
      };
    };
    const isYes = (value: string): boolean => value === 'yes';
    await expect(pollUntil(wait, answers(lost, 'yes'), isYes)).rejects.toBe(lost);
    const patient = { ...wait, survivesNoAnswer: true };
    expect(await pollUntil(patient, answers(lost, 'no', lost, 'yes'), isYes)).toMatchObject({ value: 'yes', isDone: true });
    const refused = new Refusal('404', 'HTTP 404');
    await expect(pollUntil(patient, answers(refused, 'yes'), isYes)).rejects.toBe(refused);
    const down = () => Promise.reject(lost);
    await expect(pollUntil({ ...patient, withinMilliseconds: 40 }, down, isYes)).rejects.toBe(lost);
  });

  test('concludes nothing when it is stopped, and says what it waited for', async () => {
    const stopped = pollUntil({ ...wait, withinMilliseconds: 60_000, signal: AbortSignal.abort('x') }, never, () => false);
    await expect(stopped).rejects.toMatchObject({
      name: 'TransportError',
      kind: 'timeout',
      message: 'stopped while waiting for a number, which may take 1m',
      cause: 'x',
    });
    const right = pollUntil({ ...wait, signal: AbortSignal.abort() }, never, () => true);
    expect(await right).toMatchObject({ isDone: true });
  });
});

test.each([
  [{ api_key: 'k', index: 'ok-1' }, true],
  [{ api_key: 'k', index: 'Not_ok' }, false],
  [{ api_key: '', index: 'ok' }, false],
  [{ api_key: 'k', index: 'ok', dimension: 0 }, false],
  [{ api_key: 'k', index: 'ok', fetchApi: 'x' }, false],
])('with: %j is valid: %s', (declared, valid) => {
  expect(v.safeParse(settingsSchema, declared).success).toBe(valid);
});
