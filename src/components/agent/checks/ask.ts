import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { checkName } from '../../check-name.ts';
import { judgeSchema, mismatchOf } from '../../json-schema.ts';
import { followUp, questionOf } from '../answer.ts';
import type { Answer } from '../answer.ts';
import type { AgentConnection } from '../client.ts';
import { questionSlug, questionText, shortQuestion } from '../question-options.ts';
import type { AgentSettings } from '../settings-schema.ts';
import { costOf, tokensOf } from '../usage.ts';

const options = v.strictObject({
  question: questionText,
  name: v.exactOptional(checkName),
  after: v.exactOptional(v.pipe(v.array(questionText), v.description('Questions asked before it in the same conversation'))),
  schema: v.exactOptional(v.pipe(v.record(v.string(), v.unknown()), v.description('JSON Schema that the answer matches as JSON'))),
  functions: v.exactOptional(
    v.pipe(v.array(v.looseObject({ name: v.string() })), v.description('Functions to offer, as OpenAI describes them')),
  ),
});

export type AskInput = Omit<v.InferOutput<typeof options>, 'name'>;

export const ask: CheckKind<v.InferOutput<typeof options>, AgentSettings> = {
  summary:
    'One question: text, json, tool_calls, usage, finish, latency. An error, an empty or a cut answer fails whatever the status says.',
  layer: 'e2e',
  costs: 'compute',
  options,
  primary: 'question',
  expand({ name, ...input }, { protocol }) {
    if (input.functions !== undefined && protocol !== 'openai-chat') throw new Error('functions are offered over openai-chat only');
    if (input.after !== undefined && protocol === 'langgraph')
      throw new Error('runs without a thread have no conversation: leave "after" out');
    return [
      { name: `ask.${name ?? questionSlug(input.question)}`, title: `${shortQuestion(input.question)} is answered as expected`, input },
    ];
  },
};

export async function runAsk(connection: AgentConnection, input: AskInput, context: CheckContext): Promise<void> {
  const { schema } = input;
  const judged = schema === undefined ? undefined : judgeSchema(schema);
  if (judged?.problem !== undefined) throw new Error(`the schema is no JSON Schema (${judged.dialect}): ${judged.problem}`);
  const started = performance.now();
  const answer = await answerTo(connection, input, context);
  tell(answer, connection.settings, performance.now() - started, context);
  // Not what it says: that is shown by conditions.
  const actual =
    answer.toolCalls.length > 0 ? `calls of ${answer.toolCalls.map(({ name }) => name).join(', ')}` : `${answer.text.length} characters`;
  context.find({ subject: 'answer', expected: 'an answer', actual, met: true });
  if (schema === undefined) return;
  const mismatch = answer.json === undefined ? 'the answer is no JSON' : mismatchOf(schema, answer.json);
  context.find({ subject: 'answer', expected: 'JSON as the schema says', actual: mismatch ?? 'as it says', met: mismatch === undefined });
}

async function answerTo(
  connection: AgentConnection,
  { question: text, after = [], functions }: AskInput,
  context: CheckContext,
): Promise<Answer> {
  const texts = [...after, text];
  let question = { ...questionOf(texts[0] ?? text), ...(functions !== undefined && { functions }) };
  let answer = await connection.ask(question, context.signal);
  for (const next of texts.slice(1)) {
    question = followUp(question, answer, next);
    answer = await connection.ask(question, context.signal);
  }
  return answer;
}

function tell(answer: Answer, { prices }: AgentSettings, milliseconds: number, context: CheckContext): void {
  const { text, json, toolCalls, usage, finish } = answer;
  context.value('value', text);
  context.value('text', text);
  if (json !== undefined) context.value('json', json);
  context.value('tool_calls', toolCalls);
  context.value('finish', finish);
  context.value('latency', milliseconds);
  if (usage === undefined) return;
  context.value('usage', { ...usage, total: tokensOf(usage) });
  if (prices !== undefined) context.value('cost', costOf(usage, prices));
}
