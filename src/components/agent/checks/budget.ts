import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import type { AgentConnection } from '../client.ts';
import { questionText, shortQuestion } from '../question-options.ts';
import type { AgentSettings } from '../settings-schema.ts';
import { costOf, printDollars, tokensOf } from '../usage.ts';
import type { Usage } from '../usage.ts';

const options = v.strictObject({
  question: questionText,
  tokens: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.description('Most tokens of one answer, question included'))),
  cost: v.exactOptional(v.pipe(v.number(), v.gtValue(0), v.description('Most dollars of one answer, at `prices`'))),
});

export type BudgetInput = v.InferOutput<typeof options>;

export const budget: CheckKind<BudgetInput, AgentSettings> = {
  summary: 'What one question uses and costs, against the caps of a question, and what the run has used against `budget` of with.',
  layer: 'performance',
  costs: 'compute',
  options,
  primary: 'question',
  expand(input, { prices, budget: ofRun }) {
    if (input.cost !== undefined && prices === undefined) throw new Error('cost needs prices in with: dollars for a million tokens');
    if (input.tokens === undefined && input.cost === undefined && ofRun === undefined) {
      throw new Error('there is no cap to look at: declare tokens or cost here, or budget in with');
    }
    return [{ name: 'budget', title: `What ${shortQuestion(input.question)} uses`, input }];
  },
};

export async function runBudget(connection: AgentConnection, input: BudgetInput, context: CheckContext): Promise<void> {
  const { settings, meter } = connection;
  const { usage } = await connection.ask(input.question, context.signal);
  if (usage === undefined) {
    context.find({ subject: 'usage', expected: 'told with the answer', actual: 'not told', met: false });
    return;
  }
  const tokens = tokensOf(usage);
  context.value('tokens', tokens);
  findAtMost('tokens of the question', tokens, input.tokens, String, context);
  findAtMost('tokens of the run so far', tokensOf(meter.spent), settings.budget?.tokens, String, context);
  if (settings.prices !== undefined) findCosts(usage, meter.spent, { prices: settings.prices, input, settings }, context);
}

interface Caps {
  readonly prices: NonNullable<AgentSettings['prices']>;
  readonly input: BudgetInput;
  readonly settings: AgentSettings;
}

function findCosts(one: Usage, all: Usage, { prices, input, settings }: Caps, context: CheckContext): void {
  const cost = costOf(one, prices);
  context.value('cost', cost);
  findAtMost('cost of the question', cost, input.cost, printDollars, context);
  findAtMost('cost of the run so far', costOf(all, prices), settings.budget?.cost, printDollars, context);
}

function findAtMost(
  subject: string,
  value: number,
  cap: number | undefined,
  print: (value: number) => string,
  context: CheckContext,
): void {
  if (cap !== undefined) context.find({ subject, expected: `at most ${print(cap)}`, actual: print(value), met: value <= cap });
}
