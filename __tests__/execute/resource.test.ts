import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { execute } from '../../src/execute/execute.ts';
import { Journal } from '../../src/execute/journal.ts';
import type { CheckContext, ConnectContext } from '../../src/model/component.ts';
import type { Resource } from '../../src/model/outcome.ts';
import { TransportError } from '../../src/std/errors.ts';
import { aCheck, aComponent, aGate, aPlan, run } from './build-plan.ts';

const table = (name: string) => ({ kind: 'table', name });
const found = { subject: 's', expected: 'e', actual: 'e', met: true };

async function createThree(context: CheckContext): Promise<void> {
  for (const name of ['one', 'two', 'three']) await context.create(table(name), async () => name);
  context.find(found);
}

test('what a check created is removed in reverse order, on the connection it was made on', async () => {
  const removed: string[] = [];
  const remove = async (_connection: AsyncDisposable, { component, name }: Resource) => void removed.push(`${component}.${name}`);
  const { execution, entries } = await run(aPlan([aGate('base'), aCheck('base.make')]), {
    base: aComponent({ checks: { make: createThree }, remove }),
  });
  expect(removed).toEqual(['base.three', 'base.two', 'base.one']);
  expect(execution.leftovers).toEqual([]);
  expect(entries.map(({ type }) => type).filter((type) => type.startsWith('resource'))).toEqual([
    ...Array.from({ length: 3 }, () => 'resource-creating'),
    ...Array.from({ length: 3 }, () => 'resource-removed'),
  ]);
});

test.each<[string, (context: CheckContext) => Promise<void>, object]>([
  [
    'a throw',
    async (context) => {
      await createThree(context);
      throw new Error('boom');
    },
    { status: 'broken', reason: 'boom' },
  ],
  [
    'a deadline',
    async (context) => {
      await createThree(context);
      await new Promise(() => {});
    },
    { status: 'broken', reason: 'no answer within 50ms' },
  ],
  [
    'a creation that fails half made',
    async (context) => {
      await createThree(context);
      await context.create(table('four'), async () => Promise.reject(new Error('half made')));
    },
    { status: 'broken', reason: 'half made' },
  ],
  [
    'a creation that throws at once',
    async (context) => {
      await createThree(context);
      await context.create(table('four'), () => {
        throw new Error('at once');
      });
    },
    { status: 'broken', reason: 'at once' },
  ],
])('everything is removed after %s', async (_name, make, expected) => {
  const removed: string[] = [];
  const remove = async (_connection: AsyncDisposable, { name }: Resource) => void removed.push(name);
  const { outcome, execution } = await run(aPlan([aCheck('base.make', { timeoutMilliseconds: 50 })]), {
    base: aComponent({ checks: { make }, remove }),
  });
  expect(outcome('base.make')).toMatchObject(expected);
  expect(removed.slice(-3)).toEqual(['three', 'two', 'one']);
  expect(execution.leftovers).toEqual([]);
});

test('what an attempt created is gone before the next attempt', async () => {
  const events: string[] = [];
  let attempt = 0;
  const checks = {
    async make(context: CheckContext) {
      attempt += 1;
      events.push(`attempt ${attempt}`);
      await context.create(table('t'), async () => events.push('created'));
      if (attempt === 1) await new Promise(() => {});
      context.find(found);
    },
  };
  const remove = async () => void events.push('removed');
  const check = aCheck('base.make', { timeoutMilliseconds: 20, retries: { count: 1, backoffMilliseconds: 1, on: ['timeout'] } });
  await run(aPlan([check]), { base: aComponent({ checks, remove }) });
  expect(events).toEqual(['attempt 1', 'created', 'removed', 'attempt 2', 'created', 'removed']);
});

test('the ledger has the resource before it exists', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'infra-test-ledger-'));
  const file = join(directory, 'journal.ndjson');
  let journalAtCreation = '';
  const checks = {
    async make(context: CheckContext) {
      await context.create(table('t'), async () => void (journalAtCreation = readFileSync(file, 'utf8')));
      context.find(found);
    },
  };
  {
    using journal = Journal.open(file);
    const component = aComponent({ checks, remove: async () => {} });
    const signal = new AbortController().signal;
    await execute({ plan: aPlan([aCheck('base.make')]), runId: 'r', toolVersion: '0', journal, signal, load: async () => component });
  }
  rmSync(directory, { recursive: true });
  expect(journalAtCreation).toContain('{"type":"resource-creating","run":"r","resource":{"component":"base","kind":"table","name":"t"}}\n');
});

