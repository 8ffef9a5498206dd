import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import type { McpConnection } from '../client.ts';
import type { McpSettings } from '../settings-schema.ts';
import { checkName } from '../../check-name.ts';
import { toolError } from '../answers/tool-error.ts';
import { operationName, toolArguments, toolName } from '../tool-options.ts';

export interface CallLatencyInput {
  readonly operation: string;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
}

const options = v.strictObject({ tool: toolName, args: v.exactOptional(toolArguments), name: v.exactOptional(checkName) });

export const callLatency: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: "Latency of a tool's calls, as the operation `name` (default: the tool's name).",
  layer: 'performance',
  options,
  primary: 'tool',
  expand({ tool, args = {}, name }) {
    const operation = name ?? operationName(tool);
    const input: CallLatencyInput = { operation, tool, args };
    const target = `${operation} p(95) < 200ms`;
    return [{ name: `call-latency.${operation}`, title: `Latency of tool ${tool}`, input, operations: [{ name: operation, target }] }];
  },
};

export async function runCallLatency(connection: McpConnection, input: CallLatencyInput, context: CheckContext): Promise<void> {
  await context.measure(input.operation, {}, async (signal) => {
    const answer = await connection.callTool(input.tool, input.args, signal);
    if (answer.isError) throw toolError(connection, input.tool, answer);
  });
}
