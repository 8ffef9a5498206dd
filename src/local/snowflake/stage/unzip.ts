import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { refused } from '../failure.ts';

const unzip = promisify(gunzip);

/** A file is loaded as a whole, so there is a limit to its size. */
const limitBytes = 256 * 1024 * 1024;

/** What is packed with gzip, by its first bytes, is unpacked; the rest stays as it is. */
export async function unzipped(content: Buffer): Promise<Buffer> {
  const isZipped = content[0] === 0x1f && content[1] === 0x8b;
  if (!isZipped && content.length > limitBytes) throw tooLarge();
  if (!isZipped) return content;
  try {
    return await unzip(content, { maxOutputLength: limitBytes });
  } catch (cause) {
    throw cause instanceof RangeError ? tooLarge(cause) : refused('LOCAL-006', 'a file that starts like gzip and is not', { cause });
  }
}

function tooLarge(cause?: unknown) {
  return refused('LOCAL-006', `a staged file of more than ${limitBytes / 1024 / 1024} MiB, unpacked`, { cause });
}
