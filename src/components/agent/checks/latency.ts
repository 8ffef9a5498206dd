import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { Refusal } from '../../../std/errors.ts';
import { checkName } from '../../check-name.ts';
import { questionOf } from '../answer.ts';
import type { AgentConnection } from '../client.ts';
import { questionText, shortQuestion } from '../question-options.ts';
import { canStream } from '../settings-schema.ts';
import type { AgentSettings } from '../settings-schema.ts';

const options = v.strictObject({ question: questionText, name: v.exactOptional(checkName) });

export interface LatencyInput {
  readonly question: string;
  readonly answer: string;
  /** Absent where the protocol brings no pieces. */
  readonly firstToken?: string;
}

/** 59 samples without one above the target decide a p(95); every one costs. */
const mostSamples = 60;
const mostWarmup = 2;
const idleMilliseconds = 600_000;

export const latency: CheckKind<v.InferOutput<typeof options>, AgentSettings> = {
  summary: 'Time to the whole answer as the operation `answer`, and to the first piece of it as `first_token` where the protocol streams.',
  layer: 'performance',
  costs: 'compute',
  options,
  primary: 'question',
  expand({ question, name }, settings) {
    const suffix = name === undefined ? '' : `_${name}`;
    const answer = `answer${suffix}`;
    const firstToken = `first_token${suffix}`;
    const input: LatencyInput = { question, answer, ...(canStream(settings) && { firstToken }) };
    const operations = [answer, ...(canStream(settings) ? [firstToken] : [])].map((operation) => ({
      name: operation,
      target: `${operation} p(95) < 2s`,
    }));
    return [
      { name: name === undefined ? 'latency' : `latency.${name}`, title: `Latency of ${shortQuestion(question)}`, input, operations },
    ];
  },
};

export async function runLatency(connection: AgentConnection, input: LatencyInput, context: CheckContext): Promise<void> {
  const counts = { samples: Math.min(context.samples, mostSamples), warmup: Math.min(context.warmup, mostWarmup) };
  await context.measure(input.answer, counts, async (signal) => await connection.ask(input.question, signal));
  if (input.firstToken === undefined) return;
  await context.measure(input.firstToken, counts, async (signal) => {
    const { firstTextMilliseconds } = await connection.stream(questionOf(input.question), {
      signal,
      idleMilliseconds,
      untilFirstText: true,
    });
    if (firstTextMilliseconds === undefined) throw new Refusal('NO_TEXT', 'the stream ended without a piece of text');
  });
}
