import { Pinecone } from '@pinecone-database/pinecone';
import { Pinecone as Pinecone8 } from 'pinecone-client-8';
import { describe, expect, it } from 'vitest';
import { startDescribedPinecone } from './schemas/described-pinecone.ts';
import { indexWithoutServer } from './index-without-server.ts';

interface Matches {
  readonly matches: readonly {
    readonly id: string;
    readonly score: number;
    readonly values: readonly number[];
    readonly sparseValues?: unknown;
  }[];
}

const sparse = (...entries: readonly (readonly [number, number])[]) => ({
  indices: entries.map(([index]) => index),
  values: entries.map(([, value]) => value),
});

describe('sparse indexes', () => {
  it('score by the dot product, and find only what shares a coordinate', () => {
    const { post, get } = indexWithoutServer({ vectorType: 'sparse', dimension: 0, metric: 'dotproduct' });
    const vectors = [
      { id: 'a', sparseValues: sparse([1, 0.5], [7, 2]), metadata: { color: 'red' } },
      { id: 'b', sparseValues: sparse([7, 0.1]) },
      { id: 'c', sparseValues: sparse([4_294_967_295, 1]) },
    ];
    expect(post('/vectors/upsert', { vectors })).toEqual({ upsertedCount: 3 });
    const { matches } = post<Matches>('/query', { sparseVector: sparse([7, 3], [1, 0.2]), topK: 10, includeValues: true });
    expect(matches).toEqual([
      { id: 'a', score: 6.1, values: [], sparseValues: sparse([1, 0.5], [7, 2]) },
      { id: 'b', score: 0.3, values: [], sparseValues: sparse([7, 0.1]) },
    ]);
    expect(post<Matches>('/query', { id: 'c', topK: 10 }).matches.map(({ id }) => id)).toEqual(['c']);
    expect(post<Matches>('/query', { id: 'a', topK: 10, filter: { color: 'red' } }).matches.map(({ id }) => id)).toEqual(['a']);
    expect(get('/vectors/fetch?ids=b')).toMatchObject({ vectors: { b: { id: 'b', values: [], sparseValues: sparse([7, 0.1]) } } });
    expect(post('/describe_index_stats', {})).not.toHaveProperty('dimension');
    expect(post('/describe_index_stats', {})).toMatchObject({ vectorType: 'sparse', totalVectorCount: 3 });
  });

  it('keep the values of each record when rows move', () => {
    const { post, get } = indexWithoutServer({ vectorType: 'sparse', dimension: 0, metric: 'dotproduct' });
    const vectors = Array.from({ length: 300 }, (_, number) => ({ id: `r${number}`, sparseValues: sparse([number, number + 1]) }));
    post('/vectors/upsert', { vectors });
    post('/vectors/delete', { ids: vectors.slice(0, 150).map(({ id }) => id) });
    post('/vectors/update', { id: 'r200', sparseValues: sparse([5, 0.4]) });
    expect(get('/vectors/fetch?ids=r299&ids=r200&ids=r0')).toMatchObject({
      vectors: { r299: { sparseValues: sparse([299, 300]) }, r200: { sparseValues: sparse([5, 0.4]) } },
    });
  });

  it.each([
    [{ id: 'x', values: [1, 2, 3] }, 'does not support dense vectors'],
    [{ id: 'x' }, 'must have sparse values'],
    [{ id: 'x', sparseValues: { indices: [1, 1], values: [1, 2] } }, 'must be unique'],
    [{ id: 'x', sparseValues: { indices: [1], values: [1, 2] } }, 'must have the same length'],
    [{ id: 'x', sparseValues: { indices: [], values: [] } }, 'at least one value'],
    [{ id: 'x', sparseValues: { indices: [1], values: [0] } }, 'at least one non-zero value'],
    [{ id: 'x', sparseValues: { indices: [-1], values: [1] } }, 'unsigned 32-bit integers'],
    [{ id: 'x', sparseValues: { indices: [1], values: ['1'] } }, 'lists of numbers'],
    [
      { id: 'x', sparseValues: { indices: Array.from({ length: 2049 }, (_, index) => index), values: Array(2049).fill(1) } },
      'at most 2048',
    ],
  ])('refuse %j', (record, words) => {
    const { refusal } = indexWithoutServer({ vectorType: 'sparse', dimension: 0, metric: 'dotproduct' });
    expect(refusal('/vectors/upsert', { vectors: [record] })).toContain(words);
  });
});

