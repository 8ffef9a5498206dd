import { readDuration, readNumber, readOneOf, readText, requireKnown } from '../../admin/read-field.ts';
import type { Dice } from '../../admin/fault-board.ts';
import { requestKinds } from './request-kind.ts';
import type { RequestKind } from './request-kind.ts';

/**
 * What can be done to a request: `refuse` answers an HTTP status; `hang` never answers, or late; `drop` closes the socket without
 * an answer; `expire-token` takes the session's token for expired; `slow-chunk` stops in the middle of a part of a large result;
 * `queue` lets the statement wait for its warehouse; `stall` answers "in progress" with a query id and never ends the statement.
 */
const faultKinds = ['refuse', 'hang', 'drop', 'expire-token', 'slow-chunk', 'queue', 'stall'] as const;
export type FaultKind = (typeof faultKinds)[number];

export interface FaultRule extends Dice {
  readonly kind: FaultKind;
  readonly on: RequestKind;
  /** Of the statement's text; only for requests of the kind `query`. */
  readonly statement: string | undefined;
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
  const given: Fields = requireKnown('a fault', data, fields);
  const kind = readOneOf('kind', given.kind, faultKinds);
  const on = readOneOf('on', given.on ?? (kind === 'slow-chunk' ? 'chunk' : 'query'), requestKinds);
  requirePlace(kind, on, given);
  return {
    kind,
    on,
    statement: given.statement === undefined ? undefined : readText('statement', given.statement),
    times: given.times === undefined ? undefined : readNumber('times', given.times, 1, 1_000_000, true),
    probability: readNumber('probability', given.probability ?? 1, 0, 1, false),
    seed: readNumber('seed', given.seed ?? 7, 0, 2 ** 31, true),
    status: readNumber('status', given.status ?? 503, 400, 599, true),
    milliseconds: given.for === undefined ? defaultMilliseconds(kind) : readDuration('for', given.for),
    moment: readOneOf('moment', given.moment ?? 'before', ['before', 'after'] as const),
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
