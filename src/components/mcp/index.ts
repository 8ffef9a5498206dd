import type { Component } from '../../model/component.ts';
import { runAuthorization } from './checks/authorization.ts';
import { runBinding } from './checks/binding.ts';
import { runCallLatency } from './checks/call-latency.ts';
import { runCall } from './checks/call.ts';
import { runConformance } from './checks/conformance.ts';
import { runDiscover } from './checks/discover.ts';
import { runHandshake } from './checks/handshake.ts';
import { runHealth } from './checks/health.ts';
import { runRefusesForeignOrigin } from './checks/refuses-foreign-origin.ts';
import { runRefusesUnknownTool } from './checks/refuses-unknown-tool.ts';
import { runTools } from './checks/tools.ts';
import { runResources } from './checks/resources.ts';
import { runRead } from './checks/read.ts';
import { runPrompts } from './checks/prompts.ts';
import { runPrompt } from './checks/prompt.ts';
import { runResourceMetadata } from './checks/resource-metadata.ts';
import { runSchemaDrift } from './checks/schema-drift.ts';
import { runCrashLoop } from './checks/crash-loop.ts';
import { runDeployment } from './checks/deployment.ts';
import { runLimits } from './checks/limits.ts';
import { runRestart } from './checks/restart.ts';
import { runSessionSurvives } from './checks/session-survives.ts';
import { runConcurrency } from './checks/concurrency.ts';
import { runGeneratedCalls } from './checks/generated-calls.ts';
import type { McpConnection } from './client.ts';
import { connect } from './connect.ts';
import type { McpSettings } from './settings-schema.ts';
import { toolCapability } from './tool-capability.ts';
import { watched } from './answers/watched.ts';

export default {
  connect,
  checks: watched({
    handshake: runHandshake,
    health: runHealth,
    discover: runDiscover,
    tools: runTools,
    'schema-drift': runSchemaDrift,
    call: runCall,
    'call-latency': runCallLatency,
    'generated-calls': runGeneratedCalls,
    concurrency: runConcurrency,
    resources: runResources,
    read: runRead,
    prompts: runPrompts,
    prompt: runPrompt,
    authorization: runAuthorization,
    binding: runBinding,
    conformance: runConformance,
    'resource-metadata': runResourceMetadata,
    'refuses-foreign-origin': runRefusesForeignOrigin,
    'refuses-unknown-tool': runRefusesUnknownTool,
    deployment: runDeployment,
    limits: runLimits,
    'crash-loop': runCrashLoop,
    restart: runRestart,
    'session-survives': runSessionSurvives,
  }),
  disturbing: ['limits', 'restart', 'session-survives'],
  capabilities: (connection) => ({ tool: toolCapability(connection) }),
} satisfies Component<McpSettings, McpConnection>;
