import { open, rename, rm, writeFile } from 'node:fs/promises';
import { isAbsolute, join, normalize, sep } from 'node:path';
import * as v from 'valibot';
import { Refusal, errorMessage } from '../../../std/errors.ts';
import { JsonError, readJson } from '../../../std/json-text.ts';
import type { JsonPosition } from '../../../std/json-text.ts';
import { formatBytes } from '../../../std/size.ts';
import { canonicalJson } from './canonical-json.ts';
import { snapshotSchema } from './snapshot.ts';
import type { Snapshot } from './snapshot.ts';

const mostBytes = 4 * 1024 * 1024;

/** Whether a path stays in the folder that it is relative to: a config must not make us write elsewhere. */
export function staysInside(path: string): boolean {
  const plain = normalize(path);
  return !isAbsolute(plain) && plain !== '..' && !plain.startsWith(`..${sep}`) && !plain.endsWith(sep) && plain !== '.';
}

/**
 * Undefined: there is no such file. Throws an `Error` that says file, line and column of what cannot be used. `shown` is the
 * file's name for people.
 */
export async function readSnapshot(directory: string, shown: string): Promise<Snapshot | undefined> {
  const text = await readText(join(directory, shown), shown);
  if (text === undefined) return undefined;
  try {
    const json = readJson(text);
    const parsed = v.safeParse(snapshotSchema, json.value);
    if (parsed.success) return parsed.output;
    const [issue] = parsed.issues;
    const path = (issue.path ?? []).flatMap(({ key }) => (typeof key === 'string' || typeof key === 'number' ? [key] : []));
    throw problemAt(shown, json.positionOf(path), `${path.join('.') || 'the file'}: ${issue.message}`);
  } catch (error) {
    throw error instanceof JsonError ? problemAt(shown, error, `this is no JSON: ${error.message}`) : error;
  }
}

/** Whole or not at all, so that a run that is stopped leaves no half of a file. */
export async function writeSnapshot(directory: string, shown: string, snapshot: Snapshot): Promise<void> {
  const text = `${canonicalJson(snapshot, 2)}\n`;
  const bytes = Buffer.byteLength(text);
  if (bytes > mostBytes) {
    throw new Refusal('SNAPSHOT_TOO_LARGE', `the snapshot would have ${formatBytes(bytes)}, and ${formatBytes(mostBytes)} are allowed`);
  }
  const file = join(directory, shown);
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(unfinished, text);
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw new Error(`${shown} cannot be written: ${errorMessage(error)}`, { cause: error });
  }
}

async function readText(file: string, shown: string): Promise<string | undefined> {
  try {
    await using handle = await open(file, 'r');
    const { size } = await handle.stat();
    if (size > mostBytes)
      throw problemAt(shown, { line: 1, column: 1 }, `expected at most ${formatBytes(mostBytes)}, got ${formatBytes(size)}`);
    return await handle.readFile('utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) {
      if (error.code === 'ENOENT') return undefined;
      throw new Error(`${shown} cannot be read: ${errorMessage(error)}`, { cause: error });
    }
    throw error;
  }
}

function problemAt(file: string, { line, column }: JsonPosition, message: string): Error {
  return new Error(`${file}:${line}:${column}: ${message}`);
}
