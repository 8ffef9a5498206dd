import { once } from 'node:events';
import { InputError } from '../config/inputs.ts';
import { listenForInterrupt } from '../execute/interrupt.ts';
import { startStack } from '../execute/stack.ts';
import type { StackEndpoint, StackRequest } from '../model/stack.ts';
import { stackCommand } from './stack-command.ts';
import { paintFor } from './style.ts';

const allKinds = ['snowflake', 'pinecone', 'http', 'mcp'];

/** `infra-test up`: the embedded stack as a foreground process. Its random passwords are printed: they are worth nothing elsewhere. */
export async function upCommand(kinds: readonly string[], flags: Readonly<Record<string, unknown>>): Promise<number> {
  const request = stackRequest(kinds, flags);
  using interrupt = listenForInterrupt();
  await using stack = await startStack({ command: stackCommand(), request, signal: interrupt.signal });
  process.stdout.write(flags['json'] === true ? `${JSON.stringify(stack.endpoints)}\n` : endpointList(stack.endpoints));
  for (const { uses, reason } of stack.unavailable) process.stderr.write(`${uses} is not available: ${reason}\n`);
  if (!interrupt.signal.aborted) await Promise.race([once(interrupt.signal, 'abort'), stack.closed]);
  return 0;
}

function stackRequest(kinds: readonly string[], flags: Readonly<Record<string, unknown>>): StackRequest {
  const unknown = kinds.find((kind) => !allKinds.includes(kind));
  if (unknown !== undefined) throw new InputError(`up: "${unknown}" is not one of ${allKinds.join(', ')}`);
  const uses = kinds.length === 0 ? allKinds : kinds;
  const port = wholeNumber('--port', text(flags['port']), 65_535);
  const faults = Array.isArray(flags['fault']) ? flags['fault'].map(String) : [];
  return {
    uses,
    seed: wholeNumber('--seed', text(flags['seed']), 2 ** 31) ?? 7,
    faults,
    ...(port && { ports: { [uses[0] as string]: port } }),
  };
}

function text(flag: unknown): string | undefined {
  return typeof flag === 'string' ? flag : undefined;
}

function wholeNumber(name: string, value: string | undefined, most: number): number | undefined {
  if (value === undefined) return undefined;
  const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
  if (number <= most) return number;
  throw new InputError(`${name}: expected a whole number up to ${most}, got "${value}"`);
}

function endpointList(endpoints: readonly StackEndpoint[]): string {
  const paint = paintFor(process.stdout);
  const blocks = endpoints.map(({ uses, host, describe, settings }) => {
    const lines = Object.entries(settings).map(([name, value]) => `    ${name}: ${JSON.stringify(value)}`);
    return `${paint('bold', uses)}${host ? ` for ${host}` : ''}: ${describe}\n${lines.join('\n')}`;
  });
  return `${blocks.join('\n')}\n\nThe settings go below \`with:\`. Ctrl-C stops the stack.\n`;
}
