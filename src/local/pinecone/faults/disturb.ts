import type { ServerResponse } from 'node:http';
import { silence } from '../../admin/silence.ts';
import type { ErrorForm } from '../refusal.ts';
import type { Reply } from '../route.ts';
import { plantedReply } from './planted-reply.ts';
import type { FaultRule } from './fault-rule.ts';

/** What a fault may do to a request. */
export interface DisturbedRequest {
  readonly errorForm: ErrorForm;
  readonly response: ServerResponse;
  /** Takes effect. */
  readonly answer: () => Promise<Reply>;
}

/** The reply to a request that meets a fault; undefined when none may be sent. */
export async function disturb(rule: FaultRule, { errorForm, response, answer }: DisturbedRequest): Promise<Reply | undefined> {
  const early = rule.moment === 'after' ? await answer() : undefined;
  if (rule.kind === 'refuse') return plantedReply(errorForm, rule.status, rule.retryAfterSeconds);
  if (rule.kind === 'reset') {
    // A reset rather than an orderly end, as a gateway that dies does it.
    response.socket?.resetAndDestroy();
    return undefined;
  }
  await silence(response, rule.milliseconds);
  // Nothing takes effect for a client that is gone.
  if (rule.milliseconds === undefined || response.destroyed) return undefined;
  return early ?? answer();
}