test('what cannot be removed is told and left in the ledger', async () => {
  const remove = async (_connection: AsyncDisposable, { name }: Resource) => {
    if (name === 'two') throw new Error('table is locked');
  };
  const { outcome, execution, entries } = await run(aPlan([aCheck('base.make')]), {
    base: aComponent({ checks: { make: createThree }, remove }),
  });
  expect(outcome('base.make')).toMatchObject({ status: 'passed', attempts: [{ notes: ['could not remove table two: table is locked'] }] });
  expect(execution.leftovers).toEqual([{ component: 'base', kind: 'table', name: 'two' }]);
  expect(entries.filter(({ type }) => type === 'resource-removed')).toHaveLength(2);
});

test('a creation that is still under way is waited for, then removed', async () => {
  const events: string[] = [];
  const release = Promise.withResolvers<void>();
  const checks = {
    async make(context: CheckContext) {
      context.signal.addEventListener('abort', () => setImmediate(() => release.resolve()));
      await context.create(table('t'), async () => {
        await release.promise;
        events.push('created');
      });
    },
  };
  const remove = async () => void events.push('removed');
  const { execution } = await run(aPlan([aCheck('base.make', { timeoutMilliseconds: 10 })]), { base: aComponent({ checks, remove }) });
  expect(events).toEqual(['created', 'removed']);
  expect(execution.leftovers).toEqual([]);
});

test.each([
  [
    'a read-only environment',
    { environment: { access: 'read-only' as const } },
    true,
    { status: 'skipped', reason: 'environment test is read-only' },
  ],
  ['a component that cannot remove', {}, false, { status: 'broken', reason: expect.stringContaining('cannot remove what it creates') }],
])('nothing is created in %s', async (_name, fields, canRemove, expected) => {
  let made = 0;
  const checks = { make: (context: CheckContext) => context.create(table('t'), async () => void (made += 1)) };
  const component = aComponent({ checks, ...(canRemove ? { remove: async () => {} } : {}) });
  const { outcome, entries } = await run(aPlan([aCheck('base.make')], fields), { base: component });
  expect(outcome('base.make')).toMatchObject(expected);
  expect(made).toBe(0);
  expect(entries.some(({ type }) => type === 'resource-creating')).toBe(false);
});

describe('what a connection lives on', () => {
  const container = { kind: 'container', name: 'c' };
  /** Writes down what happens, in order. */
  function component(happened: string[], connect: (context: ConnectContext) => Promise<void> = async () => undefined) {
    return aComponent({
      connect: async (context) => {
        for (const name of ['first', 'second']) {
          const remove = async () => void happened.push(`removed ${name}`);
          await context.create({ ...container, name }, async () => void happened.push(`created ${name}`), remove);
        }
        await connect(context);
      },
      close: () => void happened.push('closed'),
      checks: { look: (context) => context.find(found) },
    });
  }

  test('is announced before it is created, and removed in reverse order after the connection was closed', async () => {
    const happened: string[] = [];
    const { execution, entries } = await run(aPlan([aGate('base'), aCheck('base.look')]), { base: component(happened) });
    expect(happened).toEqual(['created first', 'created second', 'closed', 'removed second', 'removed first']);
    expect(execution.leftovers).toEqual([]);
    const types = entries.map(({ type }) => type).filter((type) => type !== 'check-started');
    expect(types.slice(0, 4)).toEqual(['run-started', 'resource-creating', 'resource-creating', 'check-finished']);
    expect(types.filter((type) => type === 'resource-removed')).toHaveLength(2);
  });

  test('is removed at once when connecting fails, before it is tried again', async () => {
    const happened: string[] = [];
    const failing = component(happened, () => Promise.reject(new TransportError('network', 'nobody there')));
    const retries = { count: 1, backoffMilliseconds: 1, on: ['network'] as const };
    const { outcome, execution } = await run(aPlan([{ ...aGate('base'), retries }]), { base: failing });
    expect(outcome('base.connection')).toMatchObject({ status: 'broken', reason: 'nobody there' });
    const attempt = ['created first', 'created second', 'removed second', 'removed first'];
    expect(happened).toEqual([...attempt, ...attempt]);
    expect(execution.leftovers).toEqual([]);
  });

  test('stays in the ledger when it cannot be removed', async () => {
    const stubborn = aComponent({
      connect: async (context) => {
        await context.create(
          container,
          async () => undefined,
          () => Promise.reject(new Error('busy')),
        );
      },
      checks: { look: (context) => context.find(found) },
    });
    const { execution } = await run(aPlan([aGate('base'), aCheck('base.look')]), { base: stubborn });
    expect(execution.leftovers).toEqual([{ component: 'base', ...container }]);
  });

  test('is not created in a read-only environment: the component is skipped', async () => {
    const happened: string[] = [];
    const plan = aPlan([aGate('base'), aCheck('base.look')], { environment: { access: 'read-only' } });
    const { outcome } = await run(plan, { base: component(happened) });
    expect(outcome('base.connection').status).toBe('skipped');
    expect(happened).toEqual([]);
  });
});
