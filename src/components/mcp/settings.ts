import type { ComponentSettings } from '../../model/component.ts';
import { callLatency } from './checks/call-latency.ts';
import { call } from './checks/call.ts';
import { discover } from './checks/discover.ts';
import { health } from './checks/health.ts';
import { refusesForeignOrigin } from './checks/refuses-foreign-origin.ts';
import { refusesUnknownTool } from './checks/refuses-unknown-tool.ts';
import { tools } from './checks/tools.ts';
import { settingsSchema } from './settings-schema.ts';
import type { McpSettings } from './settings-schema.ts';

export const settings: ComponentSettings<McpSettings> = {
  summary: 'An MCP server over streamable HTTP or stdio: handshake, tools and their schemas, calls, refusals.',
  with: settingsSchema,
  checks: {
    health,
    discover,
    tools,
    call,
    'call-latency': callLatency,
    'refuses-foreign-origin': refusesForeignOrigin,
    'refuses-unknown-tool': refusesUnknownTool,
  },
  gateTitle: 'The server shakes hands',
  addressSetting: 'url',
};
