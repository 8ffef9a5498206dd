import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPinecone } from '../../../src/local/pinecone/start-pinecone.ts';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';
import { endpointAreas } from './endpoint-cases.ts';

let endpoint: PineconeEndpoint;
beforeAll(async () => {
  endpoint = await startPinecone();
});
afterAll(() => endpoint[Symbol.asyncDispose]());

const cases = endpointAreas.flatMap(({ area, index, cases }) => cases.map((one) => ({ area, isData: index === true, ...one })));

test.each(cases)('$area: $what is answered $status', async ({ isData, request: [method, path, body], status }) => {
  const response = await fetch(`${isData ? endpoint.hostOf('cases') : endpoint.url}${path}`, {
    method,
    headers: { 'api-key': endpoint.apiKey, 'x-pinecone-api-version': '2026-04' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect({ status: response.status, text: await response.text() }).toMatchObject({ status });
});
