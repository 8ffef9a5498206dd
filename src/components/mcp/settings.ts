import type { ComponentSettings } from '../../model/component.ts';
import { authorization } from './checks/authorization.ts';
import { binding } from './checks/binding.ts';
import { callLatency } from './checks/call-latency.ts';
import { call } from './checks/call.ts';
import { conformance } from './checks/conformance.ts';
import { discover } from './checks/discover.ts';
import { handshake } from './checks/handshake.ts';
import { health } from './checks/health.ts';
import { refusesForeignOrigin } from './checks/refuses-foreign-origin.ts';
import { refusesUnknownTool } from './checks/refuses-unknown-tool.ts';
import { tools } from './checks/tools.ts';
import { resources } from './checks/resources.ts';
import { read } from './checks/read.ts';
import { prompts } from './checks/prompts.ts';
import { prompt } from './checks/prompt.ts';
import { resourceMetadata } from './checks/resource-metadata.ts';
import { schemaDrift } from './checks/schema-drift.ts';
import { crashLoop } from './checks/crash-loop.ts';
import { deployment } from './checks/deployment.ts';
import { limits } from './checks/limits.ts';
import { restart } from './checks/restart.ts';
import { sessionSurvives } from './checks/session-survives.ts';
import { concurrency } from './checks/concurrency.ts';
import { generatedCalls } from './checks/generated-calls.ts';
import { settingsSchema } from './settings-schema.ts';
import type { McpSettings } from './settings-schema.ts';

export const settings: ComponentSettings<McpSettings> = {
  summary:
    'An MCP server over streamable HTTP or stdio: its handshake and health, what it lists and whether that drifted, calls, also generated ones, authorisation, limits and restart.',
  with: settingsSchema,
  checks: {
    handshake,
    health,
    discover,
    tools,
    'schema-drift': schemaDrift,
    call,
    'call-latency': callLatency,
    'generated-calls': generatedCalls,
    concurrency,
    resources,
    read,
    prompts,
    prompt,
    authorization,
    binding,
    conformance,
    'resource-metadata': resourceMetadata,
    'refuses-foreign-origin': refusesForeignOrigin,
    'refuses-unknown-tool': refusesUnknownTool,
    deployment,
    limits,
    'crash-loop': crashLoop,
    restart,
    'session-survives': sessionSurvives,
  },
  gateTitle: 'The server shakes hands',
  addressSetting: 'url',
};
