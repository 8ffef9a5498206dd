import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { EOL } from 'node:os';
import { workflowCommand } from '../publish/github/workflow-command.ts';

/**
 * The runner's protocol: inputs are environment variables, outputs and state are files with heredocs, masks and annotations
 * are lines of the log. @actions/core speaks it too, but importing it loads an HTTP client: it tripled the start of the bundle.
 */
export interface CommandProperties {
  readonly title?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** Empty when the input is absent, as the runner has no other way to say so. */
export function readInput(name: string): string {
  return (process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim();
}

export function setOutput(name: string, value: string): void {
  appendToCommandFile('GITHUB_OUTPUT', name, value);
}

/** For the `post:` of the same step, which reads it as `STATE_<name>`. */
export function saveState(name: string, value: string): void {
  appendToCommandFile('GITHUB_STATE', name, value);
}

/** From now on the runner shows `***` for it in the log. Lines of a secret are masked one by one as well: so is the log. */
export function maskSecret(secret: string): void {
  for (const line of new Set([secret, ...secret.split(/\r?\n/)])) {
    if (line.trim() !== '') process.stdout.write(workflowCommand('add-mask', {}, line) + EOL);
  }
}

export function annotate(
  level: 'error' | 'warning' | 'notice',
  message: string,
  { title, file, line, column }: CommandProperties = {},
): void {
  process.stdout.write(workflowCommand(level, { title, file, line, col: column }, message) + EOL);
}

/** The delimiter is random, so no value can end its own heredoc and add another entry. */
function appendToCommandFile(variable: string, name: string, value: string): void {
  const file = process.env[variable];
  if (!file) return;
  const delimiter = `infra-test-${randomUUID()}`;
  appendFileSync(file, `${name}<<${delimiter}${EOL}${value}${EOL}${delimiter}${EOL}`);
}
