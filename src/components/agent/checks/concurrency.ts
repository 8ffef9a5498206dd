import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { Skip, errorMessage } from '../../../std/errors.ts';
import type { AgentConnection } from '../client.ts';
import { fillText } from '../fill-template.ts';
import { questionText, shortQuestion } from '../question-options.ts';
import type { AgentSettings } from '../settings-schema.ts';

const mostAtOnce = 64;

const options = v.strictObject({
  question: v.pipe(questionText, v.description('With {nonce} in it, the answer must return it: so answers that are mixed up are found')),
  levels: v.exactOptional(
    v.pipe(
      v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostAtOnce))),
      v.minLength(1),
      v.description('Questions at the same time, one level after the other; 1, 4, 8 by default'),
    ),
  ),
  rounds: v.exactOptional(
    v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100), v.description('Rounds of each level; 1 by default')),
  ),
});

export interface ConcurrencyInput {
  readonly question: string;
  readonly levels: readonly number[];
  readonly rounds: number;
}

export const concurrency: CheckKind<v.InferOutput<typeof options>, AgentSettings> = {
  summary: 'Questions at the same time are all answered, each with its own answer; `answer_at_8` is the latency of eight at once.',
  layer: 'performance',
  costs: 'compute',
  options,
  primary: 'question',
  expand({ question, levels = [1, 4, 8], rounds = 1 }) {
    const input: ConcurrencyInput = { question, levels: [...new Set(levels)], rounds };
    const operations = input.levels.map((level) => ({ name: operationAt(level) }));
    return [{ name: 'concurrency', title: `${shortQuestion(question)} from many at once`, input, operations }];
  },
};

export async function runConcurrency(connection: AgentConnection, input: ConcurrencyInput, context: CheckContext): Promise<void> {
  for (const level of input.levels) {
    const seen: Seen[] = [];
    for (let round = 0; round < input.rounds; round++) seen.push(...(await askAtOnce(connection, input.question, level, context)));
    tell(level, seen, context);
  }
}

/** What became of one of several questions. */
interface Seen {
  readonly nonce: string;
  readonly text?: string;
  readonly error?: string;
}

async function askAtOnce(connection: AgentConnection, question: string, level: number, context: CheckContext): Promise<readonly Seen[]> {
  const nonces = Array.from({ length: level }, () => `n${randomBytes(6).toString('hex')}`);
  const seen = await Promise.all(
    nonces.map(async (nonce) => await askOne(connection, fillText(question, { nonce }), nonce, level, context)),
  );
  return seen.map((one) => judgeOwn(one, question, nonces));
}

async function askOne(connection: AgentConnection, question: string, nonce: string, level: number, context: CheckContext): Promise<Seen> {
  const started = performance.now();
  try {
    const { text } = await connection.ask(question, context.signal);
    context.sample(operationAt(level), performance.now() - started);
    return { nonce, text };
  } catch (error) {
    if (error instanceof Skip || context.signal.aborted) throw error;
    return { nonce, error: errorMessage(error) };
  }
}

function judgeOwn(seen: Seen, question: string, nonces: readonly string[]): Seen {
  const { nonce, text } = seen;
  if (text === undefined || !question.includes('{nonce}')) return seen;
  if (nonces.some((other) => other !== nonce && text.includes(other))) return { nonce, error: 'the answer to another question' };
  return text.includes(nonce) ? seen : { nonce, error: 'an answer without the code of its question' };
}

function tell(level: number, seen: readonly Seen[], context: CheckContext): void {
  const errors = seen.flatMap(({ error }) => (error === undefined ? [] : [error]));
  const [first] = errors;
  context.find({
    subject: `${level} at once`,
    expected: `${seen.length} answers, each its own`,
    actual: first === undefined ? `${seen.length} answers` : `${seen.length - errors.length} answers; ${errors.length} wrong: ${first}`,
    met: errors.length === 0,
  });
}

function operationAt(level: number): string {
  return `answer_at_${level}`;
}
