import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import type { McpConnection } from '../client.ts';
import { findListed } from '../lists/find-listed.ts';
import type { McpSettings } from '../settings-schema.ts';

export interface PromptsInput {
  readonly require: readonly string[];
}

const options = v.strictObject({
  require: v.exactOptional(v.pipe(v.array(v.string()), v.description('Prompts that must be listed'))),
});

export const prompts: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: 'Prompts are listed, each once, with arguments that can be told apart.',
  layer: 'unit',
  options,
  primary: 'require',
  expand({ require = [] }) {
    return [{ name: 'prompts', title: 'The prompts are listed and described', input: { require } satisfies PromptsInput }];
  },
};

export async function runPrompts(connection: McpConnection, input: PromptsInput, context: CheckContext): Promise<void> {
  if (!connection.server.capabilities.includes('prompts')) {
    return context.find({ subject: 'capability prompts', expected: 'offered', actual: 'not offered', met: false });
  }
  const { items, pages } = await connection.list('prompts', context.signal);
  const names = items.map(({ name }) => name);
  context.value('prompts', names);
  context.note(`${names.length} prompts on ${pages} ${pages === 1 ? 'page' : 'pages'}`);
  findListed('prompt', names, input.require, context);
  const twice = items.filter(({ arguments: given = [] }) => new Set(given.map(({ name }) => name)).size < given.length);
  const actual = twice.length === 0 ? 'each once' : `not so in ${twice.map(({ name }) => name).join(', ')}`;
  context.find({ subject: 'arguments of prompts', expected: 'each once', actual, met: twice.length === 0 });
}
