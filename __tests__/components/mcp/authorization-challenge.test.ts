import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answeredMessage } from '../../../src/components/mcp/authorization/answered-message.ts';
import { bearerChallenge, parseChallenges } from '../../../src/components/mcp/authorization/challenge.ts';
import { judgeAnswer } from '../../../src/components/mcp/authorization/judge-answer.ts';
import { judgeMetadata } from '../../../src/components/mcp/authorization/judge-metadata.ts';
import { issuerMetadataPlaces, resourceMetadataPlaces } from '../../../src/components/mcp/authorization/metadata-places.ts';
import { tokenRows } from '../../../src/components/mcp/authorization/token-rows.ts';

describe('challenges', () => {
  test.each([
    ['Bearer', [{ scheme: 'Bearer', parameters: {} }]],
    ['Bearer error="x, y", scope=a', [{ scheme: 'Bearer', parameters: { error: 'x, y', scope: 'a' } }]],
    [
      'Basic realm="a \\"b\\"", bearer Error=x',
      [
        { scheme: 'Basic', parameters: { realm: 'a "b"' } },
        { scheme: 'bearer', parameters: { error: 'x' } },
      ],
    ],
    [
      'Negotiate YWJj==, Bearer',
      [
        { scheme: 'Negotiate', parameters: {} },
        { scheme: 'Bearer', parameters: {} },
      ],
    ],
    [', Bearer a = "b" ,', [{ scheme: 'Bearer', parameters: { a: 'b' } }]],
    ['Bearer __proto__=x', [{ scheme: 'Bearer', parameters: Object.defineProperty({}, '__proto__', { value: 'x', enumerable: true }) }]],
  ])('%s', (header, challenges) => {
    expect(parseChallenges(header)).toEqual(challenges);
  });

  test.each([
    '',
    ' , ',
    'Bearer error="open',
    'Bearer error=a b',
    'Bearer a="1" b="2"',
    'Bearer a=1, A=2',
    'Bearer "x"',
    'Bearer a=1; b=2',
  ])('%j is none', (header) => {
    expect(parseChallenges(header)).toBeUndefined();
  });

  const token = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom('a', 'B', '7', '-', '_', '.', '!', '~') });
  const parameters = fc.dictionary(
    token.map((name) => name.toLowerCase()),
    fc.string({ unit: 'binary-ascii' }),
    { noNullPrototype: true },
  );
  const challenge = fc.record({ scheme: token, parameters }, { noNullPrototype: true });

  test('are read back as they were written', () => {
    fc.assert(
      fc.property(fc.array(challenge, { minLength: 1, maxLength: 4 }), (challenges) => {
        const quote = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
        const written = challenges.map(({ scheme, parameters }) => {
          const pairs = Object.entries(parameters).map(([name, value]) => `${name}=${quote(value)}`);
          return [scheme, pairs.join(', ')].join(' ').trim();
        });
        fc.pre(written.every((one) => !/[\r\n]/.test(one)));
        expect(parseChallenges(written.join(', '))).toEqual(challenges);
      }),
    );
  });

  test('any other text is read or refused, never an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('Bearer', ' ', ',', '=', '"', '\\', 'a', '=x') }), (header) => {
        const read = parseChallenges(header);
        expect(read === undefined || read.length > 0).toBe(true);
        expect(bearerChallenge(header)?.scheme ?? 'Bearer').toMatch(/^bearer$/i);
      }),
    );
  });
});

describe('the matrix', () => {
  const url = 'https://mcp.example.com/mcp';
  const names = (settings: object) => tokenRows({ url, ...settings }, { mayAskByQuery: true }).rows.map(({ name }) => name);

  test('has a row for each token there is', () => {
    expect(names({})).toEqual(['no token', 'a malformed token']);
    expect(names({ token: 'opaque' })).toEqual(['no token', 'a malformed token', 'a token in the query', 'a good token']);
    expect(names({ headers: { authorization: 'bearer opaque' } })).toContain('a good token');
    expect(names({ headers: { authorization: 'Basic b3BhcXVl' } })).not.toContain('a good token');
    expect(names({ tokens: { expired: 'x' } })).toEqual(['no token', 'a malformed token', 'an expired token']);
  });

  test('forges a JSON web token: other signature, or none and the same claims', () => {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const token = `${part({ alg: 'RS256' })}.${part({ sub: 'me' })}.${'abcdefgh'.repeat(8)}`;
    const { rows } = tokenRows({ url, token }, { mayAskByQuery: false });
    const [changed, none] = rows.filter(({ name }) => name.includes('signature')).map((row) => row.token?.split('.') ?? []);
    expect(changed?.slice(0, 2)).toEqual(token.split('.').slice(0, 2));
    expect(Buffer.from(changed?.[2] ?? '', 'base64url')).not.toEqual(Buffer.from('abcdefgh'.repeat(8), 'base64url'));
    expect(JSON.parse(Buffer.from(none?.[0] ?? '', 'base64url').toString())).toMatchObject({ alg: 'none' });
    expect(none?.slice(1)).toEqual([token.split('.')[1], '']);
  });
});

