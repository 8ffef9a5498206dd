import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { checkName } from '../../check-name.ts';
import type { McpConnection } from '../client.ts';
import type { McpSettings } from '../settings-schema.ts';
import { operationName } from '../tool-options.ts';

const options = v.strictObject({
  prompt: v.pipe(v.string(), v.nonEmpty('expected the name of a prompt'), v.maxLength(128), v.description('Name of the prompt')),
  args: v.exactOptional(v.pipe(v.record(v.string(), v.string()), v.description('Arguments; the protocol has texts only'))),
  name: v.exactOptional(checkName),
});

export interface PromptInput {
  readonly prompt: string;
  readonly args: Readonly<Record<string, string>>;
}

export const prompt: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: 'One prompt with its arguments: text, messages, roles, size. What it says is shown by conditions only.',
  layer: 'integration',
  options,
  primary: 'prompt',
  expand({ prompt, args = {}, name }) {
    const input: PromptInput = { prompt, args };
    return [{ name: `prompt.${name ?? operationName(prompt)}`, title: `Prompt ${prompt} answers as expected`, input }];
  },
};

export async function runPrompt(connection: McpConnection, { prompt, args }: PromptInput, context: CheckContext): Promise<void> {
  const answer = await connection.getPrompt(prompt, args, context.signal);
  const messages = answer.roles.length;
  context.value('text', answer.text);
  context.value('value', answer.text);
  context.value('messages', messages);
  context.value('roles', answer.roles);
  context.value('size', answer.sizeBytes);
  const actual = messages === 0 ? 'no message' : `${messages} messages of ${answer.sizeBytes} bytes`;
  context.find({ subject: `prompt ${prompt}`, expected: 'messages', actual, met: messages > 0 });
}
