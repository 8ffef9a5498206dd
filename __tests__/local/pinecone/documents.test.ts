import { Pinecone } from '@pinecone-database/pinecone';
import { describe, expect, it } from 'vitest';
import { startDescribedPinecone } from './schemas/described-pinecone.ts';
import { indexWithoutServer } from './index-without-server.ts';

const fields = {
  vector: { type: 'dense_vector', dimension: 3, metric: 'cosine' },
  words: { type: 'sparse_vector' },
  title: { type: 'string', fullTextSearch: { language: 'en', stemming: false, stopWords: false } },
} as const;
const documents = [
  { _id: 'a', vector: [1, 0, 0], title: 'The quick brown fox', year: 2020 },
  { _id: 'b', vector: [0, 1, 0], words: { indices: [3], values: [0.5] }, title: 'A brown quick dog and a brown cat', year: 2021 },
  { _id: 'c', title: 'Nothing to see', tags: ['x', 'y'] },
];
const at = (action: string) => `/namespaces/x/documents/${action}`;

interface Found {
  readonly matches: readonly { readonly _id: string; readonly _score: number }[];
}

function filled() {
  const made = indexWithoutServer({ fields });
  expect(made.post(at('upsert'), { documents })).toEqual({ upserted_count: 3 });
  const search = (...score_by: readonly object[]) => made.post<Found>(at('search'), { score_by, top_k: 10 }).matches.map(({ _id }) => _id);
  return { ...made, search };
}

