import type { DeclaredCondition } from './condition.ts';
import type { SourcePosition } from './source.ts';
import type { Layer, RetryReason, Severity, Stage } from './words.ts';

export interface RetryPolicy {
  /** Retries after the first attempt. */
  readonly count: number;
  /** Wait before the first retry; doubles for each further one, with jitter. */
  readonly backoffMilliseconds: number;
  readonly on: readonly RetryReason[];
}

/** One check as declared: a pure value that can be written to the journal. */
export interface Check {
  /** `component.object.property`: stable, because history, baselines and quarantine key on it. */
  readonly id: string;
  /** Name of the component in the config. */
  readonly component: string;
  /** Kind of the check within its component, such as `structure`. The component's runner is found by it. */
  readonly kind: string;
  readonly title: string;
  readonly layer: Layer;
  readonly stages: readonly Stage[];
  readonly tags: readonly string[];
  readonly severity: Severity;
  readonly timeoutMilliseconds: number;
  readonly retries: RetryPolicy;
  /** What the kind's `expand` made of the options; the component alone knows its shape. */
  readonly input: unknown;
  readonly expect: readonly DeclaredCondition[];
  /** Names of the operations this check measures. */
  readonly operations: readonly string[];
  readonly samples: number;
  readonly warmup: number;
  readonly source: SourcePosition;
  /** True for the connection check of a component: the others depend on it. */
  readonly gate: boolean;
}

/** A condition on the measurements of a component (the field says SLO). */
export interface Target extends DeclaredCondition {
  readonly component: string;
  /** Operations it speaks of; empty means all operations of the component (`error_rate < 1%`). */
  readonly operations: readonly string[];
  /** True when it came from the product's defaults, not from the config. */
  readonly isDefault: boolean;
}
