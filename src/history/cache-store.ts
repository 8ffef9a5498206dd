import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { History } from '../model/history.ts';
import { withDeadline } from '../std/deadline.ts';
import type { Decoded } from './decode-history.ts';
import { readHistoryFile, writeHistoryFile } from './file-store.ts';
import type { HistoryOwner, HistoryWriter } from './history-name.ts';
import { cacheKey, historyName } from './history-name.ts';
import { storeDeadlineMilliseconds } from './limits.ts';

type Variables = Readonly<Record<string, string | undefined>>;

export interface CachePlace extends HistoryOwner {
  readonly writer: HistoryWriter;
  /**
   * Where the file is put, relative to the workspace or absolute. Reading and writing need the same text: the cache finds
   * an entry only for the paths it was saved with.
   */
  readonly directory: string;
  readonly variables: Variables;
  readonly deadlineMilliseconds?: number;
}

/** Newest history in the cache; undefined: there is none, as far as the cache tells. Rejects with a sentence. */
export async function restoreFromCache(place: CachePlace): Promise<Decoded | undefined> {
  refuseWithoutCache(place.variables, ['read', 'write'], 'read');
  const { restoreCache } = await import('@actions/cache');
  const { path, file } = filesOf(place);
  const key = cacheKey(place, place.writer);
  const hit = await within(place, restoreCache([path], key, [`${historyName(place)}-`]), 'restored');
  // Without a hit a file may be there all the same, left by an earlier step.
  if (hit === undefined) return undefined;
  return await readHistoryFile(file, place.branch);
}

/** Rejects with a sentence when the cache did not take it. */
export async function saveToCache(history: History, place: CachePlace): Promise<void> {
  refuseWithoutCache(place.variables, ['write', 'write-only'], 'written');
  const { saveCache } = await import('@actions/cache');
  const { path, file } = filesOf(place);
  await mkdir(join(file, '..'), { recursive: true });
  await writeHistoryFile(file, history);
  const id = await within(place, saveCache([path], cacheKey(place, place.writer)), 'saved');
  // The toolkit warns and gives -1 for a token that may only read, as for an entry that exists.
  if (id === -1) throw new Error('the cache refused the entry (some repositories need `permissions: actions: write` for it)');
}

/** The toolkit would only print that it skipped; a reader of the report should learn why nothing is compared. */
function refuseWithoutCache(variables: Variables, modes: readonly string[], verb: string): void {
  const mode = (variables['ACTIONS_CACHE_MODE'] ?? '').trim().toLowerCase();
  if (['none', 'read', 'write', 'write-only'].includes(mode) && !modes.includes(mode)) {
    throw new Error(`cache-mode is ${mode}, so the cache is not ${verb}`);
  }
  if (!variables['ACTIONS_RESULTS_URL'] && !variables['ACTIONS_CACHE_URL']) throw new Error('there is no cache service here');
}

function filesOf({ directory, variables }: CachePlace): { readonly path: string; readonly file: string } {
  const path = join(directory, 'history.json');
  return { path, file: resolve(variables['GITHUB_WORKSPACE'] || process.cwd(), path) };
}

async function within<T>({ deadlineMilliseconds = storeDeadlineMilliseconds }: CachePlace, work: Promise<T>, verb: string): Promise<T> {
  return await withDeadline(work, deadlineMilliseconds, `the cache was not ${verb} within ${deadlineMilliseconds / 1000} s`);
}
