import { crc32, deflateRawSync } from 'node:zlib';

export interface ArchiveFile {
  readonly name: string;
  readonly content: string | Buffer;
  /** Name in the file's own header, when it differs. */
  readonly localName?: string;
  /** Upper half of the external attributes: kind and permissions, as Unix writes them. */
  readonly mode?: number;
  readonly method?: number;
  readonly flags?: number;
  /** Sizes in both headers, when they are a lie. */
  readonly claimedBytes?: number;
  readonly claimedPackedBytes?: number;
  readonly checksum?: number;
}

export interface ArchiveShape {
  /** Number of files that the end record tells. */
  readonly claimedCount?: number;
  readonly before?: Buffer;
  readonly between?: Buffer;
  readonly after?: Buffer;
}

/** A ZIP archive written by hand, so that it can lie. */
export function archive(files: readonly ArchiveFile[], shape: ArchiveShape = {}): Buffer {
  const { before = Buffer.alloc(0), between = Buffer.alloc(0), after = Buffer.alloc(0) } = shape;
  const bodies: Buffer[] = [before];
  const entries: Buffer[] = [];
  let offset = before.length;
  for (const file of files) {
    const content = Buffer.from(file.content);
    const method = file.method ?? 8;
    const packed = method === 8 ? deflateRawSync(content) : content;
    const facts = Buffer.alloc(22);
    facts.writeUInt16LE(file.flags ?? 0, 0);
    facts.writeUInt16LE(method, 2);
    facts.writeUInt32LE(file.checksum ?? crc32(content), 8);
    facts.writeUInt32LE(file.claimedPackedBytes ?? packed.length, 12);
    facts.writeUInt32LE(file.claimedBytes ?? content.length, 16);
    const localName = Buffer.from(file.localName ?? file.name);
    const body = Buffer.concat([start(0x04_03_4b_50, 20), withNameLength(facts, localName), zeros(2), localName, packed]);
    const name = Buffer.from(file.name);
    const attributes = Buffer.alloc(8);
    attributes.writeUInt32LE(((file.mode ?? 0) << 16) >>> 0, 0);
    attributes.writeUInt32LE(offset, 4);
    entries.push(Buffer.concat([start(0x02_01_4b_50, 0x03_14), number(20, 2), withNameLength(facts, name), zeros(8), attributes, name]));
    bodies.push(body);
    offset += body.length;
  }
  const directory = Buffer.concat(entries);
  const count = shape.claimedCount ?? files.length;
  const end = [start(0x06_05_4b_50, 0), zeros(2), number(count, 2), number(count, 2), number(directory.length, 4)];
  return Buffer.concat([...bodies, between, directory, ...end, number(offset + between.length, 4), zeros(2), after]);
}

function start(signature: number, version: number): Buffer {
  return Buffer.concat([number(signature, 4), number(version, 2)]);
}

function withNameLength(facts: Buffer, name: Buffer): Buffer {
  return Buffer.concat([facts.subarray(0, 20), number(name.length, 2)]);
}

function number(value: number, bytes: 2 | 4): Buffer {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntLE(value, 0, bytes);
  return buffer;
}

function zeros(bytes: number): Buffer {
  return Buffer.alloc(bytes);
}
