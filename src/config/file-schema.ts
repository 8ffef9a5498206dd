import * as v from 'valibot';
import { layers, retryReasons, severities, stages } from '../model/words.ts';
import { errorMessage } from '../std/errors.ts';
import { formatMilliseconds, parseDurationMilliseconds } from '../std/duration.ts';
import {
  environmentNamePattern,
  maxBackoffMilliseconds,
  maxConcurrency,
  maxNeeds,
  maxRetries,
  maxSamples,
  maxSeed,
  maxTimeoutMilliseconds,
  maxWarmup,
  minTimeoutMilliseconds,
} from './limits.ts';
import { showValue } from './show-value.ts';

/** The shape of a config that is the same for every kind of component. The JSON Schema for editors is made of it too. */

const durationPattern = /^\s*\d{1,15}(?:\.\d{1,9})?\s?(?:us|ms|s|m|h|d)\s*$/;

/** A duration with a unit, as milliseconds within bounds. */
function duration(description: string, minMilliseconds: number, maxMilliseconds: number) {
  return v.pipe(
    v.string((issue) => `expected a duration with a unit, such as 30s, got ${showValue(issue.input)}`),
    v.description(`${description} A duration with a unit, such as 500ms, 30s or 1.5h.`),
    v.regex(durationPattern, (issue) => durationFault(issue.input)),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      const milliseconds = parsedDuration(dataset.value);
      if (milliseconds >= minMilliseconds && milliseconds <= maxMilliseconds) return milliseconds;
      const bounds = `between ${formatMilliseconds(minMilliseconds)} and ${formatMilliseconds(maxMilliseconds)}`;
      addIssue({ message: `expected a duration ${bounds}, got ${dataset.value.trim()}` });
      return NEVER;
    }),
  );
}

function parsedDuration(text: string): number {
  try {
    return parseDurationMilliseconds(text);
  } catch {
    return Number.NaN;
  }
}

function durationFault(text: string): string {
  try {
    parseDurationMilliseconds(text);
    return 'expected a duration such as 30s';
  } catch (error) {
    return errorMessage(error);
  }
}

function wholeNumber(description: string, min: number, max: number) {
  return v.pipe(v.number(), v.description(description), v.integer(), v.minValue(min), v.maxValue(max));
}

const timeout = duration('Limit of one attempt.', minTimeoutMilliseconds, maxTimeoutMilliseconds);
const concurrency = wholeNumber('Checks of one component that run at the same time.', 1, maxConcurrency);
const samples = wholeNumber('Calls that are measured, after the warm-up.', 1, maxSamples);
const warmup = wholeNumber('Calls before the measured ones; they are not counted.', 0, maxWarmup);
const severity = v.pipe(v.picklist(severities), v.description('`warn`: never stops a pipeline.'));

/** YAML reads a bare 429 as a number. */
const retryReason = v.pipe(
  v.union([v.picklist(retryReasons), v.literal(429)]),
  v.transform((reason) => (reason === 429 ? '429' : reason)),
);
const retryCount = wholeNumber('Retries after the first attempt.', 0, maxRetries);
const retries = v.pipe(
  v.union([
    retryCount,
    v.strictObject({
      count: v.optional(retryCount),
      backoff: v.optional(duration('Wait before the first retry; doubles for each further one.', 0, maxBackoffMilliseconds)),
      on: v.optional(v.pipe(v.array(retryReason), v.description('Which errors are retried. `failed` retries wrong answers too.'))),
    }),
  ]),
  v.description('How often and after which errors an attempt is repeated: a number, or { count, backoff, on }.'),
);

const tags = v.pipe(
  v.array(
    v.pipe(
      v.string(),
      v.regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/, 'expected a tag of letters, digits, ".", "_", ":" and "-", at most 64'),
    ),
  ),
  v.description('Words to select checks by (--tags).'),
);

const condition = v.pipe(
  v.union([v.string(), v.strictObject({ warn: v.string() })]),
  v.description('A condition such as `rows == 1`, `simple p(95) < 100ms` or `warn: cert_expires > 14d`.'),
);
const conditions = v.union([condition, v.array(condition)]);
const expect = v.pipe(conditions, v.description('What the answer must meet.'));

export const defaultsSchema = v.strictObject({
  timeout: v.optional(timeout),
  retries: v.optional(retries),
  samples: v.optional(samples),
  warmup: v.optional(warmup),
  concurrency: v.optional(concurrency),
  run_timeout: v.optional(duration('Limit of the whole run, clean-up included.', 1000, maxTimeoutMilliseconds)),
  strict: v.optional(v.pipe(v.boolean(), v.description('A target that cannot be decided makes the run broken, not only warned.'))),
});

