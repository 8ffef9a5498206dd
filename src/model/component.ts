import type { GenericSchema } from 'valibot';
import type { Capabilities } from './capability.ts';
import type { Environment } from './environment.ts';
import type { HopPlan } from './hop.ts';
import type { NewFinding, Resource } from './outcome.ts';
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

/** The secrets of a run, for those who meet more of them. */
export interface SecretKeeper {
  /** A text without the secrets that the run knows, and without what is a credential by its looks. */
  redact(text: string): string;
  /** From now on no text of the run shows this value: a credential that was met in an answer. */
  keepSecret(value: string): void;
}

export interface ConnectContext extends SecretKeeper {
  /** Name of the component in the config. */
  readonly component: string;
  readonly runId: string;
  readonly environment: Environment;
  readonly signal: AbortSignal;
  /** Capabilities of the components named in `needs`, by name. */
  readonly needs: Readonly<Record<string, Capabilities>>;
  /**
   * Writes the ledger entry, then creates what the connection lives on. `remove` is called when the connection was closed or
   * connecting failed, in reverse order; it must succeed when there is nothing to remove.
   */
  create<T>(resource: Omit<Resource, 'component'>, make: () => Promise<T>, remove: (signal: AbortSignal) => Promise<void>): Promise<T>;
  /** As that of a check. */
  uniqueName(prefix: string, separator?: '_' | '-'): string;
  /** Registers something to look at in the connection check. */
  find(finding: NewFinding): void;
  note(text: string): void;
}

export interface MeasureOptions {
  readonly samples?: number;
  readonly warmup?: number;
  /** Calls per second on a fixed schedule; absent: one after the other. */
  readonly ratePerSecond?: number;
}

/** What a running check may do. Everything it records survives a later throw. */
export interface CheckContext extends SecretKeeper {
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
  /** Absolute; paths in a config are relative to its folder. */
  readonly configDirectory: string;
  /** True when recorded files are written anew instead of being compared with (`infra-test run --update-snapshots`). */
  readonly updatesSnapshots: boolean;
  /** Records one expectation that the check itself has. */
  find(finding: NewFinding): void;
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
  /** Removes now what this attempt created. Gives a sentence for each resource that stays; those are tried again at its end. */
  removeCreated(): Promise<readonly string[]>;
  /** Times one leg of a walk over several components. It is told also when it fails or is cut off. */
  hop<T>(plan: HopPlan<T>, work: () => Promise<T>): Promise<T>;
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
  /** Kinds that stop or overload what other checks use: they run one by one, when all others are done. */
  readonly disturbing?: readonly string[];
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
