import { mismatchOf } from '../../json-schema.ts';
import { generateValues } from './generate-values.ts';
import type { Generator } from './generate-values.ts';

export type Arguments = Readonly<Record<string, unknown>>;

export interface FailureOfCall {
  /** Such as `timeout`: while a failing input is made smaller, only the same kind counts. */
  readonly kind: string;
  readonly words: string;
}

export interface Search {
  readonly inputSchema: object;
  /** Calls with generated arguments. */
  readonly runs: number;
  /** The same seed gives the same arguments. */
  readonly seed: number;
  /** Tries arguments that match the schema. Undefined: nothing is wrong with what came of it. */
  readonly attempt: (args: Arguments) => Promise<FailureOfCall | undefined>;
  /** True when nothing more may be called; what was seen until then counts. */
  readonly isOver: () => boolean;
}

export interface Found {
  /** Calls, those that made an input smaller left out. */
  readonly calls: number;
  /** The smallest input that fails, and how. */
  readonly failure?: FailureOfCall & { readonly args: Arguments; readonly shrinks: number };
  /** True when the schema is one that arguments cannot be generated of. */
  readonly isStuck: boolean;
}

/** Calls that make a failing input smaller; a tool may be slow. */
const mostShrinkingCalls = 60;
const mostSkipsPerRun = 100;

class CallFailed extends Error {
  readonly failure: FailureOfCall;

  constructor(failure: FailureOfCall) {
    super(failure.kind);
    this.failure = failure;
  }
}

/** Calls with generated arguments until one fails, and makes the input of that smaller as long as it fails in the same way. */
export async function findFailing({ inputSchema, runs, seed, attempt, isOver }: Search): Promise<Found> {
  // Loaded here: only who asks for generated arguments waits for it.
  const fc: Generator = await import('fast-check');
  const seen: { calls: number; shrinkingCalls: number; kind?: string } = { calls: 0, shrinkingCalls: 0 };
  const property = fc.asyncProperty(generateValues(fc, inputSchema), async (value) => {
    fc.pre(mismatchOf(inputSchema, value) === undefined);
    if (isOver() || seen.shrinkingCalls >= mostShrinkingCalls) return;
    if (seen.kind === undefined) seen.calls += 1;
    else seen.shrinkingCalls += 1;
    const failure = await attempt(value as Arguments);
    if (failure === undefined || (seen.kind ?? failure.kind) !== failure.kind) return;
    seen.kind = failure.kind;
    throw new CallFailed(failure);
  });
  const details = await fc.check(property, { seed, numRuns: runs, maxSkipsPerRun: mostSkipsPerRun });
  const { counterexample, errorInstance, numShrinks } = details;
  if (errorInstance instanceof CallFailed && counterexample !== null) {
    const [args] = counterexample as [Arguments];
    return { calls: seen.calls, isStuck: false, failure: { ...errorInstance.failure, args, shrinks: numShrinks } };
  }
  // Whatever is no failure of a call is one of ours, or the end of the attempt.
  if (errorInstance !== null && errorInstance !== undefined) throw errorInstance;
  return { calls: seen.calls, isStuck: details.failed };
}
