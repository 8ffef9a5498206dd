import { Refusal, TransportError } from '../../../std/errors.ts';

/**
 * Creates something whose reply may be lost. After no usable answer it is looked for: there and ours, it was created; not
 * there, it is asked for once more. After a conflict it is accepted when it is ours, which happens when something on the way
 * repeats a request. Anything else is thrown as it came. `findOurs` gives undefined, or a refusal with 404, for nothing.
 */
export async function createOnce<T>(create: () => Promise<T>, findOurs: () => Promise<T | undefined>): Promise<T> {
  try {
    return await create();
  } catch (error) {
    if (!isDoubtful(error)) throw error;
    const found = await unlessMissing(findOurs);
    if (found !== undefined) return found;
    // 429 was refused before it was acted upon; a conflict is with somebody else's.
    if (!(error instanceof TransportError) || error.kind === '429') throw error;
    return repeat(create, findOurs);
  }
}

async function repeat<T>(create: () => Promise<T>, findOurs: () => Promise<T | undefined>): Promise<T> {
  try {
    return await create();
  } catch (error) {
    // The first request was slower than the second.
    const found = isDoubtful(error) ? await unlessMissing(findOurs) : undefined;
    if (found === undefined) throw error;
    return found;
  }
}

function isDoubtful(error: unknown): boolean {
  return error instanceof TransportError || (error instanceof Refusal && error.code === '409');
}

async function unlessMissing<T>(find: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof Refusal && error.code === '404') return undefined;
    throw error;
  }
}
