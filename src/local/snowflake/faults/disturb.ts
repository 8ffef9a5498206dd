import type { ServerResponse } from 'node:http';
import { silence } from '../../admin/silence.ts';
import type { Reply } from '../wire/reply.ts';
import type { FaultRule } from './fault-rule.ts';

/** What a fault may do to a request. */
export interface DisturbedRequest {
  readonly response: ServerResponse;
  /** Takes effect. `queueMilliseconds` is how long its statement waits before; Infinity until it is canceled. */
  readonly answer: (queueMilliseconds: number) => Promise<Reply>;
  readonly expireToken: () => void;
}

type Disturb = (rule: FaultRule, request: DisturbedRequest) => Promise<Reply | undefined>;

const disturbances: Readonly<Record<FaultRule['kind'], Disturb>> = {
  refuse: async ({ status }) => ({ status, body: '{}' }),
  hang,
  drop: async ({ moment }, { response, answer }) => {
    if (moment === 'after') await answer(0);
    response.destroy();
    return undefined;
  },
  'expire-token': (_rule, { expireToken, answer }) => {
    expireToken();
    return answer(0);
  },
  'slow-chunk': async ({ milliseconds = 0 }, { answer }) => ({ ...(await answer(0)), pauseMilliseconds: milliseconds }),
  queue: ({ milliseconds = 0 }, { answer }) => answer(milliseconds),
  stall: (_rule, { answer }) => answer(Infinity),
};

/** The reply to a request that meets a fault; undefined when none may be sent. */
export function disturb(rule: FaultRule, request: DisturbedRequest): Promise<Reply | undefined> {
  return disturbances[rule.kind](rule, request);
}

/** Nothing takes effect for a client that is gone. */
async function hang({ moment, milliseconds }: FaultRule, { response, answer }: DisturbedRequest): Promise<Reply | undefined> {
  const early = moment === 'after' ? await answer(0) : undefined;
  await silence(response, milliseconds);
  if (milliseconds === undefined || response.destroyed) return undefined;
  return early ?? answer(0);
}
