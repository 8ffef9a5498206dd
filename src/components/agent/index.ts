import type { AgentAnswer, Capabilities } from '../../model/capability.ts';
import type { Component } from '../../model/component.ts';
import { Refusal } from '../../std/errors.ts';
import { accounted } from './accounted.ts';
import { runAsk } from './checks/ask.ts';
import { runBudget } from './checks/budget.ts';
import { runCancel } from './checks/cancel.ts';
import { runConcurrency } from './checks/concurrency.ts';
import { runDiscovery } from './checks/discovery.ts';
import { runLatency } from './checks/latency.ts';
import { runRefusesStrangers } from './checks/refuses-strangers.ts';
import { runStreaming } from './checks/streaming.ts';
import { runToolUse } from './checks/tool-use.ts';
import type { AgentConnection } from './client.ts';
import { connect } from './connect.ts';
import type { AgentSettings } from './settings-schema.ts';

export default {
  connect,
  checks: accounted({
    ask: runAsk,
    budget: runBudget,
    cancel: runCancel,
    concurrency: runConcurrency,
    discovery: runDiscovery,
    latency: runLatency,
    'refuses-no-credentials': runRefusesStrangers,
    'refuses-wrong-credentials': runRefusesStrangers,
    streaming: runStreaming,
    'tool-use': runToolUse,
  }),
  capabilities: (connection): Capabilities => ({ agent: { ask: (question, signal) => askForFlow(connection, question, signal) } }),
} satisfies Component<AgentSettings, AgentConnection>;

/** A flow has no findings of ours, so an answer with a credential is refused. */
async function askForFlow(connection: AgentConnection, question: string, signal: AbortSignal): Promise<AgentAnswer> {
  const own = connection.forCheck();
  // Also behind an error: what is found in its words is a secret of the run from then on.
  const { text, json, answeredBy } = await own.ask(question, signal).finally(() => own.watch.leaks());
  const [leak] = own.watch.leaks();
  if (leak !== undefined) throw new Refusal('leak', `${leak.subject} has ${leak.words}`);
  return { text, ...(json !== undefined && { json }), ...(answeredBy !== undefined && { answeredBy }) };
}
