import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { judgeSchema } from '../../json-schema.ts';
import type { McpConnection } from '../client.ts';
import { findListed } from '../lists/find-listed.ts';
import type { ToolDescription } from '../lists/server-lists.ts';
import type { McpSettings } from '../settings-schema.ts';
import { claimsOf, needsTasks } from '../lists/tool-claims.ts';
import { toolName } from '../tool-options.ts';

export interface ToolsInput {
  readonly require: readonly string[];
}

const options = v.strictObject({
  require: v.exactOptional(v.pipe(v.array(toolName), v.description('Tools that must be listed'))),
});

export const tools: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: 'The tools are listed, with valid JSON Schemas, and required ones are among them. What the server claims of them is shown.',
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
  context.value('annotations', Object.fromEntries(listed.map(({ name, annotations = {} }) => [name, annotations])));
  if (names.length === 0) context.find({ subject: 'tools', expected: 'at least one tool', actual: 'none is listed', met: false });
  findListed('tool', names, input.require, context);
  for (const tool of listed) findSchemas(tool, context);
  for (const claim of claimsOf(listed)) context.note(claim);
  const withTasks = listed.filter(needsTasks).map(({ name }) => name);
  if (withTasks.length > 0) context.note(`answer as tasks only: ${withTasks.join(', ')}`);
}

function findSchemas(tool: ToolDescription, context: CheckContext): void {
  const input = judgeSchema(tool.inputSchema);
  const output = tool.outputSchema === undefined ? undefined : judgeSchema(tool.outputSchema);
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
