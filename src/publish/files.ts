import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Report } from '../model/run.ts';
import { type ReportFormat, reports } from '../report/formats.ts';

const allFormats: readonly ReportFormat[] = Object.keys(reports) as ReportFormat[];

/**
 * Renders the formats and writes each into `directory`, which is made when absent. A file appears whole or not at all:
 * who reads while we write, or after we were killed, sees the old file or the new one. Returns absolute paths in the
 * order of `formats`. Throws `Error` naming the file, with the cause, when the disk refuses.
 */
export async function writeReports(directory: string, report: Report, formats = allFormats): Promise<readonly string[]> {
  const absolute = resolve(directory);
  const paths: string[] = [];
  for (const format of new Set(formats)) {
    const { file, render } = reports[format];
    const path = join(absolute, file);
    const text = render(report);
    try {
      await mkdir(absolute, { recursive: true });
      await replaceFile(path, text);
    } catch (error) {
      throw new Error(`cannot write the report ${path}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
    paths.push(path);
  }
  return paths;
}

async function replaceFile(path: string, text: string): Promise<void> {
  // Beside the target, because a rename is atomic within one file system only.
  const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await using file = await open(temporary, 'wx');
    // Encodes in place; a promised write would first copy the whole text into a buffer.
    writeFileSync(file.fd, text);
    // Without it, a crash of the machine may leave an empty file behind the new name.
    await file.sync();
    await file.close();
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
