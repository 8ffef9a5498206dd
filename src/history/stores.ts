import type { History } from '../model/history.ts';
import { errorMessage } from '../std/errors.ts';
import { mergeHistories } from './add-records.ts';
import type { ArtifactPlace } from './artifact-store.ts';
import { readFromArtifact, saveToArtifact } from './artifact-store.ts';
import type { CachePlace } from './cache-store.ts';
import { restoreFromCache, saveToCache } from './cache-store.ts';
import type { Decoded } from './decode-history.ts';

export interface HistoryPlace extends CachePlace {
  /** Absent without a token: then the artifacts are not looked at. */
  readonly artifacts?: Pick<ArtifactPlace, 'github' | 'repository'>;
}

export interface LoadedHistory {
  /** Without runs when there is none: the first run of a branch. */
  readonly history: History;
  /** For people: what could not be read and why. */
  readonly notes: readonly string[];
}

/** A cache that cannot be written stays as it is while newer runs are kept as artifacts. */
const staleMilliseconds = 2 * 24 * 3_600_000;

/**
 * The branch's history: from the cache, and when that has none or an old one, from the artifacts as well. Never rejects:
 * without a history nothing is compared, which is no reason to fail. Each store has its own deadline.
 */
export async function loadHistory(place: HistoryPlace, nowMilliseconds = Date.now()): Promise<LoadedHistory> {
  const notes: string[] = [];
  const cached = await tryRead('cache', () => restoreFromCache(place), notes);
  const newest = cached?.runs.at(-1)?.startedAtMilliseconds ?? 0;
  const { artifacts } = place;
  const isStale = nowMilliseconds - newest > staleMilliseconds;
  const kept = artifacts && isStale ? await tryRead('artifacts', () => readFromArtifact({ ...place, ...artifacts }), notes) : undefined;
  const none: History = { branch: place.branch, runs: [] };
  if (cached || kept) return { history: mergeHistories(kept ?? none, cached ?? none), notes };
  // The toolkit tells a cache that is empty and one that may not be read apart in the log only.
  return {
    history: none,
    notes: notes.length > 0 ? notes : [`No history of ${place.branch} was found: it has none yet, or this job may not read it.`],
  };
}

export interface SavedHistory {
  readonly stored: 'cache' | 'artifact' | 'nowhere';
  readonly notes: readonly string[];
}

/** Writes to the cache, or as an artifact where the cache refuses. Never rejects. Ask `mayWriteHistory` before. */
export async function saveHistory(history: History, place: HistoryPlace): Promise<SavedHistory> {
  const notes: string[] = [];
  if (await tryWrite('cache', () => saveToCache(history, place), notes)) return { stored: 'cache', notes };
  const isKept = await tryWrite('artifact', () => saveToArtifact(history, place), notes);
  return { stored: isKept ? 'artifact' : 'nowhere', notes };
}

async function tryRead(store: string, read: () => Promise<Decoded | undefined>, notes: string[]): Promise<History | undefined> {
  try {
    const decoded = await read();
    if (decoded?.warning !== undefined) notes.push(`${decoded.warning.slice(0, -1)} (${store}).`);
    return decoded?.history;
  } catch (error) {
    notes.push(`No history from the ${store}: ${errorMessage(error)}.`);
    return undefined;
  }
}

async function tryWrite(store: string, write: () => Promise<void>, notes: string[]): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    notes.push(`The history was not kept in the ${store}: ${errorMessage(error)}.`);
    return false;
  }
}
