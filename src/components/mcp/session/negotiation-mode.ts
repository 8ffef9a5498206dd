import type { McpSettings } from '../settings-schema.ts';

/** As the SDK names it. */
export function negotiationMode({ url, protocol }: McpSettings): 'auto' | 'legacy' | { readonly pin: string } {
  // On stdio `auto` starts a second process for its probe, and waits for a mute one until the time is over.
  if (protocol === undefined) return url === undefined ? 'legacy' : 'auto';
  return protocol === 'auto' || protocol === 'legacy' ? protocol : { pin: protocol };
}
