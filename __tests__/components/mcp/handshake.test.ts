import { expect, test } from 'vitest';
import { startEverything } from '../../../src/local/mcp/start-everything.ts';
import { startAlone } from '../../local/mcp/start-server.ts';
import { connectComponent, expand } from '../run-check.ts';
import { doors, publishedServer } from './doors.ts';
import { startScripted } from './scripted-server.ts';

const ended = 'a request of a session that was ended';

test.each([
  ['auto', '2026-07-28', 'modern'],
  ['2026-07-28', '2026-07-28', 'modern'],
  ['legacy', '2025-11-25', 'legacy'],
])('protocol %s of our server: %s is a value and a note', async (protocol, revision, era) => {
  await using server = await startAlone();
  await using mcp = await connectComponent(doors, { url: server.url, protocol });
  const { unmet, values, notes, samples, draft } = await mcp.run('handshake', {}, { samples: 4, warmup: 1 });
  expect(unmet).toEqual([]);
  expect(values).toMatchObject({ protocol: revision, era, name: 'infra-test-local', sessions: era === 'legacy' });
  expect(notes).toEqual([`MCP ${revision} (${era})`, ...(era === 'modern' ? ['the server keeps no sessions'] : [])]);
  expect(samples['handshake']).toHaveLength(4);
  expect(draft.operations).toEqual([{ name: 'handshake', target: 'handshake p(95) < 50ms' }]);
});

test('at most 60 handshakes are made, and over stdio three, without a target', async () => {
  await using server = await startAlone();
  await using mcp = await connectComponent(doors, { url: server.url });
  expect((await mcp.run('handshake', {}, { samples: 500, warmup: 50 })).samples['handshake']).toHaveLength(60);
  await using local = await connectComponent(doors, { command: process.execPath, args: [publishedServer('everything'), 'stdio'] });
  const { samples, draft, unmet, notes } = await local.run('handshake', {}, { samples: 100, warmup: 0 });
  expect(samples['handshake']).toHaveLength(3);
  expect(draft.operations).toEqual([{ name: 'handshake' }]);
  expect(unmet).toEqual([]);
  expect(notes[0]).toMatch(/\(legacy\)$/);
});

test('a published server answers 400 for a session that was ended', async () => {
  await using server = await startEverything();
  await using mcp = await connectComponent(doors, { url: server.url });
  const { unmet } = await mcp.run('handshake', {}, { samples: 1, warmup: 0 });
  expect(unmet).toMatchObject([{ subject: ended, actual: 'status 400' }]);
});

test('sessions: ended, alive after their end, not ended by clients, none', async () => {
  await using server = await startScripted();
  await using mcp = await connectComponent(doors, { url: server.url });
  const run = async () => await mcp.run('handshake', {}, { samples: 2, warmup: 0 });
  const good = await run();
  expect(good.unmet).toEqual([]);
  expect(good.findings.map(({ subject, actual }) => `${subject}: ${actual}`)).toEqual([
    'protocol revision: 2025-06-18 (legacy)',
    'two requests of one session: status 200 and 200',
    'ending a session with DELETE: status 200',
    `${ended}: status 404`,
  ]);
  server.script = { endedStatus: 200 };
  expect((await run()).unmet).toMatchObject([{ subject: ended, actual: 'status 200: the session still lives' }]);
  server.script = { deleteStatus: 403 };
  expect((await run()).unmet).toMatchObject([{ subject: 'ending a session with DELETE', actual: 'status 403' }]);
  server.script = { deleteStatus: 405 };
  const kept = await run();
  expect(kept.unmet).toEqual([]);
  expect(kept.notes).toContain('the server does not let clients end their sessions (DELETE: 405)');
  server.script = { hasSessions: false };
  const without = await run();
  expect(without.notes).toContain('the server keeps no sessions');
  expect(without.values['sessions']).toBe(false);
});

