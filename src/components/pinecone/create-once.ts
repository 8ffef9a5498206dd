import { Refusal, TransportError } from '../../std/errors.ts';

/**
 * Creates something whose reply may be lost. After no usable answer it is looked for: there and ours, it was created; not
 * there, it is asked for once more. After a conflict it is accepted when it is ours, which happens when something on the way
 * repeats a request. Anything else is thrown as it came.
 */
export async function createOnce(create: () => Promise<unknown>, isOurs: () => Promise<boolean>): Promise<void> {
  try {
    await create();
  } catch (error) {
    if (!isDoubtful(error)) throw error;
    if (await isThere(isOurs)) return;
    // 429 was refused before it was acted upon; a conflict is with somebody else's.
    if (!(error instanceof TransportError) || error.kind === '429') throw error;
    await repeat(create, isOurs);
  }
}

async function repeat(create: () => Promise<unknown>, isOurs: () => Promise<boolean>): Promise<void> {
  try {
    await create();
  } catch (error) {
    // The first request was slower than the second.
    if (isDoubtful(error) && (await isThere(isOurs))) return;
    throw error;
  }
}

function isDoubtful(error: unknown): boolean {
  return error instanceof TransportError || (error instanceof Refusal && error.code === '409');
}

async function isThere(isOurs: () => Promise<boolean>): Promise<boolean> {
  try {
    return await isOurs();
  } catch (error) {
    if (error instanceof Refusal && error.code === '404') return false;
    throw error;
  }
}