describe('an answer', () => {
  const rules = { scopes: [], metadataUrl: undefined };
  test.each([
    ['answered', 200, 'result', true, 'status 200 with a result'],
    ['answered', 200, 'error', false, 'status 200 with a JSON-RPC error'],
    ['answered', 202, 'none', false, 'status 202'],
    ['unauthorized', 401, 'none', true, 'status 401'],
    ['unauthorized', 401, 'result', false, 'status 401 with a result'],
    ['unauthorized', 200, 'error', false, 'status 200 with a JSON-RPC error'],
    ['unauthorized', 403, 'none', false, 'status 403'],
    ['forbidden', 401, 'none', false, 'status 401'],
    ['refused', 400, 'error', true, 'status 400 with a JSON-RPC error'],
  ] as const)('to a row that must be %s: status %i with %s is met: %s', (expected, status, message, met, actual) => {
    const row = { name: 'a row', place: 'header', expected } as const;
    const [finding] = judgeAnswer(row, { status, message, challenge: undefined, text: '' }, rules);
    expect(finding).toMatchObject({ subject: 'a row', actual, met });
  });
});

describe('where metadata is', () => {
  test.each([
    [
      'https://a.example/x/mcp',
      ['https://a.example/.well-known/oauth-protected-resource/x/mcp', 'https://a.example/.well-known/oauth-protected-resource'],
    ],
    ['https://a.example/', ['https://a.example/.well-known/oauth-protected-resource']],
  ])('of the server %s', (server, places) => expect(resourceMetadataPlaces(server)).toEqual(places));

  test('of an authorization server', () => {
    expect(issuerMetadataPlaces('https://a.example')).toEqual([
      'https://a.example/.well-known/oauth-authorization-server',
      'https://a.example/.well-known/openid-configuration',
    ]);
    expect(issuerMetadataPlaces('https://a.example/tenant')).toEqual([
      'https://a.example/.well-known/oauth-authorization-server/tenant',
      'https://a.example/.well-known/openid-configuration/tenant',
      'https://a.example/tenant/.well-known/openid-configuration',
    ]);
  });

  test.each([
    ['https://a.example/mcp', true],
    ['https://a.example/mcp/', true],
    ['https://a.example', true],
    ['https://a.example/m', false],
    ['https://a.example/mcp/more', false],
    ['https://a.example:444/mcp', false],
    ['http://a.example/mcp', false],
    ['https://a.example/mcp#part', false],
    ['a.example/mcp', false],
    [7, false],
  ])('the resource %s is that of https://a.example/mcp: %s', (resource, met) => {
    const [finding] = judgeMetadata({ resource }, 'https://a.example/mcp', []);
    expect(finding).toMatchObject({ subject: 'resource', met });
  });
});

describe('the message in an answer', () => {
  const read = async (chunks: readonly string[], type: string) => {
    const body = new ReadableStream({
      start: (controller) => {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
        // A stream is left open: what is there must do.
        if (!type.startsWith('text/event-stream')) controller.close();
      },
    });
    return (await answeredMessage(new Response(body, { headers: { 'content-type': type } }))).message;
  };

  test.each([
    [['{"result": {}}'], 'application/json', 'result'],
    [['{"res', 'ult": {}}'], 'application/json', 'result'],
    [['{"error": {}}'], 'application/json', 'error'],
    [['{}'], 'application/json', 'none'],
    [['<html>'], 'text/html', 'none'],
    [['event: message\ndata: {"resu', 'lt": {}}\n\n'], 'text/event-stream', 'result'],
    [[': ping\n\ndata: {"method": "x"}\n\n', 'data: {"error":\r\ndata: {}}\r\n\r\n'], 'text/event-stream; charset=utf-8', 'error'],
  ])('%j as %s is %s', async (chunks, type, message) => {
    expect(await read(chunks, type)).toBe(message);
  });
});