test('no session stays behind', async () => {
  await using server = await startScripted({ get: () => 200 });
  {
    await using mcp = await connectComponent(doors, { url: server.url });
    await mcp.run('handshake', {}, { samples: 3, warmup: 1 });
    expect(server.sessions.size).toBe(1);
    await mcp.run('health', {}, { samples: 3, warmup: 1 });
    expect(server.sessions.size).toBe(1);
    await mcp.run('health', { path: '/healthz' });
    expect(server.sessions.size).toBe(1);
  }
  expect(server.sessions.size).toBe(0);
});

test('health: server/discover where there is one, else handshakes', async () => {
  await using server = await startAlone();
  await using modern = await connectComponent(doors, { url: server.url });
  const asked = await modern.run('health', {}, { samples: 5, warmup: 1 });
  expect(asked).toMatchObject({ notes: ['asked with server/discover'], unmet: [], samples: { health: { length: 5 } } });
  expect(asked.draft.operations).toEqual([{ name: 'health', target: 'health p(95) < 50ms' }]);
  await using legacy = await connectComponent(doors, { url: server.url, protocol: 'legacy' });
  const { notes, samples } = await legacy.run('health', {}, { samples: 5, warmup: 1 });
  expect(notes).toEqual(['the server has no server/discover, and no path was given', 'asked with a handshake']);
  expect(samples['health']).toHaveLength(5);
});

test('health: a path is asked with GET, and every answer counts', async () => {
  let requests = 0;
  await using server = await startScripted({ get: (path) => (path === '/healthz?deep=1' ? 200 : 404) });
  await using mcp = await connectComponent(doors, { url: server.url });
  const good = await mcp.run('health', { path: '/healthz?deep=1' }, { samples: 4, warmup: 1 });
  expect(good).toMatchObject({ unmet: [], samples: { health: { length: 4 } }, notes: ['asked with GET /healthz?deep=1'] });
  expect((await mcp.run('health', { path: '/other' })).error).toMatchObject({ code: '404', message: 'it answered 404, expected 200' });
  expect((await mcp.run('health', { path: '/other', status: 404 })).unmet).toEqual([]);
  server.script = { get: () => ((requests += 1) % 3 === 0 ? 404 : 200) };
  const flaky = await mcp.run('health', { path: '/healthz' }, { samples: 5, warmup: 1 });
  expect(flaky.unmet).toMatchObject([{ actual: 'not 2 of 6 times: it answered 404, expected 200' }]);
});

test('health: of handshakes too every answer counts, and each has its own limit', async () => {
  let handshakes = 0;
  await using server = await startScripted();
  await using mcp = await connectComponent(doors, { url: server.url, protocol: 'legacy' });
  server.script = { handshake: () => ((handshakes += 1) % 3 === 0 ? 400 : undefined) };
  const flaky = await mcp.run('health', {}, { samples: 5, warmup: 1 });
  expect(flaky.unmet).toMatchObject([{ subject: 'a handshake', actual: expect.stringMatching(/^not 2 of 6 times: /) }]);
  server.script = { handshake: () => 'silence' };
  const { error } = await mcp.run('health', { within: '50ms' }, { samples: 1, warmup: 0 });
  expect(error).toMatchObject({ name: 'TransportError', kind: 'timeout' });
});

test('health: a request that hangs ends with its own limit', async () => {
  await using server = await startScripted({ get: () => 200 });
  await using mcp = await connectComponent(doors, { url: server.url });
  server.script = { get: () => 102 };
  const { error } = await mcp.run('health', { path: '/healthz', within: '50ms' }, { samples: 1, warmup: 0 });
  expect(error).toMatchObject({ name: 'TransportError', kind: 'timeout', message: 'GET /healthz: no answer in time' });
});

test('a path belongs to HTTP', () => {
  expect(() => expand(doors, 'health', { path: '/healthz' }, { command: 'x' })).toThrow(/needs a url/);
  expect(() => expand(doors, 'health', { path: 'healthz' }, { url: 'http://x.test/mcp' })).toThrow(/expected a path/);
  expect(() => expand(doors, 'health', { path: '/h', within: '5' }, { url: 'http://x.test/mcp' })).toThrow(/expected a duration/);
});
