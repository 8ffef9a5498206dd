import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { AnyComponent } from '../../src/model/component.ts';
import { Refusal, Skip, TransportError } from '../../src/std/errors.ts';
import { aCheck, aComponent, aGate, aPlan, aPlannedComponent, run } from './build-plan.ts';

const pass = (context: { find(finding: { subject: string; expected: string; actual: string; met: boolean }): void }): void =>
  context.find({ subject: 's', expected: 'e', actual: 'e', met: true });

/** Speaks over a real socket: the check asks, the server answers. */
function tcpComponent(port: number): AnyComponent {
  return {
    async connect(_settings, { signal }) {
      const socket = connect({ port, host: '127.0.0.1', signal });
      try {
        await once(socket, 'connect', { signal });
      } catch (error) {
        throw new TransportError('network', `no connection to 127.0.0.1:${port}`, { cause: error });
      }
      return Object.assign(socket, { [Symbol.asyncDispose]: async () => void socket.destroy() });
    },
    checks: {
      async echo(connection, input, context) {
        const socket = connection as unknown as Socket;
        socket.write(String(input));
        const [answer] = (await once(socket, 'data', { signal: context.signal })) as [Buffer];
        context.find({ subject: 'echo', expected: String(input), actual: answer.toString(), met: answer.toString() === input });
      },
    },
  };
}

async function echoServer() {
  const server = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close();
      await once(server, 'close');
    },
  };
}

test('one connection serves all checks and is closed at the end', async () => {
  await using server = await echoServer();
  const plan = aPlan(
    [aGate('wire'), aCheck('wire.one', { kind: 'echo', input: 'one' }), aCheck('wire.two', { kind: 'echo', input: 'two' })],
    {
      components: [aPlannedComponent('wire', { concurrency: 1 })],
    },
  );
  const { execution } = await run(plan, { wire: tcpComponent(server.port) });
  expect(execution.outcomes.map(({ status }) => status)).toEqual(['passed', 'passed', 'passed']);
});

test('a component that nobody answers for is diagnosed once; its checks are skipped without asking', async () => {
  let port;
  {
    await using server = await echoServer();
    port = server.port;
  }
  const plan = aPlan([aGate('wire'), aCheck('wire.echo'), aCheck('wire.latency', { layer: 'performance' })]);
  const { outcome, entries } = await run(plan, { wire: tcpComponent(port) });
  const reason = `no connection to 127.0.0.1:${port}`;
  expect(outcome('wire.connection')).toMatchObject({ status: 'broken', reason, attempts: [{ retryReason: 'network' }] });
  for (const id of ['wire.echo', 'wire.latency']) {
    expect(outcome(id)).toMatchObject({ status: 'skipped', reason: `cannot reach wire: ${reason}`, attempts: [] });
  }
  expect(entries.filter(({ type }) => type === 'check-started')).toHaveLength(1);
});

test.each<[string, () => never | Promise<never>, object, object]>([
  [
    'refused',
    () => Promise.reject(new Refusal('390100', 'incorrect password')),
    { status: 'failed', reason: '390100: incorrect password' },
    { status: 'skipped', reason: 'cannot reach base: 390100: incorrect password' },
  ],
  [
    'broken by an unexpected error',
    () => Promise.reject(new TypeError('oops')),
    { status: 'broken', reason: 'oops' },
    { status: 'skipped', reason: 'cannot reach base: oops' },
  ],
  [
    'skipped',
    () => Promise.reject(new Skip('no engine for this platform')),
    { status: 'skipped', reason: 'no engine for this platform' },
    { status: 'skipped', reason: 'no engine for this platform' },
  ],
])('a gate that is %s holds back its component and all that need it', async (_name, refuse, gate, others) => {
  const plan = aPlan([aGate('base'), aCheck('base.look'), aGate('middle'), aCheck('middle.look'), aCheck('top.look')], {
    components: [
      aPlannedComponent('top', { needs: ['middle'] }),
      aPlannedComponent('middle', { needs: ['base'] }),
      aPlannedComponent('base'),
    ],
  });
  let connects = 0;
  const dependent = aComponent({ connect: () => void (connects += 1), checks: { look: pass } });
  const { outcome } = await run(plan, { base: aComponent({ connect: refuse }), middle: dependent, top: dependent });
  expect(outcome('base.connection')).toMatchObject(gate);
  for (const id of ['base.look', 'middle.connection', 'middle.look', 'top.look'])
    expect(outcome(id)).toMatchObject({ ...others, attempts: [] });
  expect(connects).toBe(0);
});

test('a module that does not load breaks the gate', async () => {
  const { outcome } = await run(aPlan([aGate('gone'), aCheck('gone.look')]), {});
  expect(outcome('gone.connection')).toMatchObject({ status: 'broken', reason: 'cannot load component gone: no component gone' });
  expect(outcome('gone.look')).toMatchObject({
    status: 'skipped',
    reason: 'cannot reach gone: cannot load component gone: no component gone',
  });
});

test('a gate may say more than that it is open; what it found unmet fails it, and the others still run', async () => {
  const component = aComponent({
    connect(context) {
      context.note('password login');
      context.find({ subject: 'role', expected: 'TESTER', actual: 'PUBLIC', met: false });
    },
    checks: { look: pass },
  });
  const { outcome } = await run(aPlan([aGate('thing'), aCheck('thing.look')]), { thing: component });
  expect(outcome('thing.connection')).toMatchObject({
    status: 'failed',
    reason: 'role: expected TESTER, got PUBLIC',
    attempts: [{ notes: ['password login'] }],
  });
  expect(outcome('thing.look').status).toBe('passed');
});

