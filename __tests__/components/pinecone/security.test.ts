import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allowedActions, keyActions, keyRoles } from '../../../src/components/pinecone/key-action.ts';
import { probePlain, probeTls } from '../../../src/components/pinecone/transport-probe.ts';
import { createAuthority } from '../../../src/local/http/certificate.ts';
import type { PineconeEndpoint } from '../../../src/local/pinecone/start-pinecone.ts';
import { connectComponent, expand, loopback } from '../run-check.ts';
import { declaredFor, doors, startSeeded } from './doors.ts';
import { startKeyProxy } from './key-proxy.ts';
import type { KeyRule } from './key-proxy.ts';

let endpoint: PineconeEndpoint;

beforeAll(async () => {
  endpoint = await startSeeded();
});

afterAll(() => endpoint[Symbol.asyncDispose]());

const editor: KeyRule = () => true;
const planes = (control: boolean, data: boolean, mayWrite: boolean): KeyRule => {
  return ({ plane, writes }) => ((plane === 'control' ? control : data) && (mayWrite || !writes) ? true : 403);
};
const rules: Readonly<Record<(typeof keyRoles)[number], KeyRule>> = {
  ProjectEditor: editor,
  ProjectViewer: planes(true, true, false),
  ControlPlaneEditor: planes(true, false, true),
  ControlPlaneViewer: planes(true, false, false),
  DataPlaneEditor: planes(false, true, true),
  DataPlaneViewer: planes(false, true, false),
};

async function run(
  kind: string,
  options: unknown,
  keys: Readonly<Record<string, KeyRule>>,
  access: 'read-write' | 'read-only' = 'read-write',
) {
  await using proxy = await startKeyProxy(endpoint, { owner: editor, ...keys });
  const declared = { ...declaredFor(endpoint), api_key: 'owner', controller_url: proxy.url };
  await using component = await connectComponent(doors, declared, { environment: { ...loopback, access } });
  return await component.run(kind, options);
}

describe('roles', () => {
  test.each(keyRoles)('a key that is a %s passes as one, and leaves nothing', async (role) => {
    const { findings, unmet, error } = await run('roles', { keys: { tested: { api_key: 'tested', role } } }, { tested: rules[role] });
    expect(error).toBeUndefined();
    expect(unmet).toEqual([]);
    expect(findings).toHaveLength(keyActions.length);
    const headers = { 'api-key': endpoint.apiKey };
    const { indexes } = (await (await fetch(`${endpoint.url}/indexes`, { headers })).json()) as { indexes: readonly object[] };
    expect(indexes).toHaveLength(1);
  });

  test('a key with more power than its role, and one with less', async () => {
    const options = { keys: { tested: { api_key: 'tested', role: 'DataPlaneViewer' } } };
    const more = await run('roles', options, { tested: rules.DataPlaneEditor });
    expect(more.unmet.map(({ subject, actual }) => [subject, actual])).toEqual([
      ['upsert with key tested', 'allowed'],
      ['update with key tested', expect.stringMatching(/allowed|let through/)],
      ['delete with key tested', expect.stringMatching(/allowed|let through/)],
    ]);
    const less = await run('roles', options, { tested: () => 403 });
    expect(less.unmet.map(({ subject }) => subject)).toEqual(allowedActions.DataPlaneViewer.map((action) => `${action} with key tested`));
  });

  test('a read-only environment is not written to', async () => {
    const options = { keys: { tested: { api_key: 'tested', role: 'DataPlaneEditor' } } };
    const { unmet, created, notes } = await run('roles', options, { tested: rules.DataPlaneEditor }, 'read-only');
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
  const stranger: KeyRule = ({ path }) => (path === '/indexes' ? '{"indexes":[]}' : path.startsWith('/i/') ? 403 : 404);

  test('a stranger is kept out', async () => {
    const { unmet, findings } = await run('other-project', { api_key: 'stranger' }, { stranger });
    expect(unmet).toEqual([]);
    expect(findings.map(({ actual }) => actual)).toEqual([
      'let in',
      'not listed',
      'refused with 404',
      'refused with 403',
      'refused with 403',
    ]);
  });

  test('a key of this project, and records that any key opens', async () => {
    const same = await run('other-project', { api_key: 'same' }, { same: editor });
    expect(same.unmet).toHaveLength(4);
    const leaking: KeyRule = (request) => (request.plane === 'data' ? true : stranger(request));
    const { unmet } = await run('other-project', { api_key: 'leaking' }, { leaking });
    expect(unmet.map(({ subject }) => subject)).toEqual([
      "count its records with the other project's key",
      "list its ids with the other project's key",
    ]);
  });

  test('a key that opens nothing proves nothing', async () => {
    const { error, findings } = await run('other-project', { api_key: 'nobody' }, {});
    expect(error).toMatchObject({ name: 'Refusal', code: '401' });
    expect(findings).toEqual([]);
  });
});

describe('protection', () => {
  test('is read from the description, of all indexes on request', async () => {
    const { unmet } = await run('protection', {}, {});
    expect(unmet).toMatchObject([{ subject: 'deletion protection of index sophia-calls', expected: 'enabled', actual: 'disabled' }]);
    const protect = (on: string) =>
      fetch(`${endpoint.url}/indexes/sophia-calls`, {
        method: 'PATCH',
        headers: { 'api-key': endpoint.apiKey, 'content-type': 'application/json' },
        body: JSON.stringify({ deletion_protection: on }),
      });
    await protect('enabled');
    expect((await run('protection', { indexes: 'all' }, {})).unmet).toEqual([]);
    await protect('disabled');
  });
});

describe('transport', () => {
  test('plain addresses of a live environment are found, the embedded endpoint is not asked', async () => {
    const { unmet } = await run('transport', {}, {});
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
