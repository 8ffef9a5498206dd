import { documentIndex, plainIndex } from './endpoint-case.ts';
import type { CaseRequest } from '../send-request.ts';
import type { EndpointArea } from './endpoint-case.ts';

const at = (action: string, body: unknown): CaseRequest => ['POST', `/@docs/namespaces/x/documents/${action}`, body];
const search = (...scoreBy: readonly object[]): CaseRequest => at('search', { score_by: scoreBy, top_k: 2, include_fields: ['*'] });
const text = { type: 'text', fields: ['title'], query: 'fox' };
const stemmed = { type: 'string', full_text_search: { language: 'en', stemming: true, stop_words: true } };
const documents = [
  { _id: 'a', vector: [1, 0], words: { indices: [3], values: [1] }, title: 'The quick fox', year: 2020 },
  { _id: 'b', title: 'A dog', tags: ['x'] },
];

export const documentAreas: readonly EndpointArea[] = [
  {
    area: 'Documents',
    prepare: [documentIndex('docs'), plainIndex('plain'), ['POST', '/indexes', { name: 'stems', schema: { fields: { title: stemmed } } }]],
    cases: [
      {
        what: 'upsert',
        request: at('upsert', { documents }),
        status: 202,
        differs: 'Writes take effect at once, unless the knob freshness says otherwise.',
      },
      { what: 'fetch by ids', request: at('fetch', { ids: ['a'] }), status: 200 },
      { what: 'fetch by filter', request: at('fetch', { filter: { year: 2020 }, include_fields: ['title'] }), status: 200 },
      { what: 'list', request: at('list', { prefix: 'a', limit: 1 }), status: 200 },
      { what: 'search by dense vector', request: search({ type: 'dense_vector', fields: ['vector'], values: [1, 0] }), status: 200 },
      {
        what: 'by sparse vector',
        request: search({ type: 'sparse_vector', field: 'words', sparse_values: { indices: [3], values: [1] } }),
        status: 200,
      },
      {
        what: 'by text',
        request: search(text),
        status: 200,
        differs: 'Words are split and weighed (BM25) by our own rules, so scores are not those of the service.',
      },
      {
        what: 'by a query string of words, phrases, +, - and field:',
        request: search({ type: 'query_string', query: '+fox -dog title:"quick fox"' }),
        status: 200,
      },
      { what: 'by several texts', request: search(text, { type: 'query_string', query: 'quick' }), status: 200 },
      {
        what: 'filter by $match_phrase',
        request: at('search', { score_by: [text], top_k: 1, filter: { title: { $match_phrase: 'quick fox' } } }),
        status: 200,
      },
      { what: 'update by ids', request: at('update', { documents: [{ _id: 'a', year: 2021, _remove_fields: ['words'] }] }), status: 202 },
      { what: 'update by filter', request: at('update', { filter: { year: 2021 }, set_fields: { year: 2022 } }), status: 202 },
      { what: 'delete by ids', request: at('delete', { ids: ['b'] }), status: 202 },
      { what: 'delete by filter', request: at('delete', { filter: { year: 1 } }), status: 202 },
      { what: 'delete all', request: at('delete', { delete_all: true }), status: 202 },
      { what: 'a document of metadata alone', request: at('upsert', { documents: [{ _id: 'a', year: 1 }] }), status: 400 },
      { what: 'a value of another type', request: at('upsert', { documents: [{ _id: 'a', title: 1 }] }), status: 400 },
      {
        what: 'a vector beside another method',
        request: search(text, { type: 'dense_vector', fields: ['vector'], values: [1, 0] }),
        status: 400,
      },
      { what: '$match_all in a delete', request: at('delete', { filter: { title: { $match_all: 'fox' } } }), status: 400 },
      { what: 'list of vectors', request: ['GET', '/@docs/vectors/list'], status: 400 },
      { what: 'delete of vectors', request: ['POST', '/@docs/vectors/delete', { deleteAll: true }], status: 400 },
      { what: 'upsert of records', request: ['POST', '/@docs/records/namespaces/x/upsert', '{"_id":"a","title":"t"}'], status: 400 },
      { what: 'a query by vector alone', request: ['POST', '/@docs/query', { vector: [1, 0], topK: 1 }], status: 400 },
      { what: 'documents of an index of vectors', request: ['POST', '/@plain/namespaces/x/documents/list', {}], status: 400 },
      { what: 'documents before 2026-07', request: at('list', {}), status: 404, version: '2026-04' },
      {
        what: 'search of a field with stemming',
        request: ['POST', '/@stems/namespaces/x/documents/search', { score_by: [text], top_k: 1 }],
        status: 501,
      },
      { what: 'AND, OR, NOT, ( ) and * in a query string', request: search({ type: 'query_string', query: 'fox AND dog' }), status: 501 },
    ],
  },
];
