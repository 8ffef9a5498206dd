import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readArtifact } from '../../src/publish/github/read-artifact.ts';
import { startServices } from '../action/services.ts';
import { archive } from './archive.ts';
import type { ArchiveFile, ArchiveShape } from './archive.ts';

const limit = 256 * 1024;
const text = JSON.stringify({ some: 'text, ünd möre', list: Array.from({ length: 500 }, (_, index) => index) });
const part: ArchiveFile = { name: 'infra-test-part-1.json', content: text };

describe('an artifact of one JSON file', () => {
  test('is read as the real client uploads it, as an archive and as a raw file', async () => {
    await using services = await startServices();
    const directory = mkdtempSync(join(tmpdir(), 'infra-test-upload-'));
    const before = { ...process.env };
    try {
      Object.assign(process.env, services.env);
      const file = join(directory, 'infra-test-part-1.json');
      writeFileSync(file, text);
      const { DefaultArtifactClient } = await import('@actions/artifact');
      const client = new DefaultArtifactClient();
      await client.uploadArtifact('packed', [file], directory);
      await client.uploadArtifact('raw', [file], directory, { skipArchive: true });
    } finally {
      process.env = before;
      rmSync(directory, { recursive: true });
    }
    const blobs = [...services.blobs].map(([name, bytes]) => [name, readArtifact(bytes, limit)]);
    expect(blobs).toEqual([
      ['packed', text],
      ['infra-test-part-1.json', text],
    ]);
  });

  test('is read whatever it says, packed or stored', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.constantFrom(0, 8), (content, method) => {
        expect(readArtifact(archive([{ ...part, content, method }]), limit)).toBe(Buffer.from(content).toString());
      }),
    );
    expect(readArtifact(archive([{ ...part, mode: 0o100_644 }]), limit)).toBe(text);
    expect(readArtifact(Buffer.from(text), limit)).toBe(text);
  });

  const name = (other: string): readonly ArchiveFile[] => [{ ...part, name: other }];
  test.each<[string, readonly ArchiveFile[], string, ArchiveShape?]>([
    ['a path up', name('../../etc/cron.json'), 'without folders'],
    ['a folder', name('a/part.json'), 'without folders'],
    ['an absolute path', name('/part.json'), 'without folders'],
    ['a Windows path', name('..\\part.json'), 'without folders'],
    ['a drive', name('C:part.json'), 'without folders'],
    ['a name with a NUL', name('part.json\0.sh'), 'without folders'],
    ['a name with a line break', name('part\n.json'), 'without folders'],
    ['a hidden file', name('.npmrc.json'), 'without folders'],
    ['another kind of file', name('part.sh'), 'expected a .json file'],
    ['no name', name(''), 'expected a .json file'],
    ['a long name', name(`${'a'.repeat(300)}.json`), 'expected a .json file'],
    ['a symbolic link', [{ ...part, content: '/etc/passwd', mode: 0o120_777 }], 'got a link or a folder'],
    ['a folder by its kind', [{ ...part, content: '', mode: 0o040_755 }], 'got a link or a folder'],
    ['a device', [{ ...part, mode: 0o020_666 }], 'got a link or a folder'],
    ['two files', [part, { ...part, name: 'b.json' }], 'expected one file in the archive, got 2'],
    ['twice the same name', [part, part], 'expected one file in the archive, got 2'],
    ['no file', [], 'does not end as one'],
    ['two files that claim to be one', [part, { ...part, name: 'b.json' }], 'more in it than one file', { claimedCount: 1 }],
    ['65,535 files', [part], 'got 65535', { claimedCount: 65_535 }],
    ['another name in its own header', [{ ...part, localName: 'infra-test-part-2.json' }], 'two names'],
    ['encrypted', [{ ...part, flags: 1 }], 'encrypted'],
    ['an unknown method', [{ ...part, method: 12 }], 'packed by method 12'],
    ['a wrong checksum', [{ ...part, checksum: 1 }], 'damaged'],
    ['a size that is too small', [{ ...part, claimedBytes: 3 }], 'damaged'],
    ['a size of 4 GB', [{ ...part, claimedBytes: 0xff_ff_ff_ff }], 'expected at most 262KB'],
    ['data that reaches into its directory', [{ ...part, claimedPackedBytes: 20_000 }], 'the size of its file is wrong'],
    ['something before it', [part], 'not at its beginning', { before: Buffer.from('PK, or a program') }],
    ['a second archive before it', [part], 'not at its beginning', { before: archive([part]) }],
    ['something between', [part], 'the size of its file is wrong', { between: Buffer.alloc(100) }],
    ['something behind it', [part], 'does not end as one', { after: Buffer.from('x') }],
  ])('is refused with %s', (_what, files, sentence, shape) => {
    const read = (): unknown => readArtifact(archive(files, shape), limit);
    expect(read).toThrow(TypeError);
    expect(read).toThrow(sentence);
  });

  test('of a thousand times its size is refused without being unpacked, also when it lies about its size', () => {
    const bomb = deflateRawSync(Buffer.alloc(64 * 1024 * 1024), { level: 9 });
    expect(bomb.length).toBeLessThan(limit);
    const honest = archive([{ ...part, content: Buffer.alloc(64 * 1024 * 1024) }]);
    expect(() => readArtifact(honest, limit)).toThrow('expected at most 262KB, got 67.1MB');
    const lie = archive([{ ...part, method: 0, content: bomb, claimedBytes: 1000 }]);
    for (const at of [8, lie.readUInt32LE(lie.length - 6) + 10]) lie.writeUInt16LE(8, at);
    expect(() => readArtifact(lie, limit)).toThrow('expected at most 262KB, got more');
  });

  test('that is neither is refused', () => {
    expect(() => readArtifact(Buffer.from('PK'), limit)).toThrow('no archive');
    expect(() => readArtifact(Buffer.from('PK\u0003\u0004 and no more than this sentence, which is long enough'), limit)).toThrow(
      'no archive',
    );
    expect(() => readArtifact(Buffer.from([0x7b, 0xff, 0xfe]), limit)).toThrow('expected UTF-8');
    expect(() => readArtifact(Buffer.alloc(limit + 1, 0x20), limit)).toThrow('expected at most 262KB');
    expect(readArtifact(Buffer.alloc(0), limit)).toBe('');
  });

  test('whatever bytes come: its text or a TypeError', () => {
    const good = archive([part]);
    const mutated = fc.array(fc.tuple(fc.nat({ max: good.length - 1 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.oneof(mutated, fc.uint8Array()), (change) => {
        const bytes = change instanceof Uint8Array ? Buffer.concat([Buffer.from('PK'), change]) : Buffer.from(good);
        if (!(change instanceof Uint8Array)) for (const [at, value] of change) bytes[at] = value;
        try {
          readArtifact(bytes, limit);
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
        }
      }),
    );
    for (let length = 2; length < good.length; length += 1) {
      expect(() => readArtifact(good.subarray(0, length), limit), `the first ${length} bytes`).toThrow(TypeError);
    }
  });
});
