import { parseDurationMilliseconds } from '../../../std/duration.ts';
import { errorMessage } from '../../../std/errors.ts';
import { requestKinds } from './request-kind.ts';
import type { RequestKind } from './request-kind.ts';

/**
 * What can be done to a request: `refuse` answers an HTTP status; `hang` never answers, or late; `drop` closes the socket without
 * an answer; `expire-token` takes the session's token for expired; `slow-chunk` stops in the middle of a part of a large result;
 * `queue` lets the statement wait for its warehouse; `stall` answers "in progress" with a query id and never ends the statement.
 */
const faultKinds = ['refuse', 'hang', 'drop', 'expire-token', 'slow-chunk', 'queue', 'stall'] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface FaultRule {
  readonly kind: FaultKind;
  readonly on: RequestKind;
  /** Of the statement's text; only for requests of the kind `query`. */
  readonly statement: string | undefined;
  /** How many requests it is done to; undefined is no limit. */
  readonly times: number | undefined;
  /** From 0 to 1, decided by the seed: the same requests in the same order meet the same faults. */
  readonly probability: number;
  readonly seed: number;
  /** HTTP status of `refuse`. */
  readonly status: number;
  /** Of `hang` (undefined: for ever), `slow-chunk` and `queue`. */
  readonly milliseconds: number | undefined;
  /** Of `hang` and `drop`: whether the request takes effect. */
  readonly moment: 'before' | 'after';
}

const fields = ['kind', 'on', 'statement', 'times', 'probability', 'seed', 'status', 'for', 'moment'] as const;
type Fields = Readonly<Partial<Record<(typeof fields)[number], unknown>>>;

/** @throws TypeError with a sentence for people */
export function readFaultRule(data: unknown): FaultRule {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw new TypeError('a fault is a JSON object');
  const unknown = Object.keys(data).find((name) => !(fields as readonly string[]).includes(name));
  if (unknown !== undefined) throw new TypeError(`"${unknown}" is not one of ${fields.join(', ')}`);
  const given = data as Fields;
  const kind = oneOf('kind', given.kind, faultKinds);
  const on = oneOf('on', given.on ?? (kind === 'slow-chunk' ? 'chunk' : 'query'), requestKinds);
  requirePlace(kind, on, given);
  return {
    kind,
    on,
    statement: given.statement === undefined ? undefined : textOf('statement', given.statement),
    times: given.times === undefined ? undefined : numberOf('times', given.times, 1, 1_000_000, true),
    probability: numberOf('probability', given.probability ?? 1, 0, 1, false),
    seed: numberOf('seed', given.seed ?? 7, 0, 2 ** 31, true),
    status: numberOf('status', given.status ?? 503, 400, 599, true),
    milliseconds: given.for === undefined ? defaultMilliseconds(kind) : durationOf(given.for),
    moment: oneOf('moment', given.moment ?? 'before', ['before', 'after'] as const),
  };
}

/** What only some requests have can be asked of those only. */
function requirePlace(kind: FaultKind, on: RequestKind, given: Fields): void {
  const place = { 'slow-chunk': 'chunk', queue: 'query', stall: 'query' } as Partial<Record<FaultKind, RequestKind>>;
  const needed = place[kind];
  if (needed !== undefined && on !== needed) throw new TypeError(`${kind} is done on ${needed}, not on ${on}`);
  if (kind === 'expire-token' && !['query', 'result', 'cancel', 'session'].includes(on))
    throw new TypeError(`a request of the kind ${on} has no session token`);
  if (given.statement !== undefined && on !== 'query') throw new TypeError('only requests of the kind query have a statement');
  if (given.status !== undefined && kind !== 'refuse') throw new TypeError(`${kind} answers no status`);
  if (given.for !== undefined && !['hang', 'slow-chunk', 'queue'].includes(kind)) throw new TypeError(`${kind} takes no time`);
  if (given.moment !== undefined && !['hang', 'drop'].includes(kind)) throw new TypeError(`${kind} has no moment`);
}

function defaultMilliseconds(kind: FaultKind): number | undefined {
  return kind === 'queue' || kind === 'slow-chunk' ? 1000 : undefined;
}

function oneOf<Name extends string>(field: string, value: unknown, names: readonly Name[]): Name {
  const found = names.find((name) => name === value);
  if (found === undefined) throw new TypeError(`${field}: expected one of ${names.join(', ')}, got ${shown(value)}`);
  return found;
}

function textOf(field: string, value: unknown): string {
  if (typeof value !== 'string' || value === '' || value.length > 10_000)
    throw new TypeError(`${field}: expected a text, got ${shown(value)}`);
  return value;
}

function numberOf(field: string, value: unknown, least: number, most: number, whole: boolean): number {
  const fits = typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value));
  if (!fits) throw new TypeError(`${field}: expected a ${whole ? 'whole ' : ''}number from ${least} to ${most}, got ${shown(value)}`);
  return value;
}

function durationOf(value: unknown): number {
  try {
    return parseDurationMilliseconds(textOf('for', value));
  } catch (cause) {
    throw new TypeError(`for: ${errorMessage(cause)}`, { cause });
  }
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? 'nothing').slice(0, 60);
}
