import { readFile, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Execution } from '../model/run.ts';
import { findJournals } from './find-journals.ts';
import { Journal } from './journal.ts';
import { journalOf } from './journal-of.ts';
import { clearJournal, journalName } from './leftover-journal.ts';
import { mergeExecutions } from './merge.ts';
import { messageOf } from './message-of.ts';
import { replayJournal } from './replay.ts';

export interface MergePlaces {
  /** Journals, or folders that hold some. */
  readonly sources: readonly string[];
  /** Where the journal of the merged runs is written; it may be one of the sources. */
  readonly directory: string;
  readonly note: (text: string) => void;
}

/**
 * The runs that several journals tell of, put together, with a journal of their own that can be merged again. A journal
 * that tells nothing is left out where a shard is missing, which then is the broken part. Throws with a sentence otherwise,
 * because nobody could say what it should have told.
 */
export async function mergeJournalFiles({ sources, directory, note }: MergePlaces): Promise<readonly Execution[]> {
  const files = await findJournals(sources);
  const { executions, problems } = await readJournals(files);
  const [problem] = problems;
  if (executions.length === 0 && problem !== undefined) throw new Error(problem);
  const merged = mergeExecutions(executions);
  if (problem !== undefined && !merged.some(isIncomplete)) throw new Error(problem);
  for (const text of problems) note(`Left out: ${text}`);
  await writeJournal({ directory, executions: merged, files, note });
  return merged;
}

function isIncomplete({ header: { shards } }: Execution): boolean {
  return shards !== undefined && shards.present.length < shards.count;
}

interface ReadJournals {
  readonly executions: readonly Execution[];
  /** One sentence for each journal that tells of no run. */
  readonly problems: readonly string[];
}

async function readJournals(files: readonly string[]): Promise<ReadJournals> {
  const executions: Execution[] = [];
  const problems: string[] = [];
  for (const file of files) {
    try {
      executions.push(...replayJournal(await readFile(file, 'utf8')));
    } catch (error) {
      problems.push(`${file}: ${messageOf(error)}`);
    }
  }
  return { executions, problems };
}

interface MergedJournal extends Omit<MergePlaces, 'sources'> {
  readonly executions: readonly Execution[];
  /** Those that were read. */
  readonly files: readonly string[];
}

/** Written beside the journal that it replaces: that one may be a source, and nothing it knows may be lost on the way. */
async function writeJournal({ directory, executions, files, note }: MergedJournal): Promise<void> {
  const file = join(directory, journalName);
  const unfinished = `${file}.merging`;
  await rm(unfinished, { force: true });
  appendAll(unfinished, executions);
  if (!files.includes(resolve(file))) {
    const kept = clearJournal(directory);
    if (kept) note(`An earlier run left resources behind: its journal is kept as ${kept}.`);
  }
  await rename(unfinished, file);
}

function appendAll(file: string, executions: readonly Execution[]): void {
  using journal = Journal.open(file);
  for (const entry of executions.flatMap(journalOf)) journal.append(entry);
}
