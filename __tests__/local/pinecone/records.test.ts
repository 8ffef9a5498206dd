import { Pinecone } from '@pinecone-database/pinecone';
import { describe, expect, it } from 'vitest';
import { startDescribedPinecone } from './schemas/described-pinecone.ts';
import { indexWithoutServer } from './index-without-server.ts';

const embed = { model: 'infra-test-hash-embed', fieldMap: { text: 'body' } };
const texts = ['refunds take thirty days', 'the office is closed on monday', 'refunds for monday orders'];
const lines = texts.map((body, number) => JSON.stringify({ _id: `r${number}`, body, number })).join('\n');

interface Found {
  readonly result: { readonly hits: readonly { readonly _id: string; readonly _score: number; readonly fields: object }[] };
  readonly usage: object;
}

describe('records with integrated embedding', () => {
  it('are embedded when written and when searched', () => {
    const { post, reply } = indexWithoutServer({ embed, dimension: 256 });
    expect(reply('POST', '/records/namespaces/x/upsert', lines).status).toBe(201);
    const all = post<Found>('/records/namespaces/x/search', { query: { top_k: 2, inputs: { text: 'refunds in thirty days' } } });
    expect(all.result.hits[0]).toMatchObject({ _id: 'r0', fields: { body: texts[0], number: 0 } });
    expect(all.usage).toEqual({ read_units: 1, embed_total_tokens: 4 });
    const query = { top_k: 3, inputs: { text: 'monday refunds' }, filter: { number: { $gt: 0 } } };
    const rerank = { model: 'infra-test-overlap-rerank', rank_fields: ['body'], top_n: 1 };
    const best = post<Found>('/records/namespaces/x/search', { query, rerank, fields: ['number'] });
    expect(best.result.hits).toEqual([{ _id: 'r2', _score: expect.any(Number) as number, fields: { number: 2 } }]);
    expect(best.usage).toMatchObject({ rerank_units: 1 });
    expect(post<Found>('/records/namespaces/x/search', { query: { top_k: 1, id: 'r1' } }).result.hits[0]?._id).toBe('r1');
  });

  it('of a sparse model take terms that must be there', () => {
    const { post, reply } = indexWithoutServer({
      embed: { ...embed, model: 'infra-test-hash-sparse' },
      vectorType: 'sparse',
      dimension: 0,
      metric: 'dotproduct',
    });
    reply('POST', '/records/namespaces/x/upsert', lines);
    const query = { top_k: 5, inputs: { text: 'refunds monday' }, match_terms: { strategy: 'all', terms: ['Monday', 'refunds'] } };
    expect(post<Found>('/records/namespaces/x/search', { query }).result.hits.map(({ _id }) => _id)).toEqual(['r2']);
  });

  it.each([
    ['upsert', '{"_id":"a"}', "must have a string in the field 'body'"],
    ['upsert', '\n', 'one JSON object on each line'],
    ['upsert', Array(97).fill('{"_id":"a","body":"b"}').join('\n'), 'Batch size exceeds 96'],
    ['upsert', '{"body":"b"}', 'Vector ID must be'],
    ['search', { query: { top_k: 1 } }, 'Exactly one of inputs, vector and id'],
    ['search', { query: { top_k: 1, inputs: { text: '' } } }, 'non-empty string "text"'],
    ['search', { query: { top_k: 1, inputs: { text: 'a' }, match_terms: { terms: ['a'] } } }, 'only supported for sparse indexes'],
    ['search', { query: { top_k: 1, inputs: { text: 'a' } }, rerank: { model: 'none', rank_fields: ['body'] } }, "missing: Model 'none'"],
    [
      'search',
      { query: { top_k: 1, id: 'a' }, rerank: { model: 'infra-test-overlap-rerank', rank_fields: ['body'] } },
      'query is required',
    ],
  ])('%s refuses %j', (action, body, words) => {
    expect(indexWithoutServer({ embed, dimension: 256 }).refusal(`/records/namespaces/x/${action}`, body)).toContain(words);
  });
});

describe('inference through the real client', () => {
  it('creates for a model, writes, searches and reranks', async () => {
    await using endpoint = await startDescribedPinecone();
    const client = new Pinecone({ apiKey: endpoint.apiKey, controllerHostUrl: endpoint.url });
    const model = 'infra-test-hash-embed';
    await client.indexes.createForModel({ name: 'texts', cloud: 'aws', region: 'us-east-1', embed: { model, fieldMap: { text: 'body' } } });
    const index = client.index({ host: endpoint.hostOf('texts'), namespace: 'x' });
    await index.upsertRecords({ records: texts.map((body, number) => ({ _id: `r${number}`, body })) });
    const found = await index.searchRecords({
      query: { topK: 3, inputs: { text: 'monday refunds' } },
      rerank: { model: 'bge-reranker-v2-m3', rankFields: ['body'], topN: 1 },
    });
    expect(found.result.hits.map(({ _id }) => _id)).toEqual(['r2']);
    expect(found.usage).toMatchObject({ readUnits: 1, embedTotalTokens: 2, rerankUnits: 1 });
  });

  it('embeds and reranks the same way every time, and says that it is simulated', async () => {
    await using endpoint = await startDescribedPinecone();
    const { inference } = new Pinecone({ apiKey: endpoint.apiKey, controllerHostUrl: endpoint.url });
    // The service takes numbers here; the client's type has strings alone.
    const parameters = { dimension: 384 } as unknown as Record<string, string>;
    const ask = () => inference.embed({ model: 'llama-text-embed-v2', inputs: ['refunds take days'], parameters });
    const embedded = await ask();
    expect(embedded).toMatchObject({ model: 'infra-test-hash-embed', vectorType: 'dense', usage: { totalTokens: 3 } });
    expect(await ask()).toEqual(embedded);
    const ranked = await inference.rerank({ model: 'pinecone-rerank-v0', query: 'refunds', documents: ['closed', 'refunds'], topN: 1 });
    expect(ranked).toMatchObject({ model: 'infra-test-overlap-rerank', data: [{ index: 1, score: 1 }] });
    const { models = [] } = await inference.listModels();
    expect(models.length).toBeGreaterThan(5);
    for (const shown of models)
      expect([shown.shortDescription, shown.providerName]).toEqual([expect.stringMatching(/^Simulated/), 'infra-test (simulated)']);
    expect(await inference.getModel('infra-test-hash-embed')).toMatchObject({ defaultDimension: 256, vectorType: 'dense' });
    await expect(inference.getModel('none')).rejects.toMatchObject({ name: 'PineconeNotFoundError' });
    await expect(inference.embed({ model: 'none', inputs: ['a'], parameters: {} })).rejects.toMatchObject({
      name: 'PineconeNotFoundError',
    });
  });
});
