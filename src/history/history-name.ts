import { createHash } from 'node:crypto';
import { fileVersion } from './history-file.ts';

export interface HistoryOwner {
  /** Whose runs these are. */
  readonly branch: string;
  /** What tells the histories of one repository apart, such as the workflow, the job and the config. */
  readonly key: string;
}

/** One job that writes: part of the cache's key, because a cache can be written once only. */
export interface HistoryWriter {
  readonly runId: string;
  readonly attempt: number;
  readonly job: string;
}

/** Keeps a key with all its parts below the 512 characters that the cache takes. */
const longestPart = 100;

/**
 * Names the history in the cache (as the beginning of its keys) and among the artifacts. Letters, digits, `.`, `_` and `-`
 * only; a hash ends it, so that neither `main-2` nor `feature/a` beside `feature-a` is taken for another branch.
 */
export function historyName({ key, branch }: HistoryOwner): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([key, branch]))
    .digest('hex');
  return `infra-test-history-v${fileVersion}-${namePart(key)}-${namePart(branch)}-${hash.slice(0, 12)}`;
}

export function cacheKey(owner: HistoryOwner, { runId, attempt, job }: HistoryWriter): string {
  return `${historyName(owner)}-${namePart(runId)}-${attempt}-${namePart(job)}`;
}

function namePart(text: string): string {
  return text.replaceAll(/[^\w.-]+/g, '-').slice(0, longestPart);
}
