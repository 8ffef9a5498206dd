import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { DeploymentRecord } from '../../src/execute/deployment-record.ts';
import { embeddedStack } from '../../src/execute/embedded-stack.ts';
import { parseJournalLine } from '../../src/execute/journal-line.ts';
import { mergeExecutions } from '../../src/execute/merge.ts';
import { replayJournal } from '../../src/execute/replay.ts';
import type { CheckContext } from '../../src/model/component.ts';
import type { Execution } from '../../src/model/run.ts';
import { judgeRun } from '../../src/judge/judge.ts';
import { aCheck, aComponent, aGate, aPlan, run } from './build-plan.ts';

const remove = async () => {};
const hopsOf = (execution: Execution) => execution.outcomes[0]?.attempts[0]?.hops;

test('hops are told in the order they began, with what came of them; the clock runs from the start of the attempt', async () => {
  const walk = async (context: CheckContext) => {
    const row = await context.hop({ name: 'landed', component: 'warehouse', describe: (id: string) => `row ${id}` }, async () => 'c-1');
    await context.hop({ name: 'found', component: 'vectors' }, async () => row);
    context.note('walked');
    context.metric('steps', 2);
  };
  const { execution } = await run(aPlan([aCheck('story.walk')]), { story: aComponent({ checks: { walk } }) });
  const hops = hopsOf(execution) ?? [];
  expect(hops).toMatchObject([
    { name: 'landed', component: 'warehouse', state: 'done', detail: 'row c-1' },
    { name: 'found', component: 'vectors', state: 'done', detail: '' },
  ]);
  const [first, second] = hops;
  expect(first?.startMilliseconds).toBeGreaterThanOrEqual(0);
  expect(second?.startMilliseconds).toBeGreaterThanOrEqual((first?.startMilliseconds ?? 0) + (first?.durationMilliseconds ?? 0) - 0.002);
});

test('a check without hops says nothing of them', async () => {
  const { execution } = await run(aPlan([aCheck('story.plain')]), {
    story: aComponent({ checks: { plain: (context) => context.metric('m', 1) } }),
  });
  expect(execution.outcomes[0]?.attempts[0]).not.toHaveProperty('hops');
  expect(execution.outcomes[0]?.attempts[0]).not.toHaveProperty('cleanUpMilliseconds');
});

test('a hop that fails is there with the reason, those behind it are not; secrets are not told', async () => {
  const walk = async (context: CheckContext) => {
    await context.hop({ name: 'landed', component: 'warehouse' }, async () => 1);
    await context.hop({ name: 'found', component: 'vectors' }, () => Promise.reject(new Error('no key hunter2-long-secret here')));
    await context.hop({ name: 'told', component: 'answers' }, async () => 1);
  };
  const { execution, text } = await run(aPlan([aCheck('story.walk')], { secrets: ['hunter2-long-secret'] }), {
    story: aComponent({ checks: { walk } }),
  });
  expect(hopsOf(execution)).toMatchObject([
    { name: 'landed', state: 'done' },
    { name: 'found', component: 'vectors', state: 'failed', detail: expect.stringMatching(/^no key \S+ here$/) },
  ]);
  expect(text).not.toContain('hunter2');
});

test('a hop that the deadline cuts off is told as failed', async () => {
  const walk = (context: CheckContext) => context.hop({ name: 'stuck', component: 'tools' }, () => new Promise<void>(() => {}));
  const { execution, entries } = await run(aPlan([aCheck('story.walk', { timeoutMilliseconds: 40 })]), {
    story: aComponent({ checks: { walk } }),
  });
  const [hop] = hopsOf(execution) ?? [];
  expect(hop).toMatchObject({ name: 'stuck', state: 'failed', detail: 'not finished' });
  expect(hop?.durationMilliseconds).toBeGreaterThan(30);
  const journaled = entries.find((entry) => entry.type === 'check-finished');
  expect(journaled?.type === 'check-finished' && journaled.outcome.attempts[0]?.hops).toEqual([hop]);
});

test('what a check removes itself is not removed again; what it could not remove is tried again at its end', async () => {
  const removed: string[] = [];
  let isStuck = true;
  const make = async (context: CheckContext) => {
    for (const name of ['one', 'two']) await context.create({ kind: 'table', name }, async () => {});
    const problems = await context.removeCreated();
    context.find({ subject: 'left', expected: 'one', actual: problems.join(), met: problems.length === 1 });
    isStuck = false;
  };
  const { execution, outcome } = await run(aPlan([aCheck('base.make')]), {
    base: aComponent({
      checks: { make },
      remove: async (_connection, { name }) => {
        if (name === 'one' && isStuck) throw new Error('locked');
        removed.push(name);
      },
    }),
  });
  expect(outcome('base.make')).toMatchObject({ status: 'passed' });
  expect(outcome('base.make').attempts[0]?.findings[0]?.actual).toBe('could not remove table one: locked');
  expect(removed).toEqual(['two', 'one']);
  expect(execution.leftovers).toEqual([]);
  expect(outcome('base.make').attempts[0]?.cleanUpMilliseconds).toBeGreaterThanOrEqual(0);
});

test('the clean-up of a check is told only where something was left to remove', async () => {
  const make = async (context: CheckContext) => {
    await context.create({ kind: 'table', name: 'one' }, async () => {});
    await context.removeCreated();
    context.metric('m', 1);
  };
  const { execution } = await run(aPlan([aCheck('base.make')]), { base: aComponent({ checks: { make }, remove }) });
  expect(execution.outcomes[0]?.attempts[0]).not.toHaveProperty('cleanUpMilliseconds');
});

