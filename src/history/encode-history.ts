import type { History, PastOperation, PastRun } from '../model/history.ts';
import { absentLetter, fileVersion, letters } from './history-file.ts';
import type { FileRun, HistoryFile } from './history-file.ts';

/** The text of the history file. The same history always gives the same text. */
export function encodeHistory({ branch, runs }: History): string {
  const checks = new NameTable();
  const names = new NameTable();
  for (const id of runs.flatMap((run) => Object.keys(run.statuses))) checks.indexOf(id);
  const encoded = runs.map((run) => encodeRun(run, checks.texts, names));
  const file: HistoryFile = {
    version: fileVersion,
    branch,
    checks: checks.texts,
    names: names.texts.map((text) => JSON.parse(text) as [string, string]),
    runs: encoded,
  };
  return JSON.stringify(file);
}

/** Texts in the order they were first asked for. */
class NameTable {
  readonly #indexes = new Map<string, number>();

  indexOf(text: string): number {
    const known = this.#indexes.get(text);
    if (known !== undefined) return known;
    this.#indexes.set(text, this.#indexes.size);
    return this.#indexes.size - 1;
  }

  get texts(): readonly string[] {
    return [...this.#indexes.keys()];
  }
}

function encodeRun(run: PastRun, ids: readonly string[], names: NameTable): FileRun {
  const indexOf = (component: string, name: string): number => names.indexOf(JSON.stringify([component, name]));
  return {
    id: run.runId,
    commit: run.commit,
    config: run.configFile,
    environment: run.environment,
    stack: run.stack,
    at: run.startedAtMilliseconds,
    statuses: encodeStatuses(run, ids),
    operations: run.operations.map((past) => [indexOf(past.component, past.operation), ...encodeOperation(past)]),
    metrics: run.metrics.map(({ component, name, value }) => [indexOf(component, name), value] as const),
  };
}

function encodeStatuses({ statuses }: PastRun, ids: readonly string[]): string {
  const own = new Map(Object.entries(statuses));
  const row = ids.map((id) => {
    const status = own.get(id);
    return status === undefined ? absentLetter : letters[status];
  });
  return row.slice(0, row.findLastIndex((letter) => letter !== absentLetter) + 1).join('');
}

function encodeOperation({ errors, histogram }: PastOperation): readonly number[] {
  const { counts, overflow, minMicroseconds, maxMicroseconds, sumMicroseconds } = histogram;
  const pairs = counts.flatMap(([bucket, count], index) => [bucket - (counts[index - 1]?.[0] ?? 0), count]);
  return [errors, overflow, minMicroseconds, maxMicroseconds, sumMicroseconds, ...pairs];
}
