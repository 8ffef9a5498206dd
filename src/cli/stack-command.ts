import { fileURLToPath } from 'node:url';

/** Arguments for Node that start the embedded stack's process: the module beside this one, in `src/` as in `lib/`. */
export function stackCommand(): readonly string[] {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return [fileURLToPath(new URL(`../local/main.${extension}`, import.meta.url))];
}
