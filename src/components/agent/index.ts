import type { Capabilities } from '../../model/capability.ts';
import type { Component } from '../../model/component.ts';
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

async function askForFlow(connection: AgentConnection, question: string, signal: AbortSignal) {
  const { text, json } = await connection.ask(question, signal);
  return { text, ...(json !== undefined && { json }) };
}
