import { constants, crc32, inflateRawSync } from 'node:zlib';
import { formatBytes } from '../../std/size.ts';

/** Bytes of the records of the ZIP format (APPNOTE 4.3.7, 4.3.12, 4.3.16) without their variable ends. */
const localHeaderBytes = 30;
const centralHeaderBytes = 46;
const endRecordBytes = 22;
const localSignature = 0x04_03_4b_50;
const centralSignature = 0x02_01_4b_50;
const endSignature = 0x06_05_4b_50;
/** The most that stands between the data and the directory: signature, checksum and two 64-bit sizes. */
const descriptorBytes = 24;
const stored = 0;
const deflated = 8;
const encryptedFlag = 1;
/** The kind of file in the upper half of the external attributes, as Unix writes it. */
const kindMask = 0o170_000;
const regularFile = 0o100_000;

const fileName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}\.json$/;

/**
 * The text of an artifact that holds one JSON file: an archive as GitHub makes it, or the raw file. Made for artifacts of
 * strangers: nothing is written, no name is used, and an archive is taken only in its one plain shape (one regular file
 * without folders at the beginning, its directory right behind it, nothing else), so that no two readers can see
 * different things in it. Throws `TypeError` with a sentence.
 */
export function readArtifact(bytes: Buffer, maxTextBytes: number): string {
  const isArchive = bytes.subarray(0, 2).toString('latin1') === 'PK';
  const content = isArchive ? onlyFileOf(bytes, maxTextBytes) : bytes;
  if (content.length > maxTextBytes) throw tooLarge(content.length, maxTextBytes);
  const text = content.toString('utf8');
  if (!Buffer.from(text).equals(content)) throw new TypeError('expected UTF-8, got other bytes');
  return text;
}

interface Entry {
  readonly flags: number;
  readonly method: number;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly name: Buffer;
  /** Where the directory begins. */
  readonly directoryStart: number;
}

function onlyFileOf(bytes: Buffer, maxTextBytes: number): Buffer {
  const entry = readDirectory(bytes);
  if (entry.bytes > maxTextBytes) throw tooLarge(entry.bytes, maxTextBytes);
  const packed = packedData(bytes, entry);
  const content = entry.method === stored ? packed : inflate(packed, maxTextBytes);
  if (content.length !== entry.bytes || crc32(content) !== entry.checksum) throw odd('its file is damaged');
  return content;
}

/** The end record without a comment, and the single directory entry right before it. */
function readDirectory(bytes: Buffer): Entry {
  const end = bytes.length - endRecordBytes;
  if (end < centralHeaderBytes || bytes.readUInt32LE(end) !== endSignature) throw odd('it does not end as one');
  const count = bytes.readUInt16LE(end + 10);
  if (count !== 1 || bytes.readUInt16LE(end + 8) !== 1) throw new TypeError(`expected one file in the archive, got ${count}`);
  const start = bytes.readUInt32LE(end + 16);
  if (start + centralHeaderBytes > end || bytes.readUInt32LE(start) !== centralSignature)
    throw odd('its directory is not where it should be');
  const [nameBytes, extraBytes, commentBytes] = [
    bytes.readUInt16LE(start + 28),
    bytes.readUInt16LE(start + 30),
    bytes.readUInt16LE(start + 32),
  ];
  if (start + centralHeaderBytes + nameBytes + extraBytes + commentBytes !== end) throw odd('there is more in it than one file');
  if (bytes.readUInt32LE(start + 42) !== 0) throw odd('its file is not at its beginning');
  refuseLink(bytes.readUInt32LE(start + 38));
  const name = bytes.subarray(start + centralHeaderBytes, start + centralHeaderBytes + nameBytes);
  refuseName(name.toString('latin1'));
  return {
    flags: bytes.readUInt16LE(start + 8),
    method: bytes.readUInt16LE(start + 10),
    checksum: bytes.readUInt32LE(start + 16),
    packedBytes: bytes.readUInt32LE(start + 20),
    bytes: bytes.readUInt32LE(start + 24),
    name,
    directoryStart: start,
  };
}

/** The file's own header must name the same file, and its data must reach to the directory. */
function packedData(bytes: Buffer, entry: Entry): Buffer {
  if (bytes.readUInt32LE(0) !== localSignature) throw odd('it does not begin as one');
  const nameEnd = localHeaderBytes + bytes.readUInt16LE(26);
  const dataStart = nameEnd + bytes.readUInt16LE(28);
  const dataEnd = dataStart + entry.packedBytes;
  if (!bytes.subarray(localHeaderBytes, nameEnd).equals(entry.name)) throw odd('its file has two names');
  const rest = entry.directoryStart - dataEnd;
  if (rest < 0 || rest > descriptorBytes) throw odd('the size of its file is wrong');
  if ((entry.flags & encryptedFlag) !== 0) throw odd('its file is encrypted');
  if (entry.method !== stored && entry.method !== deflated) throw odd(`its file is packed by method ${entry.method}`);
  return bytes.subarray(dataStart, dataEnd);
}

/** Stops at the limit, whatever the archive says of its size. */
function inflate(packed: Buffer, maxOutputLength: number): Buffer {
  try {
    return inflateRawSync(packed, { maxOutputLength, finishFlush: constants.Z_FINISH });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(undefined, maxOutputLength);
    throw new TypeError('this is no archive that can be read: its file is damaged', { cause: error });
  }
}

function refuseLink(externalAttributes: number): void {
  const kind = (externalAttributes >>> 16) & kindMask;
  if (kind !== 0 && kind !== regularFile) throw new TypeError('expected a file in the archive, got a link or a folder');
}

function refuseName(name: string): void {
  if (!fileName.test(name))
    throw new TypeError(`expected a .json file without folders in the archive, got ${JSON.stringify(name.slice(0, 100))}`);
}

function tooLarge(bytes: number | undefined, maxBytes: number): TypeError {
  return new TypeError(`expected at most ${formatBytes(maxBytes)}, got ${bytes === undefined ? 'more' : formatBytes(bytes)}`);
}

function odd(why: string): TypeError {
  return new TypeError(`this is no archive that can be read: ${why}`);
}