describe('hybrid search', () => {
  it('adds dense and sparse dot products', () => {
    const { post } = indexWithoutServer({ metric: 'dotproduct' });
    const vectors = [
      { id: 'both', values: [1, 0, 0], sparseValues: sparse([3, 2]) },
      { id: 'dense', values: [2, 0, 0] },
      { id: 'away', values: [0, 1, 0], sparseValues: sparse([9, 1]) },
    ];
    post('/vectors/upsert', { vectors });
    const { matches } = post<Matches>('/query', { vector: [1, 0, 0], sparseVector: sparse([3, 0.75]), topK: 10 });
    expect(matches.map(({ id, score }) => [id, score])).toEqual([
      ['both', 2.5],
      ['dense', 2],
      ['away', 0],
    ]);
    expect(post<Matches>('/query', { vector: [1, 0, 0], topK: 1 }).matches[0]?.id).toBe('dense');
  });

  it('is refused where the metric is not dotproduct', () => {
    const { refusal } = indexWithoutServer({ metric: 'cosine' });
    const words = 'only indexes that are sparse or using dotproduct are supported';
    expect(refusal('/query', { vector: [1, 0, 0], sparseVector: sparse([1, 1]), topK: 1 })).toContain(words);
    expect(refusal('/vectors/upsert', { vectors: [{ id: 'a', values: [1, 0, 0], sparseValues: sparse([1, 1]) }] })).toContain(words);
    expect(refusal('/vectors/update', { id: 'a', sparseValues: sparse([1, 1]) })).toContain(words);
  });
});

describe('sparse indexes through the real clients', () => {
  const spec = { serverless: { cloud: 'aws', region: 'us-east-1' } } as const;
  const records = [
    { id: 'a', sparseValues: sparse([1, 0.5], [7, 2]) },
    { id: 'b', sparseValues: sparse([7, 0.1]) },
  ];
  // The clients' types want an id or a dense vector; their code sends what it is given.
  const asked = { sparseVector: sparse([7, 3]), topK: 1, includeValues: true } as unknown as { readonly id: string; readonly topK: number };
  const best = [{ id: 'a', score: 6, values: [], sparseValues: records[0]?.sparseValues }];

  it('of today', async () => {
    await using endpoint = await startDescribedPinecone();
    const client = new Pinecone({ apiKey: endpoint.apiKey, controllerHostUrl: endpoint.url });
    await client.indexes.create({ name: 'thin', vectorType: 'sparse', spec });
    const index = client.index({ host: endpoint.hostOf('thin') });
    await index.upsert({ records });
    expect((await index.query(asked)).matches).toEqual(best);
    await index.update({ id: 'b', sparseValues: sparse([7, 4]) });
    expect((await index.query(asked)).matches[0]?.id).toBe('b');
  });

  it('of the version before', async () => {
    await using endpoint = await startDescribedPinecone();
    const client = new Pinecone8({ apiKey: endpoint.apiKey, controllerHostUrl: endpoint.url });
    await client.createIndex({ name: 'thin', vectorType: 'sparse', metric: 'dotproduct', spec });
    const index = client.index({ host: endpoint.hostOf('thin') });
    await index.upsert({ records });
    expect((await index.query(asked)).matches).toEqual(best);
    expect((await index.describeNamespace('__default__')).recordCount).toBe(2);
  });
});
