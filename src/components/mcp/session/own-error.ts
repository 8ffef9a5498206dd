import { Refusal, TransportError } from '../../../std/errors.ts';
import { ForbiddenAddress } from '../../guarded-agent.ts';

/** The SDK wraps what our fetch threw, once or twice. */
export function ownError(error: unknown): Error | undefined {
  if (error instanceof TransportError || error instanceof Refusal || error instanceof ForbiddenAddress) return error;
  return error instanceof Error && error.cause !== undefined ? ownError(error.cause) : undefined;
}
