import type { Dice, SetFault } from '../../admin/fault-board.ts';
import { readDuration, readNumber, readOneOf, readText, requireKnown } from '../../admin/read-field.ts';
import { requestKinds } from './request-kind.ts';
import type { RequestKind } from './request-kind.ts';

/** `refuse` answers an HTTP status; `stall` never answers, or late; `reset` cuts the connection without an answer. */
const faultKinds = ['refuse', 'stall', 'reset'] as const;
const moments = ['before', 'after'] as const;
const fields = ['kind', 'on', 'index', 'times', 'probability', 'seed', 'status', 'retry_after', 'for', 'moment'] as const;

export interface FaultRule extends Dice {
  readonly kind: (typeof faultKinds)[number];
  /** Undefined: every request. */
  readonly on: RequestKind | undefined;
  /** Undefined: requests to every index and those to none. */
  readonly index: string | undefined;
  /** Of `refuse`. */
  readonly status: number;
  /** Seconds of the header `retry-after` of `refuse`. */
  readonly retryAfterSeconds: number | undefined;
  /** Of `stall`; undefined: for ever. */
  readonly milliseconds: number | undefined;
  /** Whether the request takes effect: after it has, the reply is what is lost. */
  readonly moment: (typeof moments)[number];
}

/** @throws TypeError with a sentence for people */
export function readFaultRule(data: unknown): FaultRule {
  const given = requireKnown('fault', data, fields);
  const kind = readOneOf('kind', given.kind, faultKinds);
  if (given.status !== undefined && kind !== 'refuse') throw new TypeError(`${kind} answers no status`);
  if (given.retry_after !== undefined && kind !== 'refuse') throw new TypeError(`${kind} has no retry_after`);
  if (given.for !== undefined && kind !== 'stall') throw new TypeError(`${kind} takes no time`);
  return {
    kind,
    on: given.on === undefined ? undefined : readOneOf('on', given.on, requestKinds),
    index: given.index === undefined ? undefined : readText('index', given.index),
    times: given.times === undefined ? undefined : readNumber('times', given.times, 1, 1_000_000, true),
    probability: readNumber('probability', given.probability ?? 1, 0, 1, false),
    seed: readNumber('seed', given.seed ?? 7, 0, 2 ** 31, true),
    status: readNumber('status', given.status ?? 503, 400, 599, true),
    retryAfterSeconds: given.retry_after === undefined ? undefined : readNumber('retry_after', given.retry_after, 0, 3600, true),
    milliseconds: given.for === undefined ? undefined : readDuration('for', given.for),
    moment: readOneOf('moment', given.moment ?? 'before', moments),
  };
}

/** In the words in which it is set. */
export function printFault({ id, rule, matched, applied }: SetFault<FaultRule>): unknown {
  const { status, retryAfterSeconds, milliseconds, ...rest } = rule;
  const own = {
    ...(rule.kind === 'refuse' && { status, retry_after: retryAfterSeconds }),
    ...(milliseconds !== undefined && { for: `${milliseconds}ms` }),
  };
  return { id, rule: { ...rest, ...own }, matched, applied };
}
