import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import type { McpConnection, ToolDescription } from '../client.ts';
import type { McpSettings } from '../settings-schema.ts';
import { toolName } from '../tool-options.ts';

export interface ToolsInput {
  readonly require: readonly string[];
}

const options = v.strictObject({
  require: v.exactOptional(v.pipe(v.array(toolName), v.description('Tools that must be listed'))),
});

export const tools: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: 'The tools are listed, with valid JSON Schemas, and required ones are among them.',
  layer: 'unit',
  options,
  primary: 'require',
  expand(options) {
    const input: ToolsInput = { require: options.require ?? [] };
    return [{ name: 'tools', title: 'The tools are listed and described', input }];
  },
};

export async function runTools(connection: McpConnection, input: ToolsInput, context: CheckContext): Promise<void> {
  const listed = await connection.listTools(context.signal);
  const names = listed.map(({ name }) => name);
  context.value('tools', names);
  if (names.length === 0) context.find({ subject: 'tools', expected: 'at least one tool', actual: 'none is listed', met: false });
  for (const name of input.require.filter((required) => !names.includes(required))) {
    context.find({ subject: `tool ${name}`, expected: 'listed', actual: `not among ${names.join(', ') || 'the tools'}`, met: false });
  }
  for (const name of names.filter((name, index) => names.indexOf(name) !== index)) {
    context.find({ subject: `tool ${name}`, expected: 'listed once', actual: 'listed more than once', met: false });
  }
  for (const tool of listed) findSchemas(tool, connection, context);
}

function findSchemas(tool: ToolDescription, connection: McpConnection, context: CheckContext): void {
  const input = connection.judgeSchema(tool.inputSchema);
  const output = tool.outputSchema === undefined ? undefined : connection.judgeSchema(tool.outputSchema);
  const problems = [
    ...(input.problem === undefined ? [] : [`input schema: ${input.problem}`]),
    ...(output?.problem === undefined ? [] : [`output schema: ${output.problem}`]),
  ];
  context.find({
    subject: `tool ${tool.name}`,
    expected: `valid JSON Schema (${input.dialect})`,
    actual: problems.length === 0 ? 'valid' : problems.join('; '),
    met: problems.length === 0,
  });
}
