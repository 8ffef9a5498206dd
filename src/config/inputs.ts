import { layers, stages } from '../model/words.ts';
import type { Layer, Stage } from '../model/words.ts';
import { parseDurationMilliseconds } from '../std/duration.ts';
import { errorMessage } from '../std/errors.ts';
import { quoted } from './show-value.ts';
import { suggest } from './suggest.ts';

/** A flag of the command line or an input of the Action has a value that cannot be. Exit code 2. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

/** What the user typed, by input name. Lists are separated by commas or line breaks. Empty text counts as absent. */
export type RawInputs = Readonly<Partial<Record<InputName, string>>>;

export type InputName =
  | 'config'
  | 'environment'
  | 'layers'
  | 'stages'
  | 'components'
  | 'tags'
  | 'checks'
  | 'stack'
  | 'retries'
  | 'timeout'
  | 'concurrency'
  | 'strict'
  | 'fail-on'
  | 'output-directory'
  | 'shard';

export interface RunInputs {
  /** Paths or globs; empty means the default name. */
  readonly configs: readonly string[];
  readonly environment?: string;
  readonly stack?: 'embedded' | 'live';
  readonly selection: {
    readonly layers: readonly Layer[];
    readonly stages: readonly Stage[];
    readonly components: readonly string[];
    readonly tags: readonly string[];
    readonly checks: readonly string[];
  };
  readonly overrides: {
    readonly retries?: number;
    readonly timeoutMilliseconds?: number;
    readonly concurrency?: number;
    readonly strict?: boolean;
  };
  readonly failOn: 'failed' | 'warn' | 'flaky';
  readonly directory: string;
  /** Which part of the plans to run, from 1. */
  readonly shard?: { readonly number: number; readonly count: number };
}

/** GitHub starts at most 256 jobs of one matrix. */
export const mostShards = 256;

/** Throws `InputError` that names the input, the value and what is allowed. */
export function readInputs(raw: RawInputs): RunInputs {
  const shard = readShard(raw);
  const environment = text(raw, 'environment');
  const stack = word(raw, 'stack', ['embedded', 'live'] as const);
  return {
    configs: list(raw, 'config'),
    ...(environment && { environment }),
    ...(stack && { stack }),
    selection: {
      layers: words(raw, 'layers', layers),
      stages: words(raw, 'stages', stages),
      components: list(raw, 'components'),
      tags: list(raw, 'tags'),
      checks: list(raw, 'checks'),
    },
    overrides: readOverrides(raw),
    failOn: word(raw, 'fail-on', ['failed', 'warn', 'flaky'] as const) ?? 'failed',
    directory: text(raw, 'output-directory') ?? '.infra-test',
    ...(shard && { shard }),
  };
}

function readShard(raw: RawInputs): RunInputs['shard'] {
  const value = text(raw, 'shard');
  if (value === undefined) return undefined;
  const [, number = 0, count = 0] = (/^([1-9]\d{0,2})\/([1-9]\d{0,2})$/.exec(value) ?? []).map(Number);
  if (number >= 1 && number <= count && count <= mostShards) return { number, count };
  throw new InputError(`shard: expected number/count such as 2/4 with at most ${mostShards} shards, got ${quoted(value)}`);
}

function readOverrides(raw: RawInputs): RunInputs['overrides'] {
  const retries = wholeNumber(raw, 'retries', 0, 10);
  const concurrency = wholeNumber(raw, 'concurrency', 1, 64);
  const timeoutMilliseconds = duration(raw, 'timeout');
  const strict = flag(raw, 'strict');
  return {
    ...(retries !== undefined && { retries }),
    ...(concurrency !== undefined && { concurrency }),
    ...(timeoutMilliseconds !== undefined && { timeoutMilliseconds }),
    ...(strict !== undefined && { strict }),
  };
}

function text(raw: RawInputs, name: InputName): string | undefined {
  const value = raw[name]?.trim();
  return value === '' ? undefined : value;
}

function list(raw: RawInputs, name: InputName): readonly string[] {
  return (raw[name] ?? '')
    .split(/[,\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function words<Word extends string>(raw: RawInputs, name: InputName, allowed: readonly Word[]): readonly Word[] {
  return list(raw, name).map((value) => oneOf(name, value, allowed));
}

function word<Word extends string>(raw: RawInputs, name: InputName, allowed: readonly Word[]): Word | undefined {
  const value = text(raw, name);
  return value === undefined ? undefined : oneOf(name, value, allowed);
}

function oneOf<Word extends string>(name: InputName, value: string, allowed: readonly Word[]): Word {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw new InputError(`${name}: ${quoted(value)} is not known${suggest(value, allowed)}`);
}

/** The booleans of YAML 1.2, which the Action toolkit reads as well. */
export function flag<Name extends string>(raw: Readonly<Partial<Record<Name, string>>>, name: Name): boolean | undefined {
  const value = raw[name]?.trim().toLowerCase() ?? '';
  if (value === '') return undefined;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new InputError(`${name}: expected true or false, got ${quoted(value)}`);
}

function wholeNumber(raw: RawInputs, name: InputName, least: number, most: number): number | undefined {
  const value = text(raw, name);
  if (value === undefined) return undefined;
  const number = /^\d{1,4}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new InputError(`${name}: expected a whole number from ${least} to ${most}, got ${quoted(value)}`);
}

function duration(raw: RawInputs, name: InputName): number | undefined {
  const value = text(raw, name);
  if (value === undefined) return undefined;
  try {
    return parseDurationMilliseconds(value);
  } catch (error) {
    throw new InputError(`${name}: ${errorMessage(error)}`, { cause: error });
  }
}
