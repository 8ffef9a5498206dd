import type { Capabilities } from '../../model/capability.ts';
import type { Component } from '../../model/component.ts';
import { Refusal } from '../../std/errors.ts';
import { runCallLatency } from './checks/call-latency.ts';
import { runCall } from './checks/call.ts';
import { runDiscover } from './checks/discover.ts';
import { runHealth } from './checks/health.ts';
import { runRefusesForeignOrigin } from './checks/refuses-foreign-origin.ts';
import { runRefusesUnknownTool } from './checks/refuses-unknown-tool.ts';
import { runTools } from './checks/tools.ts';
import type { McpConnection } from './client.ts';
import { connect } from './connect.ts';
import type { McpSettings } from './settings-schema.ts';
import { shortText } from './short-text.ts';

export default {
  connect,
  checks: {
    health: runHealth,
    discover: runDiscover,
    tools: runTools,
    call: runCall,
    'call-latency': runCallLatency,
    'refuses-foreign-origin': runRefusesForeignOrigin,
    'refuses-unknown-tool': runRefusesUnknownTool,
  },
  capabilities: (connection): Capabilities => ({ tool: { call: (tool, args, signal) => callForFlow(connection, tool, args, signal) } }),
} satisfies Component<McpSettings, McpConnection>;

async function callForFlow(connection: McpConnection, tool: string, args: Readonly<Record<string, unknown>>, signal: AbortSignal) {
  const { isError, text, result } = await connection.callTool(tool, args, signal);
  if (isError) throw new Refusal('tool-error', `tool ${tool} answered: ${shortText(text)}`);
  return result;
}