describe('documents', () => {
  it('come back as they were given', () => {
    const { post } = filled();
    const { documents: fetched } = post<{ documents: object }>(at('fetch'), { ids: ['a', 'b', 'c', 'none'] });
    expect(fetched).toEqual(Object.fromEntries(documents.map((document) => [document._id, document])));
    expect(post(at('fetch'), { filter: { year: { $gte: 2021 } }, include_fields: ['year'] })).toEqual({
      documents: { b: { _id: 'b', year: 2021 } },
      namespace: 'x',
      usage: { read_units: 1 },
    });
    const first = post<{ documents: object; pagination: { next: string } }>(at('list'), { limit: 2 });
    expect(first.documents).toEqual([{ _id: 'a' }, { _id: 'b' }]);
    expect(post(at('list'), { limit: 2, pagination_token: first.pagination.next })).toMatchObject({ documents: [{ _id: 'c' }] });
  });

  it('are found by dense and sparse vectors; one without a vector is not', () => {
    const { search } = filled();
    expect(search({ type: 'dense_vector', fields: ['vector'], values: [1, 0.1, 0] })).toEqual(['a', 'b']);
    expect(search({ type: 'sparse_vector', field: 'words', sparse_values: { indices: [3], values: [1] } })).toEqual(['b']);
  });

  it('have metadata of any name', () => {
    const { post } = filled();
    post(at('upsert'), { documents: [{ _id: 'd', title: 'd', constructor: 'x', toString: 1 }] });
    expect(post(at('fetch'), { ids: ['d'] })).toMatchObject({ documents: { d: { constructor: 'x', toString: 1 } } });
  });

  it('are found by words', () => {
    const { search, post } = filled();
    expect(search({ type: 'text', fields: ['title'], query: 'brown' })).toEqual(['b', 'a']);
    expect(search({ type: 'query_string', query: '"quick brown"' })).toEqual(['a']);
    expect(search({ type: 'query_string', query: 'brown -title:dog' })).toEqual(['a']);
    expect(search({ type: 'query_string', query: '+dog nothing' })).toEqual(['b']);
    const filter = { title: { $match_phrase: 'brown quick' } };
    const body = { score_by: [{ type: 'text', fields: ['title'], query: 'quick' }], top_k: 5, filter, include_fields: ['*'] };
    expect(post<Found>(at('search'), body).matches).toEqual([{ ...documents[1], _score: expect.any(Number) as number }]);
  });

  it('are changed one by one and by filter', () => {
    const { post } = filled();
    post(at('update'), {
      documents: [
        { _id: 'a', year: 1999, _remove_fields: ['title'] },
        { _id: 'none', year: 1 },
      ],
    });
    expect(post(at('update'), { filter: { year: { $gt: 2000 } }, set_fields: { seen: true }, remove_fields: ['words'] })).toEqual({
      matched_records: 1,
    });
    expect(post(at('fetch'), { ids: ['a', 'b'] })).toMatchObject({
      documents: {
        a: { _id: 'a', vector: [1, 0, 0], year: 1999 },
        b: { _id: 'b', vector: [0, 1, 0], title: documents[1]?.title, year: 2021, seen: true },
      },
    });
    expect(post(at('delete'), { filter: { seen: true } })).toEqual({ matched_records: 1 });
    expect(post(at('delete'), { ids: ['c'] })).toEqual({});
    expect(post(at('list'), {})).toMatchObject({ documents: [{ _id: 'a' }] });
    expect(post(at('delete'), { delete_all: true })).toEqual({});
  });

  it.each([
    ['upsert', { documents: [] }, 'non-empty list'],
    ['upsert', { documents: [{ _id: 'a', title: 1 }] }, 'title must be of type string'],
    ['upsert', { documents: [{ _id: 'a', year: 1 }] }, 'must have one of the fields vector, words, title'],
    ['upsert', { documents: [{ _id: 'a', title: 'x'.repeat(102_401) }] }, 'must have at most 102400 bytes and 10000 tokens'],
    ['list', { limit: 101 }, 'limit must be a whole number from 1 to 100'],
    ['upsert', { documents: [{ _id: 'a', _own: 1 }] }, 'may not begin with an underscore'],
    ['upsert', { documents: [{ _id: 'a', vector: [1] }] }, 'does not match the dimension'],
    ['fetch', { ids: ['a'], filter: { a: 1 } }, 'Exactly one of ids, filter'],
    ['fetch', { filter: {} }, 'A non-empty filter must be given'],
    ['fetch', { ids: ['a'], limit: 10_001 }, 'limit must be'],
    ['delete', { filter: { title: { $match_all: 'a' } } }, '$match_all is not a valid operator'],
    ['update', { documents: [{ _id: 'a' }], set_fields: { a: 1 } }, 'only valid together with filter'],
    ['update', { filter: { a: 1 } }, 'set_fields or remove_fields must be given'],
    ['search', { top_k: 1, score_by: [] }, 'score_by must be a non-empty list'],
    ['search', { top_k: 1, score_by: [{ type: 'text', fields: ['year'], query: 'a' }] }, 'not declared for full-text search'],
    ['search', { top_k: 1, score_by: [{ type: 'query_string', query: 'a AND b' }] }, 'unsupported: '],
    [
      'search',
      {
        top_k: 1,
        score_by: [
          { type: 'dense_vector', fields: ['vector'], values: [1, 0, 0] },
          { type: 'query_string', query: 'a' },
        ],
      },
      'must appear on its own',
    ],
  ])('%s refuses %j', (action, body, words) => {
    expect(filled().refusal(at(action), body)).toContain(words);
  });

  it('work through the real client', async () => {
    await using endpoint = await startDescribedPinecone();
    const client = new Pinecone({ apiKey: endpoint.apiKey, controllerHostUrl: endpoint.url });
    const schema = {
      fields: {
        vector: { type: 'dense_vector', dimension: 3, metric: 'cosine' },
        title: { type: 'string', fullTextSearch: { language: 'en' } },
      },
    } as const;
    await client.indexes.create({ name: 'docs', schema, deployment: { deploymentType: 'managed', cloud: 'aws', region: 'us-east-1' } });
    const index = client.index({ host: endpoint.hostOf('docs'), namespace: 'x' });
    expect(await index.documents.upsert({ documents: documents.map(({ _id, title }) => ({ _id, title, vector: [1, 2, 3] })) })).toEqual({
      upsertedCount: 3,
    });
    const { matches } = await index.documents.search({
      topK: 1,
      scoreBy: [{ type: 'text', fields: ['title'], query: 'fox' }],
      includeFields: ['title'],
    });
    expect(matches).toEqual([{ _id: 'a', _score: expect.any(Number) as number, title: documents[0]?.title }]);
    expect((await index.documents.list({ prefix: 'b' })).documents).toEqual([{ _id: 'b' }]);
    await index.documents.delete({ ids: ['b'] });
    expect(Object.keys((await index.documents.fetch({ ids: ['a', 'b'] })).documents)).toEqual(['a']);
  });
});
