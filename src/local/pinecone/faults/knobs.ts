import { readDuration, readNumber, requireKnown } from '../../admin/read-field.ts';
import { requestKinds } from './request-kind.ts';
import type { RequestKind } from './request-kind.ts';

/** How the endpoint behaves besides what is asked of it. Everything is off at first. */
export interface Knobs {
  /** How long after a write readers do not see it, drawn from a range. */
  readonly freshness?: { readonly leastMilliseconds: number; readonly mostMilliseconds: number; readonly seed: number };
  /** How long a new index is Initializing. */
  readonly indexInitMilliseconds?: number;
  /** Of how long ago what a backup holds is. */
  readonly backupLagMilliseconds?: number;
  /** How long a backup, and a restore, take. */
  readonly backupDurationMilliseconds?: number;
  /** Share of the true hits that a query misses. */
  readonly recallLoss?: { readonly rate: number; readonly seed: number };
  /** Requests per second: of each kind, to each index. */
  readonly limits?: Readonly<Partial<Record<RequestKind, number>>>;
  /** How late the first answer of an index is, and again after it was not used for a while. */
  readonly coldStart?: { readonly delayMilliseconds: number; readonly idleMilliseconds: number };
}

const names = ['freshness', 'index_init', 'backup_lag', 'backup_duration', 'recall_loss', 'limits', 'cold_start'] as const;
type Name = (typeof names)[number];

const readers: Readonly<Record<Name, (value: unknown) => Knobs>> = {
  freshness: (value) => {
    const { min, max, seed } = requireKnown('freshness', value, ['min', 'max', 'seed'] as const);
    const mostMilliseconds = readDuration('freshness.max', max);
    const leastMilliseconds = min === undefined ? 0 : readDuration('freshness.min', min);
    if (leastMilliseconds > mostMilliseconds) throw new TypeError('freshness: min is more than max');
    return { freshness: { leastMilliseconds, mostMilliseconds, seed: seedOf('freshness.seed', seed) } };
  },
  index_init: (value) => ({ indexInitMilliseconds: readDuration('index_init', value) }),
  backup_lag: (value) => ({ backupLagMilliseconds: readDuration('backup_lag', value) }),
  backup_duration: (value) => ({ backupDurationMilliseconds: readDuration('backup_duration', value) }),
  recall_loss: (value) => {
    const { rate, seed } = requireKnown('recall_loss', value, ['rate', 'seed'] as const);
    return { recallLoss: { rate: readNumber('recall_loss.rate', rate, 0, 1, false), seed: seedOf('recall_loss.seed', seed) } };
  },
  limits: (value) => {
    const given = requireKnown('limits', value, requestKinds);
    const limits = Object.entries(given).map(([kind, most]) => [kind, readNumber(`limits.${kind}`, most, 0, 1_000_000, true)] as const);
    return { limits: Object.fromEntries(limits) };
  },
  cold_start: (value) => {
    const { delay, idle } = requireKnown('cold_start', value, ['delay', 'idle'] as const);
    const idleMilliseconds = idle === undefined ? Infinity : readDuration('cold_start.idle', idle);
    return { coldStart: { delayMilliseconds: readDuration('cold_start.delay', delay), idleMilliseconds } };
  },
};

/** The knobs, and the words in which they were set. */
export interface KnobSettings {
  readonly knobs: Knobs;
  readonly given: Readonly<Partial<Record<Name, unknown>>>;
}

export const noKnobs: KnobSettings = { knobs: {}, given: {} };

/** Sets what is given over what is set; null turns one off. @throws TypeError with a sentence for people */
export function changeKnobs(known: KnobSettings, data: unknown): KnobSettings {
  const given = requireKnown('knobs', data, names);
  const changes = Object.entries(given).map(([name, value]) => (value === null ? off[name as Name] : readers[name as Name](value)));
  const words = Object.entries({ ...known.given, ...given }).filter(([, value]) => value !== null);
  return { knobs: Object.assign({}, known.knobs, ...changes) as Knobs, given: Object.fromEntries(words) };
}

const off: Readonly<Record<Name, Readonly<Record<string, undefined>>>> = {
  freshness: { freshness: undefined },
  index_init: { indexInitMilliseconds: undefined },
  backup_lag: { backupLagMilliseconds: undefined },
  backup_duration: { backupDurationMilliseconds: undefined },
  recall_loss: { recallLoss: undefined },
  limits: { limits: undefined },
  cold_start: { coldStart: undefined },
};

function seedOf(field: string, value: unknown): number {
  return readNumber(field, value ?? 7, 0, 2 ** 31, true);
}
