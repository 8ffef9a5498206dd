import { InputError } from '../config/inputs.ts';
import { addRuns } from '../history/add-records.ts';
import { readHistoryFile, writeHistoryFile } from '../history/file-store.ts';
import type { History } from '../model/history.ts';
import type { Report } from '../model/run.ts';
import { errorMessage } from '../std/errors.ts';
import type { RunFlags } from './options.ts';

/** Branch of a history that is begun outside of GitHub. */
const localBranch = 'local';

/**
 * What `--history` names; undefined when there is nothing to compare with, and a file that is no history is only warned of.
 * Throws `InputError` for flags that contradict each other and for a file that is not there and shall not be made.
 */
export async function historyOf({ history: file, updateHistory = false, shard }: RunFlags): Promise<History | undefined> {
  if (updateHistory && shard !== undefined) throw new InputError('--update-history needs a whole run, and --shard is a part of one');
  if (file === undefined) {
    if (updateHistory) throw new InputError('--update-history needs --history <file>: the file to update');
    return undefined;
  }
  const read = await readHistoryFile(file).catch((error: unknown) => {
    throw new InputError(`--history cannot read ${file}: ${errorMessage(error)}`, { cause: error });
  });
  if (read === undefined) {
    if (updateHistory) return { branch: process.env['GITHUB_REF_NAME'] || localBranch, runs: [] };
    throw new InputError(`--history: there is no ${file}; add --update-history to begin one`);
  }
  if (read.warning !== undefined) warn(`${file}: ${read.warning}`);
  return read.history;
}

/** Adds the runs of the report to the file. A file that is no history is never overwritten: it may be something else. */
export async function updateHistory(
  { history: file, updateHistory }: RunFlags,
  history: History | undefined,
  report: Report,
): Promise<void> {
  if (file === undefined || updateHistory !== true) return;
  if (history === undefined) return warn(`${file} is not updated, because it is no history of this release.`);
  try {
    await writeHistoryFile(file, addRuns(history, report.runs, process.env['GITHUB_SHA'] ?? ''));
  } catch (error) {
    warn(`${file} is not updated: ${errorMessage(error)}`);
  }
}

function warn(text: string): void {
  process.stderr.write(`warning: ${text}\n`);
}
