import { Refusal } from '../../../std/errors.ts';
import { isMissing } from '../structure/describe-table.ts';

/** How Snowflake refused for want of rights, or undefined when it did not. Every other error is thrown: it proves nothing. */
export async function refusalOf(attempt: () => Promise<unknown>): Promise<Refusal | undefined> {
  const refusal = await anyRefusalOf(attempt);
  if (refusal !== undefined && !isMissing(refusal)) throw refusal;
  return refusal;
}

/** What Snowflake answered when it refused, for whatever reason; undefined when it did not. */
export async function anyRefusalOf(attempt: () => Promise<unknown>): Promise<Refusal | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
