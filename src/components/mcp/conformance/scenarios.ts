/** A scenario of the official suite that says something about any server; most others need a server with the suite's own tools. */
export interface Scenario {
  readonly name: ScenarioName;
  /** Revisions that it is about. */
  readonly revisions: readonly string[];
  /** Asked only of servers that offer it. */
  readonly capability?: string;
  /** It is about servers on loopback. */
  readonly onLoopback?: true;
  /** It calls the first tool that the server lists, whatever that does: it runs only where it is asked for by name. */
  readonly callsTool?: true;
}

export const scenarioNames = [
  'server-initialize',
  'ping',
  'logging-set-level',
  'tools-list',
  'resources-list',
  'prompts-list',
  'dns-rebinding-protection',
  'server-session-lifecycle',
  'server-sse-multiple-streams',
  'server-stateless',
  'http-header-validation',
  'caching',
  'sep-2164-resource-not-found',
] as const;

export type ScenarioName = (typeof scenarioNames)[number];

const stateless = '2026-07-28';
const stateful = ['2025-06-18', '2025-11-25'];

export const scenarios: readonly Scenario[] = [
  { name: 'server-initialize', revisions: stateful },
  { name: 'ping', revisions: stateful },
  { name: 'logging-set-level', revisions: stateful, capability: 'logging' },
  { name: 'tools-list', revisions: [...stateful, stateless], capability: 'tools' },
  { name: 'resources-list', revisions: [...stateful, stateless], capability: 'resources' },
  { name: 'prompts-list', revisions: [...stateful, stateless], capability: 'prompts' },
  { name: 'dns-rebinding-protection', revisions: ['2025-11-25', stateless], onLoopback: true },
  { name: 'server-session-lifecycle', revisions: ['2025-03-26', ...stateful] },
  { name: 'server-sse-multiple-streams', revisions: ['2025-11-25', stateless] },
  { name: 'server-stateless', revisions: [stateless] },
  { name: 'http-header-validation', revisions: [stateless], callsTool: true },
  { name: 'caching', revisions: [stateless] },
  { name: 'sep-2164-resource-not-found', revisions: [stateless], capability: 'resources' },
];

/** What decides which scenarios are asked. */
export interface Subject {
  readonly revision: string;
  readonly capabilities: readonly string[];
  readonly isOnLoopback: boolean;
}

/** Those that are asked: the named ones, or all that call no tool. */
export function askedScenarios(names: readonly string[] | undefined): readonly Scenario[] {
  return scenarios.filter(({ name, callsTool }) => names?.includes(name) ?? callsTool !== true);
}

export function applies({ revisions, capability, onLoopback }: Scenario, subject: Subject): boolean {
  return (
    revisions.includes(subject.revision) &&
    (capability === undefined || subject.capabilities.includes(capability)) &&
    (onLoopback === undefined || subject.isOnLoopback)
  );
}
