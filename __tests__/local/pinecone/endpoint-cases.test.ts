import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { documentIndex, plainIndex, textIndex } from './endpoint-cases/endpoint-case.ts';
import type { EndpointCase } from './endpoint-cases/endpoint-case.ts';
import { endpointAreas } from './endpoint-cases/index.ts';
import { limitCases } from './endpoint-cases/limits.ts';
import { startDescribedPinecone } from './schemas/described-pinecone.ts';
import type { DescribedPinecone } from './schemas/described-pinecone.ts';
import { KeptFields, sendRequest } from './send-request.ts';
import type { CaseRequest } from './send-request.ts';

const version = '2026-07';
/** An asymmetric matcher: any status of success. */
const accepted = expect.toSatisfy((status: number) => status < 300, 'a status of success') as number;

function keyOf(endpoint: DescribedPinecone, as: EndpointCase['as']): string {
  if (as === undefined) return endpoint.apiKey;
  if (as === 'nobody') return 'pcsk_wrong';
  return as === 'other project' ? endpoint.issueKey('ProjectEditor', 'other') : endpoint.issueKey(as);
}

async function prepare(endpoint: DescribedPinecone, requests: readonly CaseRequest[]): Promise<void> {
  for (const request of requests) expect(await sendRequest(endpoint, request, { version })).toMatchObject({ status: accepted });
}

describe.each(endpointAreas)('$area', ({ plan, prepare: requests = [], cases }) => {
  let endpoint: DescribedPinecone;
  const kept = new KeptFields();
  beforeAll(async () => {
    endpoint = await startDescribedPinecone(plan === undefined ? {} : { plan });
    await prepare(endpoint, requests);
  });
  afterAll(() => endpoint[Symbol.asyncDispose]());

  test.each(cases)('$what is answered $status', async (asked) => {
    const options = { apiKey: keyOf(endpoint, asked.as), version: asked.version === undefined ? version : asked.version };
    const answer = await sendRequest(endpoint, kept.into(asked.request), options);
    expect(answer).toMatchObject({ status: asked.status });
    if (asked.keeps !== undefined) kept.keep(answer, asked.keeps);
  });
});

describe('Limits', () => {
  let endpoint: DescribedPinecone;
  beforeAll(async () => {
    endpoint = await startDescribedPinecone();
    const thin = ['POST', '/indexes', { name: 'thin', schema: { fields: { _sparse_values: { type: 'sparse_vector' } } } }] as const;
    await prepare(endpoint, [plainIndex('plain'), thin, textIndex('texts'), documentIndex('docs')]);
  });
  afterAll(() => endpoint[Symbol.asyncDispose]());

  test.each(limitCases)('$limit: $at.0 is answered, $above.0 is refused', async ({ at, above }) => {
    const answered = await sendRequest(endpoint, at[1], { version });
    expect(answered, answered.text.slice(0, 300)).toMatchObject({ status: accepted });
    const refused = await sendRequest(endpoint, above[1], { version });
    expect(refused, refused.text.slice(0, 300)).toMatchObject({ status: 400 });
  });
});
