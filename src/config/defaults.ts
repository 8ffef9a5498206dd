import type { RetryPolicy } from '../model/check.ts';
import type { defaultsSchema, RetriesField } from './file-schema.ts';
import type { Fields } from './read-fields.ts';

/** What the command line or the Action's inputs say; it wins over everything in the file. */
export interface Overrides {
  readonly timeoutMilliseconds?: number;
  /** Retries after the first attempt. */
  readonly retries?: number;
  readonly concurrency?: number;
  readonly strict?: boolean;
}

/** Values that hold where a component or a check says nothing. */
export interface Defaults {
  readonly timeoutMilliseconds: number;
  readonly retries: RetryPolicy;
  readonly samples: number;
  readonly warmup: number;
  readonly concurrency: number;
  readonly runTimeoutMilliseconds: number;
  readonly strict: boolean;
}

/** A p95 is decided from 59 samples on (order statistics at 95 %), so 100 leave room for a few slow ones. */
const builtInDefaults: Defaults = {
  timeoutMilliseconds: 30_000,
  retries: { count: 2, backoffMilliseconds: 500, on: ['network', '5xx', '429'] },
  samples: 100,
  warmup: 20,
  concurrency: 4,
  runTimeoutMilliseconds: 30 * 60_000,
  strict: false,
};

export function resolveDefaults(fields: Fields<(typeof defaultsSchema)['entries']>, overrides: Overrides): Defaults {
  return {
    timeoutMilliseconds: fields.timeout ?? builtInDefaults.timeoutMilliseconds,
    retries: mergeRetries(builtInDefaults.retries, fields.retries),
    samples: fields.samples ?? builtInDefaults.samples,
    warmup: fields.warmup ?? builtInDefaults.warmup,
    concurrency: fields.concurrency ?? builtInDefaults.concurrency,
    runTimeoutMilliseconds: fields.run_timeout ?? builtInDefaults.runTimeoutMilliseconds,
    strict: overrides.strict ?? fields.strict ?? builtInDefaults.strict,
  };
}

/** A number changes the count alone; the parts of a mapping change what they name. */
export function mergeRetries(base: RetryPolicy, field: RetriesField | undefined): RetryPolicy {
  if (field === undefined) return base;
  if (typeof field === 'number') return { ...base, count: field };
  return {
    count: field.count ?? base.count,
    backoffMilliseconds: field.backoff ?? base.backoffMilliseconds,
    on: field.on ?? base.on,
  };
}
