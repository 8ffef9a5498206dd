import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { questionOf } from '../answer.ts';
import type { AgentConnection } from '../client.ts';
import { questionText, shortQuestion } from '../question-options.ts';
import { canStream } from '../settings-schema.ts';
import type { AgentSettings } from '../settings-schema.ts';

const options = v.strictObject({ question: v.pipe(questionText, v.description('One whose answer takes long enough to be cancelled')) });

export type CancelInput = v.InferOutput<typeof options>;

export const cancel: CheckKind<CancelInput, AgentSettings> = {
  summary: 'A question that is cancelled ends: over A2A at the agent too, over openai-chat as far as the protocol can tell.',
  layer: 'integration',
  costs: 'compute',
  options,
  primary: 'question',
  expand(input, settings) {
    if (!canStream(settings))
      throw new Error(`a question can be cancelled over a2a and openai-chat, and the protocol is ${settings.protocol}`);
    return [{ name: 'cancel', title: `${shortQuestion(input.question)} can be cancelled`, input }];
  },
};

export async function runCancel(connection: AgentConnection, { question }: CancelInput, context: CheckContext): Promise<void> {
  const { findings, notes } = await connection.cancel(questionOf(question), context.signal);
  for (const finding of findings) context.find(finding);
  for (const note of notes) context.note(note);
}
