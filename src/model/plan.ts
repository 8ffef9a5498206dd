import type { Check, Target } from './check.ts';
import type { Environment } from './environment.ts';
import type { SourcePosition } from './source.ts';

/** A component that takes part in a run. */
export interface PlannedComponent {
  readonly name: string;
  readonly uses: string;
  /** `with:` with `${...}` resolved, before its schema: what an embedded endpoint's settings are laid over. */
  readonly declared: Readonly<Record<string, unknown>>;
  /** `declared` after its schema. Holds secrets: never written to the journal or to a report. */
  readonly settings: unknown;
  /** What names the component's address for people, secrets left out. */
  readonly address: string;
  /** Names of components whose capabilities it uses. */
  readonly needs: readonly string[];
  readonly concurrency: number;
  /** Where the config declares it, for errors that are found after loading. */
  readonly source?: SourcePosition;
}

/** What one config asks for, before selection. Made by `config/`. */
export interface Suite {
  /** Path of the config as given. */
  readonly file: string;
  readonly environment: Environment;
  readonly components: readonly PlannedComponent[];
  readonly checks: readonly Check[];
  readonly targets: readonly Target[];
  /** For people: settings that deserve a word, such as a password where a key pair is possible. */
  readonly warnings: readonly string[];
  /** Values that must never be printed, for masking and redaction: of `${secret.X}`, and others that whoever loads it knows. */
  readonly secrets: readonly string[];
  /** Limit of the whole run, clean-up included. */
  readonly runTimeoutMilliseconds: number;
  readonly strict: boolean;
}

/** What to run, in order. Made by `plan/`. */
export interface Plan extends Suite {
  /** How the selection was asked for, for people; empty when everything runs. */
  readonly selection: string;
  /** Ids that the config declares and the selection left out. */
  readonly notSelected?: readonly string[];
  /** Set when this is one shard of a plan: what the whole plan holds. */
  readonly shard?: PlanShard;
}

/** Which shard a plan is, with the whole plan that was split. */
export interface PlanShard extends Pick<Suite, 'components' | 'checks' | 'targets'> {
  /** From 1. */
  readonly number: number;
  readonly count: number;
  readonly selection: string;
  readonly notSelected?: readonly string[];
  /** For each check, the shards that hold it, ascending: one, or several for a connection check. */
  readonly heldBy: readonly (readonly number[])[];
}
