import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import { Refusal } from '../../../std/errors.ts';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import type { McpConnection } from '../client.ts';
import type { McpSettings } from '../settings-schema.ts';

export const refusesUnknownTool: CheckKind<Record<string, never>, McpSettings> = {
  summary: 'A tool that does not exist is refused, with a protocol error or an error result.',
  layer: 'security',
  options: v.strictObject({}),
  expand: () => [{ name: 'refuses-unknown-tool', title: 'An unknown tool is refused', input: {} }],
};

export async function runRefusesUnknownTool(connection: McpConnection, _: unknown, context: CheckContext): Promise<void> {
  const tool = `infra_test_${randomBytes(6).toString('hex')}`;
  const { actual, met } = await tryTool(connection, tool, context.signal);
  context.find({ subject: 'a tool that does not exist', expected: 'refused', actual, met });
}

async function tryTool(connection: McpConnection, tool: string, signal: AbortSignal): Promise<{ actual: string; met: boolean }> {
  try {
    const { isError } = await connection.callTool(tool, {}, signal);
    return isError ? { actual: 'refused with an error result', met: true } : { actual: 'answered as if it existed', met: false };
  } catch (error) {
    if (error instanceof Refusal) return { actual: `refused with ${error.code}`, met: true };
    throw error;
  }
}
