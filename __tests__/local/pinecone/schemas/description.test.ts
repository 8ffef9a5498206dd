import { describe, expect, it } from 'vitest';
import { controlRoutes } from '../../../../src/local/pinecone/control-plane.ts';
import { dataRoutes } from '../../../../src/local/pinecone/data-plane.ts';
import { judge, operations } from './description.ts';
import type { Exchange } from './description.ts';
import { versions } from './operation.ts';

const query: Exchange = {
  method: 'POST',
  path: '/query',
  plane: 'data',
  version: '2026-07',
  requestBody: '{"topK":1,"id":"a"}',
  status: 200,
  contentType: 'application/json',
  answerBody: '{"matches":[{"id":"a","score":1,"values":[]}],"namespace":"n","usage":{"readUnits":1}}',
};
const list: Exchange = { ...query, method: 'GET', path: '/vectors/list?limit=5&prefix=a', requestBody: '', answerBody: '{"vectors":[]}' };
const refused: Exchange = { ...query, status: 400, answerBody: '{"code":3,"message":"no","details":[]}' };
const fetched: Exchange = { ...query, method: 'GET', path: '/vectors/fetch?ids=a&ids=b', requestBody: '', answerBody: '{}' };
const deleted: Exchange = {
  ...query,
  method: 'DELETE',
  path: '/indexes/x',
  plane: 'control',
  requestBody: '',
  status: 202,
  answerBody: '',
};

describe('the descriptions', () => {
  it.each([query, list, refused, fetched, deleted, { ...refused, status: 401, contentType: 'text/plain', answerBody: 'Unauthorized' }])(
    'find no mistake in what is as described: $method $path $status',
    (exchange) => {
      expect(judge(exchange)).toMatchObject({
        version: '2026-07',
        mistakes: [],
        operation: { path: exchange.path.split('?', 1)[0]?.replace('/x', '/{name}') },
      });
    },
  );

  it.each([
    ['an invented field', { ...query, answerBody: '{"matches":[{"id":"a","rank":1}]}' }, 'must NOT have additional properties "rank"'],
    ['a field of another type', { ...query, answerBody: '{"matches":{}}' }, '/matches must be array'],
    [
      'a field of a newer version',
      { ...query, version: '2026-04', answerBody: '{"usage":{"readUnits":1,"egressBytes":1}}' },
      '"egressBytes"',
    ],
    ['another status', { ...query, status: 201 }, 'the status must be 200, got 201'],
    ['a request beyond a limit', { ...query, requestBody: '{"topK":10001,"id":"a"}' }, 'accepted, but /topK must be <= 10000'],
    ['two ways at once', { ...query, requestBody: '{"topK":1,"id":"a","vector":[1]}' }, 'it must NOT be valid'],
    ['a request with an unknown field', { ...query, requestBody: '{"topK":1,"id":"a","top_k":1}' }, '"top_k"'],
    ['a parameter beyond a limit', { ...list, path: '/vectors/list?limit=101' }, '/limit must be <= 100'],
    ['an unknown parameter', { ...list, path: '/vectors/list?page=1' }, '"page"'],
    ['plain text', { ...query, contentType: 'text/plain' }, 'must be application/json, got text/plain'],
    ['a body where there is none', { ...deleted, answerBody: '{}' }, 'the answer has no body, got {}'],
    ['the error of the other plane', { ...refused, answerBody: '{"error":{"code":"UNKNOWN","message":"no"},"status":400}' }, "'code'"],
    ['an unknown operation', { ...query, path: '/querys' }, 'but version 2026-07 does not have it'],
    [
      'an operation of a newer version',
      { ...query, version: undefined, path: '/vectors/fetch_by_metadata' },
      'but version 2025-04 does not have it',
    ],
    ['no version', { ...query, version: '2026-05' }, 'but version 2026-05 does not have it'],
  ])('find %s', (_, exchange, words) => {
    expect(judge(exchange).mistakes.join('\n')).toContain(words);
  });

  it('say nothing of a request that was refused', () => {
    expect(judge({ ...refused, requestBody: '{"topK":0}' }).mistakes).toEqual([]);
    expect(judge({ ...refused, path: '/querys', status: 404 }).mistakes).toEqual([]);
  });

  it('have the same operations as the endpoint has routes, in every version', () => {
    const named = (path: string): string => path.replaceAll(/\{\w+\}/g, '{}');
    for (const version of versions) {
      const routes = [...controlRoutes, ...dataRoutes].filter(({ since = version }) => since <= version);
      const served = routes.map(({ method, path }) => `${method} ${named(path)}`);
      const described = operations(version).map(({ method, path }) => `${method} ${named(path)}`);
      // The vectors' own service takes this one with GET too, which the descriptions do not say.
      expect(served.filter((route) => route !== 'GET /describe_index_stats').toSorted()).toEqual(described.toSorted());
    }
  });
});
