import type { Outcome } from '../model/outcome.ts';
import type { RunHeader } from '../model/run.ts';

/** A check as the header shows it: redacted, without its input. */
export type ShownCheck = RunHeader['checks'][number];

/** Who watches a run. What a listener throws never reaches the run. */
export interface Progress {
  runStarted?(header: RunHeader): void;
  checkStarted?(check: ShownCheck): void;
  checkFinished?(check: ShownCheck, outcome: Outcome, done: number, total: number): void;
  /** A sentence for people, such as that a check is tried again. */
  note?(text: string): void;
}

/** The same listener, unable to stop a run: neither by throwing nor by a promise that fails. */
export function guardProgress(progress: Progress = {}): Required<Progress> {
  return {
    runStarted: (header) => guard(() => progress.runStarted?.(header)),
    checkStarted: (check) => guard(() => progress.checkStarted?.(check)),
    checkFinished: (check, outcome, done, total) => guard(() => progress.checkFinished?.(check, outcome, done, total)),
    note: (text) => guard(() => progress.note?.(text)),
  };
}

function guard(tell: () => unknown): void {
  try {
    const told = tell();
    if (told instanceof Promise) told.catch(ignore);
  } catch (error) {
    ignore(error);
  }
}

/** Reporting never decides: the journal and the Execution have all that was told. */
function ignore(_error: unknown): void {}