export const environmentSchema = v.strictObject({
  stack: v.optional(
    v.pipe(v.picklist(['embedded', 'live']), v.description('`embedded`: local endpoints with seeded data. `live`: the real services.')),
  ),
  seed: v.optional(wholeNumber("Seed of the embedded stack's data.", 0, maxSeed)),
  faults: v.optional(
    v.pipe(
      v.array(v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected the name of a fault, such as slow-query'))),
      v.description('Faults planted into the embedded stack; `infra-test up --help` lists them.'),
    ),
  ),
  access: v.optional(
    v.pipe(
      v.picklist(['read-only', 'read-write']),
      v.description('`read-only`: checks that create something are skipped. The default of live environments.'),
    ),
  ),
  chaos: v.optional(v.pipe(v.picklist(['allow', 'forbid']), v.description('Whether checks may break things on purpose.'))),
  network: v.optional(
    v.pipe(v.picklist(['public', 'private', 'loopback']), v.description('Addresses that may be called besides public ones.')),
  ),
  secrets: v.optional(v.pipe(v.literal('env', secretsFault), v.description('Where ${secret.X} comes from: environment variables.'))),
});

function secretsFault(issue: { readonly input: unknown }): string {
  const { input } = issue;
  const name = typeof input === 'object' && input !== null ? Object.keys(input)[0] : input;
  const shown = typeof name === 'string' ? ` "${name.slice(0, 60)}"` : '';
  return `the secrets provider${shown} is not supported yet by this version; only env is`;
}

export const componentSchema = v.strictObject({
  uses: v.pipe(v.string(), v.description('Kind of the component.')),
  with: v.optional(v.pipe(v.record(v.string(), v.unknown()), v.description('Settings of this kind of component.'))),
  checks: v.optional(v.pipe(v.array(v.unknown()), v.description('What is checked; a kind by its name, or { kind: options }.'))),
  slo: v.optional(v.pipe(conditions, v.description('Targets: conditions on what the checks of this component measure.'))),
  expect: v.optional(expect),
  needs: v.optional(v.pipe(v.array(v.string()), v.maxLength(maxNeeds), v.description('Other components that this one uses.'))),
  tags: v.optional(tags),
  concurrency: v.optional(concurrency),
  timeout: v.optional(timeout),
  severity: v.optional(severity),
  retries: v.optional(retries),
});

/** Keys that every check entry may have, besides its kind and the kind's options. */
export const checkFieldsSchema = v.strictObject({
  expect: v.optional(expect),
  severity: v.optional(severity),
  timeout: v.optional(timeout),
  retries: v.optional(retries),
  tags: v.optional(tags),
  stages: v.optional(v.pipe(v.array(v.picklist(stages)), v.minLength(1, 'expected at least one stage'), v.description('When it runs.'))),
  layer: v.optional(v.pipe(v.picklist(layers), v.description('Kind of test, for selection and reports.'))),
  title: v.optional(
    v.pipe(
      v.string(),
      v.minLength(1, 'expected a title'),
      v.maxLength(200, 'expected a title of at most 200 characters'),
      v.description('Name for people.'),
    ),
  ),
  samples: v.optional(samples),
  warmup: v.optional(warmup),
});

/** The file as a whole. The loader reads it piece by piece, so that a fault in one piece does not hide others. */
export const fileSchema = v.strictObject({
  version: v.pipe(
    v.literal(1, 'expected 1, the only version of the format that this program reads'),
    v.description('Version of this format.'),
  ),
  defaults: v.optional(v.pipe(defaultsSchema, v.description('For all components, unless they say otherwise.'))),
  environments: v.optional(
    v.pipe(
      v.record(v.pipe(v.string(), v.regex(environmentNamePattern)), environmentSchema),
      v.description('Where a run may happen. `local` with the embedded stack exists without being declared.'),
    ),
  ),
  components: v.pipe(v.record(v.string(), componentSchema), v.description('What is under test, by name.')),
});

/** Keys of the agreed format that this version does not know. A key that is accepted must have an effect. */
export const futureKeys = {
  file: ['suites'],
  environment: ['isolate', 'from', 'name', 'ttl', 'cost_cap'],
} as const;

export type RetriesField = v.InferOutput<typeof retries>;
