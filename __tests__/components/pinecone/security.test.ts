import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowedActions, keyActions, keyRoles } from '../../../src/components/pinecone/key-action.ts';
import type { KeyRole } from '../../../src/components/pinecone/key-action.ts';
import { probePlain, probeTls } from '../../../src/components/pinecone/wire/transport-probe.ts';
import { createAuthority } from '../../../src/local/http/certificate.ts';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';
import { connectComponent, expand, loopback } from '../run-check.ts';
import { declaredFor, declaredSmall, doors, inventoryOf, send, startSeeded, startSmall } from './doors.ts';
import { startLyingProxy } from './lying-proxy.ts';
import type { Lie } from './lying-proxy.ts';

let endpoint: PineconeEndpoint;

beforeAll(async () => {
  endpoint = await startSeeded();
});

afterAll(() => endpoint[Symbol.asyncDispose]());

type Environment = typeof loopback;

async function run(kind: string, options: unknown, environment: Partial<Environment> = {}) {
  await using component = await connectComponent(doors, declaredFor(endpoint), { environment: { ...loopback, ...environment } });
  return await component.run(kind, options);
}

describe('roles', () => {
  const keyOf = (key: KeyRole, role: KeyRole = key) => ({ keys: { tested: { api_key: endpoint.issueKey(key), role } } });

  test.each(keyRoles)('a key that is a %s passes as one, and leaves nothing', async (role) => {
    const before = await inventoryOf(endpoint);
    const { findings, unmet, error } = await run('roles', keyOf(role));
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings).toHaveLength(keyActions.length);
    expect(await inventoryOf(endpoint)).toEqual(before);
  });

  test.each(keyRoles.flatMap((key) => keyRoles.filter((role) => role !== key).map((role) => [key, role] as const)))(
    'a key that is a %s is found out as no %s, action by action',
    async (key, role) => {
      const { unmet } = await run('roles', keyOf(key, role));
      const differing = keyActions.filter((action) => allowedActions[key].includes(action) !== allowedActions[role].includes(action));
      expect(unmet.map(({ subject }) => subject).toSorted()).toEqual(differing.map((action) => `${action} with key tested`).toSorted());
    },
  );

  test('what a key can too much is told as allowed, what it cannot as refused', async () => {
    const { unmet } = await run('roles', keyOf('DataPlaneEditor', 'ControlPlaneViewer'));
    expect(unmet).toEqual(
      expect.arrayContaining([
        { subject: 'describe-index with key tested', expected: 'allowed', actual: 'refused with 403', met: false },
        { subject: 'upsert with key tested', expected: 'refused with 403', actual: 'allowed', met: false },
      ]),
    );
  });

  test('a key that does not find the index cannot describe it', async () => {
    const keys = { tested: { api_key: endpoint.issueKey('ProjectViewer', 'team-b'), can: ['list-indexes', 'describe-index'] } };
    const { unmet } = await run('roles', { keys });
    expect(unmet).toMatchObject([{ subject: 'describe-index with key tested', actual: 'let through (not found)' }]);
  });

  test('a read-only environment is not written to', async () => {
    const { unmet, created, notes } = await run('roles', keyOf('DataPlaneEditor'), { access: 'read-only' });
    expect(unmet).toEqual([]);
    expect(created).toEqual([]);
    expect(notes).toEqual(['not tried in a read-only environment: upsert, update, delete, create-index']);
  });

  test('each key is a check of its own, whose key is nowhere in its texts', () => {
    const keys = { a: { api_key: 'secret-a', role: 'ProjectViewer' }, b: { api_key: 'secret-b', can: ['query'], cannot: ['upsert'] } };
    const drafts = expand(doors, 'roles', { keys }, declaredFor(endpoint));
    expect(drafts.map(({ name }) => name)).toEqual(['roles.a', 'roles.b']);
    expect(JSON.stringify(drafts.map(({ input: _input, ...told }) => told))).not.toContain('secret');
  });

  test.each([
    [{}, /no key/],
    [{ a: { api_key: 'k' } }, /neither a role nor/],
    [{ a: { api_key: 'k', can: ['query'], cannot: ['query'] } }, /both can and cannot query/],
  ])('refuses %j', (keys, message) => {
    expect(() => expand(doors, 'roles', { keys }, declaredFor(endpoint))).toThrow(message);
  });
});

