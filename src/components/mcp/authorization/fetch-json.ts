import type { Network } from '../../../std/address.ts';
import { createGuardedFetch } from '../../guarded-fetch.ts';

/** A document that should be a JSON object. */
export interface FetchedJson {
  readonly url: string;
  readonly status: number;
  /** Undefined when the answer is not status 200 with a JSON object. */
  readonly document: Readonly<Record<string, unknown>> | undefined;
}

const textLimit = 256 * 1024;

/** Without any header of the component: the address is the word of a stranger. */
export async function fetchJson(url: string, network: Network, signal: AbortSignal): Promise<FetchedJson> {
  using web = createGuardedFetch(new URL(url), network);
  const response = await web.fetch(url, { headers: { accept: 'application/json' }, signal });
  let text = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > textLimit) break;
  }
  return { url, status: response.status, document: response.status === 200 ? parseObject(text) : undefined };
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
