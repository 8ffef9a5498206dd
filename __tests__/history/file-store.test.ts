import { closeSync, ftruncateSync, mkdtempSync, openSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readHistoryFile, writeHistoryFile } from '../../src/history/file-store.ts';
import type { History } from '../../src/model/history.ts';
import { pastRun } from '../judge/build-history.ts';

const history: History = { branch: 'main', runs: [pastRun({})] };
const folder = (): string => mkdtempSync(join(tmpdir(), 'infra-test-history-'));

test('a history is read as it was written, in a folder without other files', async () => {
  const directory = folder();
  const path = join(directory, 'history.json');
  await writeHistoryFile(path, { ...history, runs: [] });
  await writeHistoryFile(path, history);
  expect(await readHistoryFile(path, 'main')).toEqual({ history });
  expect(readdirSync(directory)).toEqual(['history.json']);
});

test('no file is no history; one of another branch, or of 3 GB, is refused in a sentence', async () => {
  const path = join(folder(), 'history.json');
  expect(await readHistoryFile(path)).toBeUndefined();
  await writeHistoryFile(path, history);
  expect((await readHistoryFile(path, 'feature'))?.warning).toContain('another branch');
  const file = openSync(path, 'w');
  ftruncateSync(file, 3 * 1024 ** 3);
  closeSync(file);
  expect((await readHistoryFile(path))?.warning).toContain('larger than');
});

test('a folder that is not there is an error that keeps nothing behind', async () => {
  const directory = folder();
  await expect(writeHistoryFile(join(directory, 'none', 'history.json'), history)).rejects.toThrow('ENOENT');
  expect(readdirSync(directory)).toEqual([]);
});