describe('other-project', () => {
  test('a stranger is kept out', async () => {
    const { unmet, findings } = await run('other-project', { api_key: endpoint.issueKey('ProjectEditor', 'other') });
    expect(unmet).toEqual([]);
    expect(findings.map(({ actual }) => actual)).toEqual([
      'let in',
      'not listed',
      'refused with 404',
      'refused with 401',
      'refused with 401',
    ]);
  });

  test('an index of the same name in the other project is not ours', async () => {
    await using small = await startSmall();
    const stranger = small.issueKey('ProjectEditor', 'other');
    const body = { name: 'small', dimension: 2, metric: 'cosine', spec: { serverless: { cloud: 'aws', region: 'us-east-1' } } };
    await send({ ...small, apiKey: stranger }, 'POST', '/indexes', body);
    await using component = await connectComponent(doors, declaredSmall(small));
    const { unmet, findings } = await component.run('other-project', { api_key: stranger });
    expect(unmet).toEqual([]);
    expect(findings.map(({ subject }) => subject)).not.toContain("describe the index with the other project's key");
  });

  test('a key of this project', async () => {
    const { unmet } = await run('other-project', { api_key: endpoint.issueKey('ProjectViewer') });
    expect(unmet).toHaveLength(4);
  });

  test('records that any key opens', async () => {
    const stranger = endpoint.issueKey('ProjectEditor', 'other');
    // Only the data plane takes any key for the owner's.
    const leaks: Lie = async (path, _body, { method }) => {
      if (!path.startsWith('/i/')) return undefined;
      const answer = await fetch(endpoint.url + path, { method, headers: { 'api-key': endpoint.apiKey } });
      return { status: answer.status, body: await answer.text() };
    };
    await using proxy = await startLyingProxy(endpoint.url, leaks, { changesRefusals: true });
    await using component = await connectComponent(doors, { ...declaredFor(endpoint), controller_url: proxy.url });
    const { unmet } = await component.run('other-project', { api_key: stranger });
    expect(unmet.map(({ subject, actual }) => [subject, actual])).toEqual([
      ["count its records with the other project's key", 'let in'],
      ["list its ids with the other project's key", 'let in'],
    ]);
  });

  test('a key that opens nothing proves nothing', async () => {
    const { error, findings } = await run('other-project', { api_key: 'nobody' });
    expect(error).toMatchObject({ name: 'Refusal', code: '401' });
    expect(findings).toEqual([]);
  });
});

describe('protection', () => {
  test('is read from the description, of all indexes on request', async () => {
    const { unmet } = await run('protection', {});
    expect(unmet).toMatchObject([{ subject: 'deletion protection of index sophia-calls', expected: 'enabled', actual: 'disabled' }]);
    const protect = (on: string) => send(endpoint, 'PATCH', '/indexes/sophia-calls', { deletion_protection: on });
    await protect('enabled');
    expect((await run('protection', { indexes: 'all' })).unmet).toEqual([]);
    await protect('disabled');
  });
});

describe('transport', () => {
  test('plain addresses of a live environment are found, the embedded endpoint is not asked', async () => {
    const { unmet } = await run('transport', {});
    expect(unmet.map(({ subject, actual }) => [subject, actual])).toEqual([
      ['address of the control plane', 'http'],
      ['address of the data plane', 'http'],
    ]);
    await using component = await connectComponent(doors, declaredFor(endpoint), { environment: { ...loopback, stack: 'embedded' } });
    expect((await component.run('transport')).error).toMatchObject({ name: 'Skip' });
  });

  test('plain HTTP that would take a key is no refusal; a shut door is one', async () => {
    const signal = AbortSignal.timeout(10_000);
    expect(await probePlain(new URL(endpoint.url), 'loopback', signal)).toEqual({ isRefused: false, words: 'answered with 401' });
    expect(await probePlain(new URL('https://127.0.0.1:1'), 'loopback', signal)).toEqual({ isRefused: true, words: 'no answer' });
  });

  test('a certificate that nobody vouches for is an answer, and a trusted one is read', async () => {
    const validity = { from: new Date(Date.now() - 86_400_000), until: new Date(Date.now() + 30 * 86_400_000) };
    const authority = createAuthority(validity);
    const { certificate, privateKey } = authority.issue('localhost', validity);
    const server = createServer({ cert: certificate, key: privateKey }, (_request, response) => response.writeHead(404).end()).listen(0);
    await once(server, 'listening');
    const url = new URL(`https://localhost:${(server.address() as AddressInfo).port}`);
    const before = getCACertificates('default');
    try {
      const stranger = await probeTls(url, 'loopback', AbortSignal.timeout(10_000));
      expect(stranger.problem).toMatch(/is not trusted/);
      setDefaultCACertificates([...before, authority.certificate]);
      const trusted = await probeTls(url, 'loopback', AbortSignal.timeout(10_000));
      expect(trusted).toMatchObject({ problem: undefined, protocol: 'TLSv1.3' });
      expect(Math.round((trusted.expiresAtMilliseconds - Date.now()) / 86_400_000)).toBe(30);
      expect(await probePlain(url, 'loopback', AbortSignal.timeout(10_000))).toMatchObject({ isRefused: true });
    } finally {
      setDefaultCACertificates(before);
      server.closeAllConnections();
      server.close();
    }
  });

  test('no TLS is no answer', async () => {
    const probing = probeTls(new URL(endpoint.url.replace('http:', 'https:')), 'loopback', AbortSignal.timeout(10_000));
    await expect(probing).rejects.toMatchObject({ name: 'TransportError' });
  });
});
