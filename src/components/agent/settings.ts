import type { ComponentSettings } from '../../model/component.ts';
import { ask } from './checks/ask.ts';
import { budget } from './checks/budget.ts';
import { cancel } from './checks/cancel.ts';
import { concurrency } from './checks/concurrency.ts';
import { discovery } from './checks/discovery.ts';
import { latency } from './checks/latency.ts';
import { refusesNoCredentials, refusesWrongCredentials } from './checks/refuses-strangers.ts';
import { streaming } from './checks/streaming.ts';
import { toolUse } from './checks/tool-use.ts';
import { settingsSchema } from './settings-schema.ts';
import type { AgentSettings } from './settings-schema.ts';

export const settings: ComponentSettings<AgentSettings> = {
  summary: 'An AI agent over OpenAI chat, A2A, plain HTTP or MCP: answers, streams, tools, refusals, latency, budget.',
  with: settingsSchema,
  checks: {
    ask,
    budget,
    cancel,
    concurrency,
    discovery,
    latency,
    'refuses-no-credentials': refusesNoCredentials,
    'refuses-wrong-credentials': refusesWrongCredentials,
    streaming,
    'tool-use': toolUse,
  },
  needs: true,
  gateTitle: 'The agent says what it is',
  addressSetting: 'url',
};
