import type * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { parseDurationMilliseconds } from '../../../std/duration.ts';
import { Refusal, Skip, TransportError, errorMessage } from '../../../std/errors.ts';
import type { FlowConnection } from '../connection.ts';
import type { PlannedStep, StepAnswer } from '../planned-step.ts';
import { leaveNothing } from '../leave-nothing.ts';
import { ownKey } from '../own-items.ts';
import { parsePath, placeholdersIn, referencesIn, resolveReferences } from '../reference.ts';
import { refuseWriting } from '../refuse-writing.ts';
import { repeatUntil } from '../repeat-until.ts';
import { runStep } from '../run-step.ts';
import { httpMethod, stepsOptions } from '../step-schema.ts';
import type { Step } from '../step-schema.ts';
import type { Walk } from '../walk.ts';

export interface StepsInput {
  /** Prefixes of unique names, by how steps call them. */
  readonly names: Readonly<Record<string, string>>;
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
    const { names = {} } = options;
    for (const [index, step] of planned.entries()) refuseUnknownNames(step, Object.keys(names), planned.slice(0, index));
    const input: StepsInput = { names, steps: planned };
    const title = `Flow: ${planned.map(({ as }) => as).join(', ')}`;
    const name = options.name === undefined ? 'steps' : `steps.${options.name}`;
    return [{ name, title, input, operations: planned.map(({ as }) => ({ name: as })) }];
  },
};

export async function runSteps(connection: FlowConnection, input: StepsInput, context: CheckContext): Promise<void> {
  for (const step of input.steps) await nameErrors(step, async () => refuseWriting(step, context.environment));
  const walk: Walk = { connection, context, results: {}, names: new Set(), created: [] };
  for (const [name, prefix] of Object.entries(input.names)) tellResult(walk, name, ownKey(prefix, walk));
  try {
    for (const step of input.steps) await nameErrors(step, async () => await takeStep(step, walk));
  } catch (error) {
    // The step is what went wrong: what is left then is a hop and a finding beside it.
    await leaveNothing(walk).catch(() => undefined);
    throw error;
  }
  await leaveNothing(walk);
}

async function takeStep(step: PlannedStep, walk: Walk): Promise<void> {
  const plan = { name: step.as, component: step.use, describe: ({ summary }: StepAnswer) => summary };
  const { value, summary } = await walk.context.hop(plan, async () => await perform(step, walk));
  tellResult(walk, step.as, value);
  walk.context.find({ subject: `step ${step.as}`, expected: 'an answer', actual: summary, met: true });
}

function tellResult({ results, context }: Walk, name: string, value: unknown): void {
  results[name] = value;
  context.value(name, value);
}

async function perform(step: PlannedStep, walk: Walk): Promise<StepAnswer> {
  const start = performance.now();
  const once = async () => await runStep(step, walk);
  const { until } = step;
  const goal = until && { ...until, equals: resolveReferences(until.equals, walk.results) };
  const answer = goal === undefined ? await once() : await repeatUntil(once, goal, step.withinMilliseconds, walk.context.signal);
  walk.context.sample(step.as, performance.now() - start);
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

function refuseUnknownNames(step: PlannedStep, names: readonly string[], earlier: readonly PlannedStep[]): void {
  const steps = earlier.map(({ as }) => as);
  if (steps.includes(step.as)) throw new Error(`two steps are called ${step.as}`);
  if (names.includes(step.as)) throw new Error(`${step.as} is both a step and one of the names`);
  const known = [...names, ...steps];
  const method = httpMethod(step);
  const template = step.ask ?? (method === undefined ? '' : (step[method] ?? ''));
  const paths = [...referencesIn(step), ...placeholdersIn(template)];
  for (const path of paths) {
    const [root] = parsePath(path) ?? [];
    if (root === undefined) throw new Error(`step ${step.as}: ${path} is not a path such as call.row.ID or hits.matches[0].id`);
    if (!known.includes(root)) {
      const hint = known.length === 0 ? 'it is the first step' : `what it can take from is ${known.join(', ')}`;
      throw new Error(`step ${step.as} takes ${path}, and no name and no earlier step is called ${root}; ${hint}`);
    }
  }
}
