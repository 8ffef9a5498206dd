import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * snowflake-sdk asks for CommonJS's `__dirname`, which an ES-module bundle does not have, while other packages work in
 * such a bundle only. So the entry imports this module first.
 */
declare global {
  var __filename: string;
  var __dirname: string;
}

globalThis.__filename ??= fileURLToPath(import.meta.url);
globalThis.__dirname ??= dirname(globalThis.__filename);
