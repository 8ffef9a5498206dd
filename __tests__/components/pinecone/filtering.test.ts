import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentedSemantics, semanticNames } from '../../../src/components/pinecone/filter-semantics.ts';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';
import { connectComponent, expand } from '../run-check.ts';
import { declaredFor, doors, startSeeded } from './doors.ts';
import { startLyingProxy } from './lying-proxy.ts';
import type { Lie } from './lying-proxy.ts';

let endpoint: PineconeEndpoint;

beforeAll(async () => {
  endpoint = await startSeeded();
});

afterAll(() => endpoint[Symbol.asyncDispose]());

async function through(lie: Lie, options: unknown) {
  await using proxy = await startLyingProxy(endpoint.url, lie);
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
  expect(first.notes[0]).toContain('ne_missing: matches');
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
  expect(unmet).toEqual([{ subject: 'semantics ne_missing', expected: 'matches', actual: 'no match', met: false }]);
  expect((await through(lie, {})).unmet).toEqual([]);
});

test('true taken for one is against the documents', async () => {
  const lie: Lie = (path, body, request) => {
    if (!path.endsWith('/query') || !request.body.includes('"flag":{"$eq":1}')) return undefined;
    const answer = JSON.parse(body) as Answer;
    return JSON.stringify({ ...answer, matches: [...answer.matches, { id: 'semantics-true_is_one', score: 1 }] });
  };
  const { unmet } = await through(lie, {});
  expect(unmet).toMatchObject([{ subject: 'semantics true_is_one', expected: 'no match', actual: 'matches' }]);
});

test.each([
  [{ semantics: { ne_mising: 'matches' } }, /ne_mising/],
  [{ semantics: { ne_missing: 'perhaps' } }, /perhaps/],
  [{ field: 'a', semantics: { ne_missing: 'matches' } }, /without a field/],
])('refuses %j', (options, message) => {
  expect(() => expand(doors, 'metadata-filter', options, declaredFor(endpoint))).toThrow(message);
});
