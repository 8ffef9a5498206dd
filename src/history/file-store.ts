import { randomBytes } from 'node:crypto';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import type { History } from '../model/history.ts';
import type { Decoded } from './decode-history.ts';
import { decodeHistory } from './decode-history.ts';
import { encodeHistory } from './encode-history.ts';
import { mostReadBytes } from './limits.ts';

/** Undefined: there is no such file. Rejects when the file system refuses to read one that is there. */
export async function readHistoryFile(path: string, branch?: string): Promise<Decoded | undefined> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined) return undefined;
  if (found.size > mostReadBytes) return { warning: `The history was not used: it is larger than ${mostReadBytes} bytes.` };
  return decodeHistory(await readFile(path, 'utf8'), branch);
}

/** Replaces the file in one step: who reads meanwhile sees the old one or the new one. */
export async function writeHistoryFile(path: string, history: History): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await writeFile(temporary, encodeHistory(history), { flag: 'wx' });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
