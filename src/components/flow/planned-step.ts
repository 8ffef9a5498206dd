import type { Step } from './step-schema.ts';

/** A step with its defaults. */
export interface PlannedStep extends Step {
  readonly as: string;
  readonly withinMilliseconds: number;
}

/** What a step gives to conditions and later steps, and in short to people. */
export interface StepAnswer {
  readonly value: unknown;
  readonly summary: string;
}
