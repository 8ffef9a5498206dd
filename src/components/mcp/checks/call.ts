import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import type { McpConnection } from '../client.ts';
import type { McpSettings } from '../settings-schema.ts';
import { checkName } from '../../check-name.ts';
import { toolError } from '../answers/tool-error.ts';
import { operationName, toolArguments, toolName } from '../tool-options.ts';

export interface CallInput {
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly expectsError: boolean;
}

const options = v.strictObject({
  tool: toolName,
  args: v.exactOptional(toolArguments),
  name: v.exactOptional(checkName),
  is_error: v.exactOptional(v.pipe(v.boolean(), v.description('True when the tool is expected to answer with an error'))),
});

export const call: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: 'One call of a tool: result, text, is_error, size. What it answers is shown by conditions only.',
  layer: 'integration',
  options,
  primary: 'tool',
  expand({ tool, args = {}, name, is_error: expectsError = false }) {
    const input: CallInput = { tool, args, expectsError };
    return [{ name: `call.${name ?? operationName(tool)}`, title: `Tool ${tool} answers as expected`, input }];
  },
};

export async function runCall(connection: McpConnection, input: CallInput, context: CheckContext): Promise<void> {
  const { tool, args, expectsError } = input;
  const definition = (await connection.listTools(context.signal)).find(({ name }) => name === tool);
  const answer = await connection.callTool(tool, args, context.signal, definition);
  context.value('result', answer.result);
  context.value('value', answer.result);
  context.value('text', answer.text);
  context.value('is_error', answer.isError);
  context.value('size', answer.sizeBytes);
  if (answer.isError && !expectsError) throw toolError(connection, tool, answer);
  const answered = answer.isError ? 'an error' : `an answer of ${answer.sizeBytes} bytes`;
  context.find({
    subject: `tool ${tool}`,
    expected: expectsError ? 'an error' : 'an answer',
    actual: answered,
    met: answer.isError === expectsError,
  });
  if (definition?.outputSchema === undefined || answer.isError) return;
  const { mismatch } = answer;
  context.find({
    subject: `output of tool ${tool}`,
    expected: 'as its output schema says',
    actual: mismatch ?? 'as it says',
    met: mismatch === undefined,
  });
}
