import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { replayJournal } from './replay.ts';

export const journalName = 'journal.ndjson';

/**
 * Makes room for a new journal. An earlier one that still knows of resources nobody removed is kept beside it, under its
 * run's id, because it is the only record of what has to be removed. Returns the kept file's name.
 */
export function clearJournal(directory: string): string | undefined {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, journalName);
  if (!existsSync(file)) return undefined;
  const runId = runWithLeftovers(readFileSync(file, 'utf8'));
  if (runId === undefined) {
    rmSync(file);
    return undefined;
  }
  const kept = `journal-${runId}.ndjson`;
  renameSync(file, join(directory, kept));
  return kept;
}

function runWithLeftovers(text: string): string | undefined {
  try {
    return replayJournal(text).find((execution) => execution.leftovers.length > 0)?.header.runId;
  } catch {
    // Not a journal that anybody could use: nothing in it can be removed.
    return undefined;
  }
}
