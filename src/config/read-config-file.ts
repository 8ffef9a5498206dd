import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { errorMessage } from '../std/errors.ts';
import { formatBytes } from '../std/size.ts';
import { ConfigError } from './config-error.ts';
import { maxConfigBytes } from './limits.ts';

/** The text of a config file, a byte order mark left out. Throws `ConfigError` before more than the limit was read. */
export async function readConfigFile(file: string): Promise<string> {
  return decodeConfig(await readBytes(file), file);
}

/** Strict UTF-8: an editor that saved another encoding would otherwise change names silently. */
export function decodeConfig(bytes: Buffer, file: string): string {
  const text = bytes.toString('utf8');
  const again = Buffer.from(text);
  const invalid = again.equals(bytes) ? -1 : firstDifference(bytes, again);
  if (invalid !== -1) {
    const hint = /^(?:\xFF\xFE|\xFE\xFF)/.test(bytes.subarray(0, 2).toString('latin1')) ? ' (it looks like UTF-16)' : '';
    const byte = (bytes[invalid] ?? 0).toString(16).padStart(2, '0').toUpperCase();
    throw problemAt(
      file,
      bytes.subarray(0, invalid).toString('utf8'),
      `expected UTF-8, got the byte 0x${byte}${hint}; save the file as UTF-8`,
    );
  }
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

async function readBytes(file: string): Promise<Buffer> {
  try {
    await using handle = await open(file, 'r');
    const { size } = await checkedStat(handle, file);
    if (size > maxConfigBytes) throw tooLarge(file, size);
    return await readAtMost(handle, file);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    throw problemAt(file, '', cannotRead(error), error);
  }
}

async function checkedStat(handle: FileHandle, file: string): Promise<{ readonly size: number }> {
  const stat = await handle.stat();
  if (!stat.isFile()) throw problemAt(file, '', `expected a file, got ${stat.isDirectory() ? 'a directory' : 'something else'}`);
  return stat;
}

/** The file may grow after its size was asked for. */
async function readAtMost(handle: FileHandle, file: string): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(maxConfigBytes + 1);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, length);
    if (bytesRead === 0) return buffer.subarray(0, length);
    length += bytesRead;
  }
  throw tooLarge(file, length);
}

function tooLarge(file: string, bytes: number): ConfigError {
  return problemAt(file, '', `expected a file of at most ${formatBytes(maxConfigBytes)}, got ${formatBytes(bytes)}`);
}

function cannotRead(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'there is no such file; "infra-test init" writes one';
  if (code === 'EACCES') return 'the file may not be read by this user';
  if (code === 'EISDIR') return 'expected a file, got a directory';
  return `the file cannot be read: ${errorMessage(error)}`;
}

/** A problem behind `before`, the text in front of it. */
function problemAt(file: string, before: string, message: string, cause?: unknown): ConfigError {
  const lines = before.split('\n');
  const source = { file, line: lines.length, column: (lines.at(-1) ?? '').length + 1 };
  return new ConfigError([{ source, message }], { cause });
}

function firstDifference(left: Buffer, right: Buffer): number {
  const length = Math.min(left.length, right.length);
  for (let index = 0; index < length; index += 1) {
    if (left[index] !== right[index]) return index;
  }
  return length;
}
