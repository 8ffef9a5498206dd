import type * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { parseDurationMilliseconds } from '../../../std/duration.ts';
import { Refusal, Skip, TransportError, errorMessage } from '../../../std/errors.ts';
import type { FlowConnection } from '../connection.ts';
import type { PlannedStep, StepAnswer } from '../planned-step.ts';
import { parsePath, placeholdersIn, referencesIn, resolveReferences } from '../reference.ts';
import { repeatUntil } from '../repeat-until.ts';
import { runStep } from '../run-step.ts';
import { httpMethod, stepsOptions } from '../step-schema.ts';
import type { Step } from '../step-schema.ts';

export interface StepsInput {
  readonly steps: readonly PlannedStep[];
}

type Options = v.InferOutput<typeof stepsOptions>;
const longestMilliseconds = 600_000;

export const steps: CheckKind<Options> = {
  summary: 'Steps over several components, data flowing from one to the next; each step is a value and an operation.',
  layer: 'e2e',
  options: stepsOptions,
  primary: 'steps',
  expand(options) {
    const planned = options.steps.map((step, index) => planStep(step, index));
    for (const [index, step] of planned.entries()) refuseUnknownNames(step, planned.slice(0, index));
    const input: StepsInput = { steps: planned };
    const title = `Flow: ${planned.map(({ as }) => as).join(', ')}`;
    const name = options.name === undefined ? 'steps' : `steps.${options.name}`;
    return [{ name, title, input, operations: planned.map(({ as }) => ({ name: as })) }];
  },
};

export async function runSteps(connection: FlowConnection, input: StepsInput, context: CheckContext): Promise<void> {
  const results: Record<string, unknown> = {};
  for (const step of input.steps) {
    const { value, summary } = await nameErrors(step, async () => await perform(connection, step, results, context));
    results[step.as] = value;
    context.value(step.as, value);
    context.find({ subject: `step ${step.as}`, expected: 'an answer', actual: summary, met: true });
  }
}

async function perform(
  connection: FlowConnection,
  step: PlannedStep,
  results: Readonly<Record<string, unknown>>,
  context: CheckContext,
): Promise<StepAnswer> {
  const start = performance.now();
  const once = async () => await runStep(connection, step, results, context);
  const { until } = step;
  const goal = until && { ...until, equals: resolveReferences(until.equals, results) };
  const answer = goal === undefined ? await once() : await repeatUntil(once, goal, step.withinMilliseconds, context.signal);
  context.sample(step.as, performance.now() - start);
  return answer;
}

/** A flow is red in one place only: which of its steps it was belongs into the first words. */
async function nameErrors<T>(step: PlannedStep, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const message = `step ${step.as} (${step.use}): ${errorMessage(error)}`;
    if (error instanceof Refusal) throw new Refusal(error.code, message, { cause: error });
    if (error instanceof Skip) throw new Skip(message);
    if (!(error instanceof TransportError)) throw new Error(message, { cause: error });
    const { kind, retryAfterMilliseconds } = error;
    throw new TransportError(kind, message, { cause: error, ...(retryAfterMilliseconds !== undefined && { retryAfterMilliseconds }) });
  }
}

function planStep(step: Step, index: number): PlannedStep {
  const withinMilliseconds = parseDurationMilliseconds(step.within ?? '10s');
  if (withinMilliseconds > longestMilliseconds) throw new Error(`within is at most 10m, got ${step.within}`);
  const as = step.as ?? `step_${index + 1}`;
  if (step.until !== undefined && parsePath(step.until.path) === undefined) throw new Error(`step ${as}: ${step.until.path} is not a path`);
  return { ...step, as, withinMilliseconds };
}

function refuseUnknownNames(step: PlannedStep, earlier: readonly PlannedStep[]): void {
  const known = earlier.map(({ as }) => as);
  if (known.includes(step.as)) throw new Error(`two steps are called ${step.as}`);
  const method = httpMethod(step);
  const paths = [...referencesIn(step), ...(method === undefined ? [] : placeholdersIn(step[method] ?? ''))];
  for (const path of paths) {
    const [root] = parsePath(path) ?? [];
    if (root === undefined) throw new Error(`step ${step.as}: ${path} is not a path such as call.row.ID or hits.matches[0].id`);
    if (!known.includes(root)) {
      const hint = known.length === 0 ? 'it is the first step' : `the steps before it are ${known.join(', ')}`;
      throw new Error(`step ${step.as} takes ${path}, and no earlier step is called ${root}; ${hint}`);
    }
  }
}
