import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The stored text of that name; `UPDATE_GOLDEN=1` stores `text` first. */
export function golden(name: string, text: string): string {
  const file = join(import.meta.dirname, 'golden', `${name}.golden`);
  if (process.env['UPDATE_GOLDEN'] === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return readFileSync(file, 'utf8');
}
