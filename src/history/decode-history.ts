import * as v from 'valibot';
import type { History, PastMetric, PastOperation, PastRun } from '../model/history.ts';
import type { OutcomeStatus } from '../model/words.ts';
import { errorMessage } from '../std/errors.ts';
import { compareRuns, runKey } from './add-records.ts';
import { decodeHistogram, isCount } from './decode-histogram.ts';
import { absentLetter, fileVersion, letters } from './history-file.ts';
import type { FileRun, HistoryFile } from './history-file.ts';
import { historyFileSchema } from './history-file-schema.ts';
import { mostReadBytes } from './limits.ts';

export type Decoded =
  | { readonly history: History; readonly warning?: undefined }
  | { readonly history?: undefined; readonly warning: string };

/**
 * Reads a history file that anybody may have written: all of it is right, or nothing is used and `warning` says why in a
 * sentence. `branch`: whose history it must be; undefined takes any. Never throws.
 */
export function decodeHistory(text: string, branch?: string): Decoded {
  if (Buffer.byteLength(text) > mostReadBytes) return refuse(`it is larger than ${mostReadBytes} bytes`);
  try {
    const file = readFile(text);
    if (branch !== undefined && file.branch !== branch) return refuse(`it belongs to another branch than ${branch}`);
    const runs = file.runs.map((run, index) => decodeRun(run, file, `runs[${index}]`));
    if (new Set(runs.map(runKey)).size < runs.length) return refuse('it has a run twice');
    return { history: { branch: file.branch, runs: runs.toSorted(compareRuns) } };
  } catch (error) {
    return refuse(errorMessage(error));
  }
}

function refuse(reason: string): Decoded {
  return { warning: `The history was not used: ${reason}.` };
}

function readFile(text: string): HistoryFile {
  const value = parseJson(text);
  const version: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'version') : undefined;
  if (typeof version === 'number' && version !== fileVersion) {
    throw new Error(`its version is ${version}, and this release reads version ${fileVersion}`);
  }
  const parsed = v.safeParse(historyFileSchema, value, { abortEarly: true });
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new Error(`${v.getDotPath(issue) ?? 'the file'} is not as expected`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // The parser's message quotes the text, which may be anything.
    throw new Error('it is not JSON', { cause: error });
  }
}

function decodeRun(run: FileRun, { checks, names }: HistoryFile, path: string): PastRun {
  const nameAt = (index: number | undefined, where: string): readonly [string, string] => {
    const found = index === undefined ? undefined : names[index];
    if (found === undefined) throw new Error(`${where} points to no name`);
    return found;
  };
  const operations = run.operations.map(([name, errors = -1, ...numbers], index): PastOperation => {
    const where = `${path}.operations[${index}]`;
    const [component, operation] = nameAt(name, where);
    if (!isCount(errors)) throw new Error(`${where} has no number of errors`);
    return { component, operation, errors, histogram: decodeHistogram(numbers, where) };
  });
  const measured = operations.map(({ component, operation }) => JSON.stringify([component, operation]));
  if (new Set(measured).size < measured.length) throw new Error(`${path} has an operation twice`);
  const metrics = run.metrics.map(([index, value], at): PastMetric => {
    const [component, name] = nameAt(index, `${path}.metrics[${at}]`);
    return { component, name, value };
  });
  return {
    runId: run.id,
    commit: run.commit,
    configFile: run.config,
    environment: run.environment,
    stack: run.stack,
    startedAtMilliseconds: run.at,
    statuses: decodeStatuses(run.statuses, checks, path),
    operations,
    metrics,
  };
}

const statusOf: ReadonlyMap<string, OutcomeStatus> = new Map(
  Object.entries(letters).map(([status, letter]) => [letter, status as OutcomeStatus]),
);

function decodeStatuses(row: string, checks: readonly string[], path: string): PastRun['statuses'] {
  if (row.length > checks.length) throw new Error(`${path}.statuses is longer than the list of checks`);
  const entries = checks.flatMap((id, index): [string, OutcomeStatus][] => {
    const letter = row[index] ?? absentLetter;
    if (letter === absentLetter) return [];
    const status = statusOf.get(letter);
    if (status === undefined) throw new Error(`${path}.statuses has a letter that is no status`);
    return [[id, status]];
  });
  return Object.fromEntries(entries);
}
