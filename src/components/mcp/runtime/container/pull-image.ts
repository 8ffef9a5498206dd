import { Refusal } from '../../../../std/errors.ts';
import type { Engine } from './open-engine.ts';

/** Fetches an image unless it is there. The registry is asked without a login. */
export async function pullImage(engine: Engine, image: string, signal: AbortSignal): Promise<void> {
  if (await isThere(engine, image, signal)) return;
  const { name, tag } = splitReference(image);
  const progress = await engine.bytes('POST', '/images/create', { query: { fromImage: name, tag }, signal });
  // What goes wrong after the engine began to answer is told in a line of its own, under the status 200.
  const lines = progress.toString('utf8').split('\n').filter(Boolean);
  const error = lines.map((line) => (JSON.parse(line) as { readonly error?: string }).error).find((text) => text !== undefined);
  if (error !== undefined) throw new Refusal('PULL', `image ${image} was not fetched: ${error}`);
}

async function isThere(engine: Engine, image: string, signal: AbortSignal): Promise<boolean> {
  try {
    await engine.json('GET', `/images/${image}/json`, { signal });
    return true;
  } catch (error) {
    if (error instanceof Refusal && error.code === '404') return false;
    throw error;
  }
}

/** A digest goes where the tag goes; without either the engine would fetch all tags. A colon before a slash is a port. */
export function splitReference(image: string): { readonly name: string; readonly tag: string } {
  const [, name = image, tag = 'latest'] =
    /^(.+?)(?:@(sha256:[0-9a-f]{64}))$/.exec(image) ?? /^(.+?)(?::([\w][\w.-]*))?$/.exec(image) ?? [];
  return { name, tag };
}
