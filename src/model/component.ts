import type { GenericSchema } from 'valibot';
import type { Capabilities } from './capability.ts';
import type { Environment } from './environment.ts';
import type { Finding, Resource } from './outcome.ts';
import type { Layer, Stage } from './words.ts';

/** What a check kind's options become: one draft for each check. The config stage adds the common fields. */
export interface CheckDraft {
  /** The `object.property` part of the id, without the component's name. */
  readonly name: string;
  readonly title: string;
  readonly input: unknown;
  /** Where below the options it was declared, so that errors and annotations find its line. */
  readonly path?: readonly (string | number)[];
  readonly layer?: Layer;
  readonly stages?: readonly Stage[];
  readonly tags?: readonly string[];
  /** Conditions every such check has, besides those the user declares. */
  readonly expect?: readonly string[];
  /** By name of a value, the condition that holds unless a declared one reads that value: `{ status: 'status < 400' }`. */
  readonly expectUnlessDeclared?: Readonly<Record<string, string>>;
  /** Operations it measures, each with the target that holds where the config declares none for it. */
  readonly operations?: readonly DraftOperation[];
}

export interface DraftOperation {
  readonly name: string;
  readonly target?: string;
  /** Measured only where a target or a condition of the check speaks of it. */
  readonly optional?: boolean;
}

/** One kind of check, as the config may declare it. Pure: `expand` sees options and settings only. */
export interface CheckKind<Options = unknown, Settings = unknown> {
  readonly summary: string;
  readonly layer: Layer;
  /** By default all stages but monitoring. */
  readonly stages?: readonly Stage[];
  /** What a run of it costs on a real system: nothing, compute time, or reads of slow audit views. For the generated table. */
  readonly costs?: 'free' | 'compute' | 'audit views';
  /** What the user of the component must be allowed to do, beyond reading what the check names. For the generated table. */
  readonly privileges?: string;
  readonly options: GenericSchema<unknown, Options>;
  /** Option that takes a value written directly behind the kind's name: `call: search` is `call: { tool: search }`. */
  readonly primary?: string;
  /** True when a mapping behind the kind's name is the primary option itself: `roles: { ANALYST: ... }`. */
  readonly primaryIsMapping?: boolean;
  /** Throws `Error` with a sentence for people when options contradict the settings. */
  expand(options: Options, settings: Settings): readonly CheckDraft[];
}

/** First door of a component: what the config may say. Loads no vendor SDK. */
export interface ComponentSettings<Settings = unknown> {
  readonly summary: string;
  /** Schema of `with:`. */
  readonly with: GenericSchema<unknown, Settings>;
  readonly checks: Readonly<Record<string, CheckKind>>;
  /** Kind that a component-level `expect:` belongs to, and that runs when `checks:` is absent. */
  readonly defaultCheck?: string;
  /** Kinds of other components that a `needs:` list may name; absent: `needs` is not allowed. */
  readonly needs?: boolean;
  /** Title of the connection check. */
  readonly gateTitle: string;
  /** The first account, url or project is written into messages: which setting names it. */
  readonly addressSetting?: string;
}

export interface ConnectContext {
  /** Name of the component in the config. */
  readonly component: string;
  readonly runId: string;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  /** Capabilities of the components named in `needs`, by name. */
  readonly needs: Readonly<Record<string, Capabilities>>;
  /** Registers something to look at in the connection check. */
  find(finding: Omit<Finding, 'severity'>): void;
  note(text: string): void;
}

export interface MeasureOptions {
  readonly samples?: number;
  readonly warmup?: number;
  /** Calls per second on a fixed schedule; absent: one after the other. */
  readonly ratePerSecond?: number;
}

/** What a running check may do. Everything it records survives a later throw. */
export interface CheckContext {
  readonly checkId: string;
  readonly runId: string;
  readonly environment: Environment;
  /** Aborted at the attempt's deadline and when the run stops. */
  readonly signal: AbortSignal;
  /** Limit of this attempt, at which `signal` is aborted. */
  readonly timeoutMilliseconds?: number;
  readonly samples: number;
  readonly warmup: number;
  /** Names of the operations it is asked to measure: optional ones only where something speaks of them. */
  readonly operations?: readonly string[];
  readonly needs: Readonly<Record<string, Capabilities>>;
  /** Records one expectation that the check itself has. */
  find(finding: Omit<Finding, 'severity'>): void;
  /** Names a value for conditions; `value` is what a leading comparison means. */
  value(name: string, value: unknown): void;
  metric(name: string, value: number, unit?: string): void;
  note(text: string): void;
  /** Times calls of one operation. An error of a call is counted, not thrown; all calls failing throws the last error. */
  measure(operation: string, options: MeasureOptions, call: (signal: AbortSignal, index: number) => Promise<unknown>): Promise<void>;
  /** Adds one sample that the check timed itself. */
  sample(operation: string, milliseconds: number): void;
  /** Writes the ledger entry, then creates; cleaned up in reverse order through the component's `remove`. */
  create<T>(resource: Omit<Resource, 'component'>, make: () => Promise<T>): Promise<T>;
  /** A unique name for something to create: prefix, run tag, counter; letters, digits and the separator only. */
  uniqueName(prefix: string, separator?: '_' | '-'): string;
}

/**
 * Runs one check of a kind. Returns normally when it could look (findings and values say what it saw); throws
 * `TransportError`, `Refusal` or `Skip` of `std/errors.ts` otherwise. Written as a method type, because its input is known
 * to the component alone and a table of runners must hold them all.
 */
export type CheckRunner<Connection, Input = unknown> = {
  run(connection: Connection, input: Input, context: CheckContext): Promise<void>;
}['run'];

/** Second door of a component: what needs its SDK. */
export interface Component<Settings, Connection extends AsyncDisposable> {
  /** The connection check is this call: it throws when the component cannot be reached or refuses us. */
  connect(settings: Settings, context: ConnectContext): Promise<Connection>;
  readonly checks: Readonly<Record<string, CheckRunner<Connection>>>;
  capabilities?(connection: Connection): Capabilities;
  /** Removes what `create` announced; must succeed when it is already gone. */
  remove?(connection: Connection, resource: Resource, signal: AbortSignal): Promise<void>;
}

/** A component of any settings and connection, as the scheduler holds it. */
export type AnyComponent = Component<unknown, AsyncDisposable>;

export interface RegistryEntry {
  readonly settings: () => Promise<ComponentSettings>;
  readonly component: () => Promise<AnyComponent>;
}

export type Registry = Readonly<Record<string, RegistryEntry>>;
