import { Refusal } from '../../../std/errors.ts';

/** The code with which an attempt was refused, or undefined when it succeeded. Transport errors are thrown on. */
export async function refusalCodeOf(attempt: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