/** A stack as the embedded one: a real process with a real port. */
const child = (ending: string) => `
const { createServer } = require('node:net');
process.on('disconnect', () => process.exit(0));
const server = createServer((socket) => socket.end());
server.listen(0, '127.0.0.1', () => {
  const settings = { url: 'http://127.0.0.1:' + server.address().port + '/x' };
  const starts = [{ uses: 'base', beforeReadyMilliseconds: 5, durationMilliseconds: 3 }];
  process.send({ type: 'ready', endpoints: [{ uses: 'base', settings, describe: '' }], starts });
});
${ending}`;

async function runWithStack(script: string, extra: { readonly url?: string } = {}) {
  const plan = aPlan([aGate('base'), aCheck('base.look')], { environment: { stack: 'embedded' } });
  const deployment = new DeploymentRecord();
  const stackCommand = ['-e', script, '--'];
  await using stack = await embeddedStack(plan, { stackCommand, signal: new AbortController().signal, deployment });
  if (stack === undefined) throw new Error('the stack is embedded');
  const end = extra.url === undefined ? stack.end : async () => [...(await stack.end()), { kind: 'port', name: extra.url ?? '' }];
  const base = aComponent({ checks: { look: (context) => context.metric('m', 1) } });
  return await run(plan, { base }, { deployment, tearDown: end });
}

test('the deployment is told from the start of the stack to its end, and survives the journal', async () => {
  const { execution, entries, text } = await runWithStack(child(''));
  const [deployment] = execution.deployments ?? [];
  expect(deployment?.hops).toMatchObject([
    { name: 'deploy', component: '', state: 'done', detail: '1 endpoint ready' },
    { name: 'endpoint', component: 'base', durationMilliseconds: 3, state: 'done' },
    { name: 'close', component: 'base', state: 'done' },
    { name: 'tear-down', component: '', state: 'done', detail: 'process ended, ports closed' },
  ]);
  expect(deployment?.startedAtMilliseconds).toBeLessThanOrEqual(execution.header.startedAtMilliseconds);
  expect(entries.map(({ type }) => type)).toEqual([
    'run-started',
    'deployments',
    'check-started',
    'check-finished',
    'check-started',
    'check-finished',
    'deployments',
    'run-finished',
  ]);
  expect(replayJournal(text)[0]?.deployments).toEqual(execution.deployments);
  const cut = text.split('\n').slice(0, 4).join('\n');
  expect(replayJournal(cut)[0]?.deployments?.[0]?.hops.map(({ name }) => name)).toEqual(['deploy', 'endpoint']);
});

test('a stack that does not start is a failed hop', async () => {
  const deployment = new DeploymentRecord();
  const plan = aPlan([aCheck('base.look')], { environment: { stack: 'embedded' } });
  await using _stack = await embeddedStack(plan, {
    stackCommand: ['-e', 'process.exit(3)', '--'],
    signal: new AbortController().signal,
    deployment,
  });
  expect(deployment.told((text) => text)[0]?.hops).toMatchObject([
    { name: 'deploy', state: 'failed', detail: 'the embedded stack ended (exit code 3)' },
  ]);
});

test('a port that still answers after tear-down is a failed hop, left over, and a reason for a warning', async () => {
  // Somebody whom the stack started, and who does not end with it.
  await using server = createServer((socket) => socket.end());
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => {
    server.once('listening', resolve);
  });
  const { port } = server.address() as { port: number };
  const script = child('').replace("'/x' }", `'/x', other: '127.0.0.1:${port}' }`);
  const { execution, text } = await runWithStack(script);
  const left = { component: 'embedded stack', kind: 'port', name: `127.0.0.1:${port}` };
  expect(execution.leftovers).toEqual([left]);
  expect(execution.deployments?.[0]?.hops.at(-1)).toMatchObject({
    name: 'tear-down',
    state: 'failed',
    detail: `still there: port 127.0.0.1:${port}`,
  });
  expect(replayJournal(text)[0]).toMatchObject({ leftovers: [left], deployments: execution.deployments });
  expect(judgeRun(execution)).toMatchObject({ verdict: 'warn', reasons: [expect.stringContaining(`port 127.0.0.1:${port}`)] });
});

test('shards keep their deployments, each once, in the order of their clocks', async () => {
  const { execution } = await run(aPlan([aCheck('base.look')]), {
    base: aComponent({ checks: { look: (context) => context.metric('m', 1) } }),
  });
  const shards = { count: 2, present: [1], plan: execution.header.checks, heldBy: [[1, 2]], components: [], targets: [], selection: '' };
  const shard = (number: number): Execution => ({
    ...execution,
    header: { ...execution.header, runId: `run-${number}`, shards: { ...shards, present: [number] } },
    deployments: [{ startedAtMilliseconds: 5000 - number, hops: execution.deployments?.[0]?.hops ?? [] }],
  });
  const [merged] = mergeExecutions([shard(1), shard(2), shard(1)]);
  expect(merged?.deployments?.map(({ startedAtMilliseconds }) => startedAtMilliseconds)).toEqual([4998, 4999]);
  expect(mergeExecutions([merged as Execution, shard(2)])[0]).toEqual(merged);
});

test('an entry of a journal whose hops have another shape is not believed', () => {
  const hop = { name: 'a', component: 'b', startMilliseconds: 1, durationMilliseconds: 2, state: 'done', detail: '' };
  const line = (hops: unknown) => JSON.stringify({ type: 'deployments', run: 'r', deployments: [{ startedAtMilliseconds: 1, hops }] });
  expect(parseJournalLine(line([hop]))).toBeDefined();
  for (const wrong of [{ ...hop, state: 'odd' }, { ...hop, detail: 1 }, { ...hop, startMilliseconds: null }, 'x']) {
    expect(parseJournalLine(line([wrong]))).toBeUndefined();
  }
  expect(parseJournalLine(line('x'))).toBeUndefined();
});