test('a gate is retried like any check', async () => {
  let connects = 0;
  const component = aComponent({
    connect() {
      connects += 1;
      if (connects < 3) throw new TransportError('network', `attempt ${connects}`);
    },
    checks: { look: pass },
  });
  const gate = aGate('thing', { retries: { count: 2, backoffMilliseconds: 1, on: ['network'] } });
  const { outcome } = await run(aPlan([gate, aCheck('thing.look')]), { thing: component });
  expect(outcome('thing.connection')).toMatchObject({ status: 'passed', flaky: true, attempts: [{}, {}, {}] });
  expect(outcome('thing.look').status).toBe('passed');
});

test('a connection that comes after its deadline is closed, not used', async () => {
  const late = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  const component = aComponent({ connect: () => late.promise, close: () => closed.resolve(), checks: { look: pass } });
  const { outcome } = await run(aPlan([aGate('slow', { timeoutMilliseconds: 5 }), aCheck('slow.look')]), { slow: component });
  expect(outcome('slow.connection')).toMatchObject({ status: 'broken', reason: 'no answer within 5ms' });
  expect(outcome('slow.look').status).toBe('skipped');
  late.resolve();
  await closed.promise;
});

test('a component without a gate of its own tells its trouble in each of its checks', async () => {
  const plan = aPlan([aCheck('journey.answer'), aCheck('journey.other')]);
  const { outcome } = await run(plan, { journey: aComponent({ connect: () => Promise.reject(new Refusal('E1', 'no')) }) });
  for (const id of ['journey.answer', 'journey.other']) {
    expect(outcome(id)).toMatchObject({ status: 'failed', reason: 'cannot reach journey: E1: no' });
  }
});

test('who needs a component without a gate tells the trouble too: nobody else would', async () => {
  const plan = aPlan([aGate('top'), aCheck('top.look')], {
    components: [aPlannedComponent('top', { needs: ['base'] }), aPlannedComponent('base')],
  });
  const { outcome } = await run(plan, { top: aComponent({}), base: aComponent({ connect: () => Promise.reject(new Error('down')) }) });
  for (const id of ['top.connection', 'top.look']) expect(outcome(id).reason).toBe('cannot reach base: down');
  expect(outcome('top.connection').status).toBe('broken');
});

test.each([
  [
    'a circle',
    [aPlannedComponent('a', { needs: ['b'] }), aPlannedComponent('b', { needs: ['a'] })],
    'a needs itself through the components it needs',
  ],
  [
    'an unknown name',
    [aPlannedComponent('a', { needs: ['nobody'] }), aPlannedComponent('b')],
    'a needs nobody, which takes no part in this run',
  ],
])('needs that form %s break the component instead of hanging', async (_name, components, reason) => {
  const { outcome } = await run(aPlan([aGate('a'), aCheck('a.look')], { components }), { a: aComponent({}), b: aComponent({}) });
  expect(outcome('a.connection')).toMatchObject({ status: 'broken', reason });
  expect(outcome('a.look').status).toBe('broken');
});

test('what needs a broken component is only skipped: the diagnosis stands once', async () => {
  const components = [aPlannedComponent('top', { needs: ['a'] }), aPlannedComponent('a', { needs: ['nobody'] })];
  const { outcome } = await run(aPlan([aGate('a'), aGate('top'), aCheck('top.look')], { components }), {
    a: aComponent({}),
    top: aComponent({}),
  });
  const reason = 'a needs nobody, which takes no part in this run';
  expect(outcome('a.connection')).toMatchObject({ status: 'broken', reason });
  for (const id of ['top.connection', 'top.look']) expect(outcome(id)).toMatchObject({ status: 'skipped', reason });
});

test('a flow is given the capabilities of what it needs', async () => {
  const sql = {
    query: async (text: string) => [{ sql: text }],
    insert: async () => {},
    findRows: async () => [],
    removeRows: async () => {},
  };
  const warehouse = aComponent({ capabilities: () => ({ sql }) });
  const flow = aComponent({
    connect: (context) => expect(Object.keys(context.needs)).toEqual(['warehouse']),
    checks: {
      async steps(context) {
        const rows = await context.needs['warehouse']?.sql?.query('select 1', [], context.signal);
        context.find({ subject: 'rows', expected: 'select 1', actual: String(rows?.[0]?.['sql']), met: rows?.[0]?.['sql'] === 'select 1' });
      },
    },
  });
  const plan = aPlan([aGate('warehouse'), aCheck('flow.steps')], {
    components: [aPlannedComponent('flow', { needs: ['warehouse'] }), aPlannedComponent('warehouse')],
  });
  const { execution } = await run(plan, { warehouse, flow });
  expect(execution.outcomes.map(({ status }) => status)).toEqual(['passed', 'passed']);
});

test('connections are closed in reverse order; one that hangs or throws does not keep the others open', async () => {
  const closed: string[] = [];
  const notes: string[] = [];
  const component = (name: string): AnyComponent =>
    aComponent({
      close() {
        closed.push(name);
        if (name === 'b') throw new Error('socket is gone');
      },
    });
  const plan = aPlan([aGate('a'), aGate('b'), aGate('c')], {
    components: [aPlannedComponent('a'), aPlannedComponent('b', { needs: ['a'] }), aPlannedComponent('c', { needs: ['b'] })],
  });
  const { execution } = await run(
    plan,
    { a: component('a'), b: component('b'), c: component('c') },
    { progress: { note: (text) => notes.push(text) } },
  );
  expect(closed).toEqual(['c', 'b', 'a']);
  expect(notes).toEqual(['b: the connection was not closed: socket is gone']);
  expect(execution.outcomes.every(({ status }) => status === 'passed')).toBe(true);
});
