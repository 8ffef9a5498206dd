import type { AgentCard } from '@a2a-js/sdk';
import { agentName, notice } from './label.ts';

export const a2aPath = '/a2a';
const version = '1.0.0';
const modes = ['text/plain'];

const skills = [
  { id: 'policies', name: 'Policies', description: 'Tells the refund window and the support hours.', tags: ['faq'] },
  { id: 'accounts', name: 'Accounts', description: 'Tells calls, revenue and industry of an account, from its tools.', tags: ['data'] },
  { id: 'calls', name: 'Calls', description: 'Finds the call that is about something, from its tools.', tags: ['search'] },
];

/** The card as the SDK holds it; it offers both versions of the protocol at one address. */
export function agentCard(origin: string): AgentCard {
  const offer = { url: `${origin}${a2aPath}`, protocolBinding: 'JSONRPC', tenant: '' };
  return {
    name: agentName,
    description: `Answers questions about sales calls. ${notice}.`,
    version,
    supportedInterfaces: [
      { ...offer, protocolVersion: '1.0' },
      { ...offer, protocolVersion: '0.3' },
    ],
    provider: undefined,
    capabilities: { streaming: true, pushNotifications: false, extensions: [] },
    securitySchemes: {
      bearer: { scheme: { $case: 'httpAuthSecurityScheme', value: { description: '', scheme: 'Bearer', bearerFormat: '' } } },
    },
    securityRequirements: [{ schemes: { bearer: { list: [] } } }],
    defaultInputModes: modes,
    defaultOutputModes: modes,
    skills: skills.map((skill) => ({ ...skill, examples: [], inputModes: [], outputModes: [], securityRequirements: [] })),
    signatures: [],
  };
}

/** As version 0.3 writes it. */
export function legacyCard(origin: string): object {
  return {
    protocolVersion: '0.3.0',
    name: agentName,
    description: `Answers questions about sales calls. ${notice}.`,
    version,
    url: `${origin}${a2aPath}`,
    preferredTransport: 'JSONRPC',
    capabilities: { streaming: true, pushNotifications: false },
    securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
    security: [{ bearer: [] }],
    defaultInputModes: modes,
    defaultOutputModes: modes,
    skills,
  };
}
