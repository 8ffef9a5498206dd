import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentedSemantics, semanticNames } from '../../../src/components/pinecone/filter/filter-semantics.ts';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';
import { connectComponent, expand } from '../run-check.ts';
import { administer } from './administer.ts';
import { declaredFor, declaredSmall, doors, startSeeded, startSmall } from './doors.ts';
import { startLyingProxy } from './lying-proxy.ts';
import type { Lie, ProxyOptions } from './lying-proxy.ts';

let endpoint: PineconeEndpoint;

beforeAll(async () => {
  endpoint = await startSeeded();
});

afterAll(() => endpoint[Symbol.asyncDispose]());

async function through(lie: Lie, options: unknown, proxied: ProxyOptions = {}) {
  await using proxy = await startLyingProxy(endpoint.url, lie, proxied);
  await using component = await connectComponent(doors, { ...declaredFor(endpoint), controller_url: proxy.url });
  return await component.run('metadata-filter', options);
}

const truth: Lie = () => undefined;

test('what a run tells can be recorded, and the next run agrees', async () => {
  const first = await through(truth, {});
  expect(first.error).toBeUndefined();
  expect(first.unmet).toEqual([]);
  const semantics = first.values['semantics'] as Readonly<Record<string, string>>;
  expect(Object.keys(semantics)).toEqual(semanticNames);
  expect(semantics).toMatchObject(documentedSemantics);
  // As it can be pasted into the config.
  expect(first.notes[0]).toMatch(/a later change of one fails: semantics: \{ ne_missing: matches, .*\}$/);
  const second = await through(truth, { semantics });
  expect(second.unmet).toEqual([]);
  expect(second.notes).toEqual([]);
  expect(second.findings.length).toBeGreaterThan(first.findings.length);
});

interface Answer {
  readonly matches: readonly { readonly id: string }[];
}

test('a service whose $ne no longer matches records without the field is told apart from a wrong filter', async () => {
  const lie: Lie = (path, body, request) => {
    if (!path.endsWith('/query') || !/"\$ne"/.test(request.body)) return undefined;
    const answer = JSON.parse(body) as Answer;
    return JSON.stringify({ ...answer, matches: answer.matches.filter(({ id }) => id !== 'semantics-ne_missing') });
  };
  const { unmet } = await through(lie, { semantics: { ne_missing: 'matches' } });
  expect(unmet).toEqual([
    {
      subject: 'filter {"genre":{"$ne":"drama"}} on metadata {} (ne_missing)',
      expected: 'matches, as recorded',
      actual: 'no match',
      met: false,
    },
  ]);
  expect((await through(lie, {})).unmet).toEqual([]);
});

test('true taken for one is against the documents', async () => {
  const lie: Lie = (path, body, request) => {
    if (!path.endsWith('/query') || !request.body.includes('"flag":{"$eq":1}')) return undefined;
    const answer = JSON.parse(body) as Answer;
    return JSON.stringify({ ...answer, matches: [...answer.matches, { id: 'semantics-true_is_one', score: 1 }] });
  };
  const { unmet } = await through(lie, {});
  expect(unmet).toMatchObject([
    {
      subject: 'filter {"flag":{"$eq":1}} on metadata {"flag":true} (true_is_one)',
      expected: 'no match, as documented',
      actual: 'matches',
    },
  ]);
});

test('records that show late are waited for', async () => {
  await using small = await startSmall();
  await using administrator = administer(small);
  await administrator.turn({ freshness: { min: '100ms', max: '120ms' } });
  await using component = await connectComponent(doors, declaredSmall(small));
  const { unmet, error } = await component.run('metadata-filter');
  expect(error).toBeUndefined();
  expect(unmet).toEqual([]);
});

test('where even a query without a filter leaves records out, nothing is said of filters', async () => {
  const lie: Lie = (path, body, request) => {
    if (!path.endsWith('/query') || request.body.includes('"filter"')) return undefined;
    const answer = JSON.parse(body) as Answer;
    return JSON.stringify({ ...answer, matches: answer.matches.filter(({ id }) => id !== 'filter-3') });
  };
  const { error, findings } = await through(lie, { within: '60ms' });
  expect(String(error)).toMatch(/without a filter did not find 1 record of \d+, such as filter-3, in time/);
  expect(findings).toEqual([]);
});

test.each([
  ['kept', '{"genre":null}'],
  ['dropped', '{}'],
])('metadata that a service takes, and %s, is told once it shows', async (answer, metadata) => {
  let fetches = 0;
  const lie: Lie = (path, _body, request) => {
    const isWritten = path.endsWith('/vectors/upsert') && request.body.includes('semantics-null_metadata');
    if (isWritten) return { status: 200, body: '{"upsertedCount":1}' };
    if (!path.endsWith('/vectors/fetch') || request.query.get('ids') !== 'semantics-null_metadata') return undefined;
    const record = `{"id":"semantics-null_metadata","values":[1],"metadata":${metadata}}`;
    return fetches++ === 0 ? '{"vectors":{},"namespace":"x"}' : `{"vectors":{"semantics-null_metadata":${record}},"namespace":"x"}`;
  };
  const { unmet, values } = await through(lie, {}, { changesRefusals: true });
  expect(unmet).toEqual([
    { subject: 'a record with metadata {"genre":null} (null_metadata)', expected: 'refused, as documented', actual: answer, met: false },
  ]);
  expect(values['semantics']).toMatchObject({ null_metadata: answer });
});

test('what may be recorded is an answer to the question', () => {
  const refused = (semantics: object) => () => expand(doors, 'metadata-filter', { semantics }, declaredFor(endpoint));
  expect(refused({ ne_missing: 'kept' })).toThrow(/kept/);
  expect(refused({ null_metadata: 'matches' })).toThrow(/matches/);
  expect(refused({ null_metadata: 'dropped', ne_missing: 'no match' })).not.toThrow();
});

test.each([
  [{ semantics: { ne_mising: 'matches' } }, /ne_mising/],
  [{ semantics: { ne_missing: 'perhaps' } }, /perhaps/],
  [{ field: 'a', semantics: { ne_missing: 'matches' } }, /without a field/],
])('refuses %j', (options, message) => {
  expect(() => expand(doors, 'metadata-filter', options, declaredFor(endpoint))).toThrow(message);
});
