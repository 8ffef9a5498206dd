import { afterAll, beforeAll, expect, test } from 'vitest';
import mcpComponent from '../../../src/components/mcp/index.ts';
import { settings as mcpSettings } from '../../../src/components/mcp/settings.ts';
import { startAgent } from '../../../src/local/agent/start-agent.ts';
import { generateWorld } from '../../../src/local/data/world.ts';
import type { Fault } from '../../../src/local/faults.ts';
import { startEndpoints } from '../../../src/local/stack.ts';
import type { RunningEndpoints } from '../../../src/local/stack.ts';
import { connectComponent } from '../run-check.ts';
import type { Connected, Recorded } from '../run-check.ts';
import { declaredFor, doors, refund } from './agents.ts';
import type { Spoken } from './agents.ts';

let stack: RunningEndpoints;
let tools: Connected;
let mcpUrl: string;

beforeAll(async () => {
  stack = await startEndpoints({ uses: ['mcp'], seed: 7, faults: [] });
  mcpUrl = String(stack.endpoints[0]?.settings['url']);
  tools = await connectComponent({ settings: mcpSettings, component: mcpComponent }, { url: mcpUrl });
});

afterAll(async () => {
  await tools[Symbol.asyncDispose]();
  await stack[Symbol.asyncDispose]();
});

const hours = 'What are the support hours?';
const log = { component: 'tools', call: 'tool_log', args: { since: 0 }, entries: 'calls' };

const checks: readonly (readonly [kind: string, options: unknown])[] = [
  ['discovery', {}],
  ['ask', { question: refund }],
  ['latency', { question: hours }],
  ['streaming', { question: hours, idle: '300ms' }],
  ['refuses-no-credentials', {}],
  ['refuses-wrong-credentials', {}],
  ['cancel', { question: 'Please take 20 seconds' }],
  ['concurrency', { question: 'Repeat the code {nonce}', levels: [4] }],
  ['tool-use', { question: 'How many calls does account 7 have?', tool: 'account_summary', args: { account_id: 7 }, log, within: '300ms' }],
  ['budget', { question: hours, tokens: 100 }],
];

/** The target of both operations of `latency`. */
const targetMilliseconds = 2000;

function isRed({ unmet, error, samples }: Recorded): boolean {
  const slow = ['answer', 'first_token'].some((name) => (samples[name] ?? []).some((time) => time >= targetMilliseconds));
  return unmet.length > 0 || error !== undefined || slow;
}

/** Kinds that are red. One after the other, because one fault is about questions at the same time. */
async function redWith(faults: readonly Fault[], name: Spoken, kinds = checks): Promise<readonly string[]> {
  await using agent = await startAgent({ world: generateWorld(7), faults, mcpUrl });
  await using connected = await connectComponent(doors, declaredFor(agent, name), { needs: { tools: tools.capabilities } });
  const red: string[] = [];
  for (const [kind, options] of kinds) {
    // Over this protocol nobody waits for the whole answer that is cancelled.
    const asked = kind === 'cancel' && name === 'openai-chat' ? { question: hours } : options;
    if (isRed(await connected.run(kind, asked, { samples: 1, warmup: 0 }))) red.push(kind);
  }
  return red;
}

const faults: readonly (readonly [Fault | 'none', readonly string[]])[] = [
  ['none', []],
  ['stuck-stream', ['streaming']],
  ['agent-error-200', ['ask']],
  ['agent-without-tool', ['tool-use']],
  ['mixed-conversations', ['concurrency']],
  ['open-agent', ['refuses-no-credentials', 'refuses-wrong-credentials']],
];

const cases = faults.flatMap(([fault, kinds]) =>
  (['openai-chat', 'a2a 1.0', 'a2a 0.3'] as const).map((name) => [fault, name, kinds] as const),
);

test.each(cases)('%s over %s is found by %j alone', async (fault, name, kinds) => {
  expect(await redWith(fault === 'none' ? [] : [fault], name)).toEqual(kinds);
});

test('slow-agent is found by latency', async () => {
  const found = await Promise.all(checks.map(async (check) => await redWith(['slow-agent'], 'openai-chat', [check])));
  expect(found.flat()).toEqual(['latency']);
});
