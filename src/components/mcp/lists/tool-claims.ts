import type { ToolDescription } from './server-lists.ts';

/** What a server may claim of a tool, and in which words it is shown. Nothing here relies on a claim. */
const claims = [
  { title: 'read-only', holds: (hints: Hints) => hints['readOnlyHint'] === true },
  { title: 'destructive', holds: (hints: Hints) => hints['readOnlyHint'] !== true && hints['destructiveHint'] === true },
  { title: 'writing, not destructive', holds: (hints: Hints) => hints['readOnlyHint'] === false && hints['destructiveHint'] === false },
] as const;

type Hints = Readonly<Record<string, unknown>>;

/** A line for each claim, such as `the server claims read-only: ping, search`; the last line has the tools without a claim. */
export function claimsOf(tools: readonly ToolDescription[]): readonly string[] {
  const claimed = claims.map(({ title, holds }) => ({
    title: `the server claims ${title}`,
    names: tools.filter(({ annotations = {} }) => holds(annotations)).map(({ name }) => name),
  }));
  const known = new Set(claimed.flatMap(({ names }) => names));
  const rest = tools.map(({ name }) => name).filter((name) => !known.has(name));
  return [...claimed, { title: 'no claim whether it writes', names: rest }]
    .filter(({ names }) => names.length > 0)
    .map(({ title, names }) => `${title}: ${names.join(', ')}`);
}

/** It refuses plain calls: `execution.taskSupport` is `required`. */
export function needsTasks({ execution }: ToolDescription): boolean {
  return execution?.['taskSupport'] === 'required';
}
