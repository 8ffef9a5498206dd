import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { parseDurationMilliseconds } from '../../../std/duration.ts';
import { checkName } from '../../check-name.ts';
import { questionOf } from '../answer.ts';
import type { AgentConnection } from '../client.ts';
import type { StreamedAnswer } from '../protocol.ts';
import { questionSlug, questionText, shortQuestion } from '../question-options.ts';
import { canStream } from '../settings-schema.ts';
import type { AgentSettings } from '../settings-schema.ts';
import { tokensOf } from '../usage.ts';

const options = v.strictObject({
  question: questionText,
  name: v.exactOptional(checkName),
  idle: v.exactOptional(v.pipe(v.string(), v.description('Longest time without an event before the stream is stuck; 10s by default'))),
  same_answer: v.exactOptional(v.pipe(v.boolean(), v.description('True: asked again without a stream, the agent gives the same text'))),
});

export interface StreamingInput {
  readonly question: string;
  readonly idleMilliseconds: number;
  readonly comparesAnswer: boolean;
}

export const streaming: CheckKind<v.InferOutput<typeof options>, AgentSettings> = {
  summary: 'A streamed answer is well-formed: events, pieces that add up, one end and nothing after it; a stuck stream ends at `idle`.',
  layer: 'integration',
  costs: 'compute',
  options,
  primary: 'question',
  expand({ question, name, idle = '10s', same_answer: comparesAnswer = false }, settings) {
    if (!canStream(settings)) throw new Error(`streaming is judged over openai-chat and a2a, and the protocol is ${settings.protocol}`);
    const input: StreamingInput = { question, idleMilliseconds: parseDurationMilliseconds(idle), comparesAnswer };
    return [{ name: `streaming.${name ?? questionSlug(question)}`, title: `The answer to ${shortQuestion(question)} is streamed`, input }];
  },
};

export async function runStreaming(connection: AgentConnection, input: StreamingInput, context: CheckContext): Promise<void> {
  const { question, idleMilliseconds } = input;
  const streamed = await connection.stream(questionOf(question), { signal: context.signal, idleMilliseconds });
  tell(streamed, context);
  for (const problem of streamed.problems) context.find({ subject: 'stream', expected: 'well-formed', actual: problem, met: false });
  if (streamed.problems.length > 0) return;
  context.find({ subject: 'stream', expected: 'well-formed', actual: `${streamed.events} events`, met: true });
  if (!input.comparesAnswer) return;
  const { text } = await connection.ask(question, context.signal);
  const same = text === streamed.text;
  context.find({
    subject: 'the answer without a stream',
    expected: 'the same text',
    actual: same ? 'the same text' : 'another text',
    met: same,
  });
}

function tell(streamed: StreamedAnswer, context: CheckContext): void {
  const { text, events, finish, usage, firstTextMilliseconds, totalMilliseconds } = streamed;
  context.value('value', text);
  context.value('text', text);
  context.value('events', events);
  context.value('latency', totalMilliseconds);
  if (finish !== undefined) context.value('finish', finish);
  if (firstTextMilliseconds !== undefined) context.value('first_token', firstTextMilliseconds);
  if (usage !== undefined) context.value('usage', { ...usage, total: tokensOf(usage) });
}
