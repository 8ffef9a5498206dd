import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { writeReports } from '../../src/publish/files.ts';
import { reports } from '../../src/report/formats.ts';
import { passingReport, sampleReport } from '../report/sample-report.ts';

async function temporaryDirectory(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'infra-test-files-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

describe('writing reports', () => {
  test('gives absolute paths in the asked order, each once, and leaves nothing else', async () => {
    await using directory = await temporaryDirectory();
    const target = join(directory.path, 'deep', '.infra-test');
    const paths = await writeReports(target, sampleReport(), ['html', 'json', 'html', 'junit', 'ctrf', 'markdown']);
    expect(paths).toEqual(['report.html', 'results.json', 'junit.xml', 'ctrf.json', 'summary.md'].map((file) => join(target, file)));
    expect(paths.every((path) => isAbsolute(path))).toBe(true);
    expect((await readdir(target)).toSorted()).toEqual(['ctrf.json', 'junit.xml', 'report.html', 'results.json', 'summary.md']);
    expect(await readFile(join(target, 'results.json'), 'utf8')).toBe(reports.json.render(sampleReport()));
  });

  test('replaces an older file while its readers keep what they opened', async () => {
    await using directory = await temporaryDirectory();
    await writeReports(directory.path, sampleReport(), ['markdown']);
    await writeReports(directory.path, passingReport(), ['markdown']);
    expect(await readFile(join(directory.path, 'summary.md'), 'utf8')).toMatch(/^## ✅ Passed\n/);
    expect(await readdir(directory.path)).toEqual(['summary.md']);
  });

  test('a directory that is a file is refused with the path', async () => {
    await using directory = await temporaryDirectory();
    const file = join(directory.path, 'taken');
    await writeFile(file, 'mine');
    await expect(writeReports(file, sampleReport(), ['json'])).rejects.toThrow(`cannot write the report ${join(file, 'results.json')}`);
    expect(await readFile(file, 'utf8')).toBe('mine');
  });

  test('a file that cannot be replaced leaves no temporary file', async () => {
    await using directory = await temporaryDirectory();
    await writeReports(join(directory.path, 'results.json'), sampleReport(), ['json']);
    await expect(writeReports(directory.path, sampleReport(), ['json'])).rejects.toThrow('cannot write the report');
    expect(await readdir(directory.path)).toEqual(['results.json']);
  });
});
