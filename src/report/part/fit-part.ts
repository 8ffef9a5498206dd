import type { CheckChange } from '../../model/comparison.ts';
import type { PartCheck, PartOperation, PartProblem, PartRun, ReportPart } from '../../model/part.ts';
import { verdicts } from '../../model/words.ts';
import { checkNoun } from '../markdown/check-rows.ts';
import { rowsToDrop, type Row, utf8Bytes } from '../markdown/fit.ts';
import { nounOf } from '../markdown/problem-rows.ts';
import { urgency } from '../markdown/latency-rows.ts';
import { maxPartBytes, maxRunsOfPart } from './limits.ts';

/** A piece of the part with what its JSON weighs. */
interface Piece<T> {
  readonly value: T;
  readonly row: Row;
}

interface Pieces {
  readonly run: Piece<PartRun>;
  readonly reasons: readonly Piece<string>[];
  readonly changes: readonly Piece<CheckChange>[];
  readonly problems: readonly Piece<PartProblem>[];
  readonly operations: readonly Piece<PartOperation>[];
  readonly components: readonly (Piece<PartRun['components'][number]> & { readonly checks: readonly Piece<PartCheck>[] })[];
}

/** Room for `leftOut`, which is written last. */
const leftOutBytes = 1000;

const checkImportances: Readonly<Record<PartCheck['state'], number>> = { failed: 40, broken: 40, warned: 35, skipped: 20, passed: 10 };
const changeImportances: Readonly<Record<CheckChange['kind'], number>> = {
  'new-failure': 90,
  'still-failing': 88,
  'newly-skipped': 70,
  removed: 70,
  fixed: 68,
};

/** Leaves out the least important rows until the JSON is within 256 KiB. Whatever holds a row outweighs it, so no row is orphaned. */
export function fitPart(part: ReportPart): ReportPart {
  const notes = part.notes.map((note) => piece(note, 93, 'note'));
  const told = worstRuns(part.runs);
  const runs = told.map(piecesOf);
  const rows = [...notes.map(({ row }) => row), ...runs.flatMap(rowsOf)];
  const frameBytes = utf8Bytes(JSON.stringify({ ...part, notes: [], runs: [] })) + leftOutBytes;
  const dropped = rowsToDrop([{ head: '', rows, tail: '' }], maxPartBytes - frameBytes);
  const keep = <T>(pieces: readonly Piece<T>[]): readonly T[] => pieces.filter(({ row }) => !dropped.has(row)).map(({ value }) => value);
  const leftOut: Record<string, number> = told.length === part.runs.length ? {} : { run: part.runs.length - told.length };
  for (const { noun } of dropped) leftOut[noun] = (leftOut[noun] ?? 0) + 1;
  return {
    ...part,
    notes: keep(notes),
    runs: runs
      .filter(({ run }) => !dropped.has(run.row))
      .map(({ run, reasons, changes, problems, operations, components }) => ({
        ...run.value,
        reasons: keep(reasons),
        changes: keep(changes),
        problems: keep(problems),
        operations: keep(operations),
        components: components.filter(({ row }) => !dropped.has(row)).map(({ value, checks }) => ({ ...value, checks: keep(checks) })),
      })),
    leftOut,
  };
}

/** At most as many as a part may hold, in their order. */
function worstRuns(runs: readonly PartRun[]): readonly PartRun[] {
  if (runs.length <= maxRunsOfPart) return runs;
  const ranked = runs.toSorted((left, right) => verdicts.indexOf(left.verdict) - verdicts.indexOf(right.verdict));
  const kept = new Set(ranked.slice(0, maxRunsOfPart));
  return runs.filter((run) => kept.has(run));
}

function piecesOf(run: PartRun): Pieces {
  const frame = { ...run, reasons: [], changes: [], problems: [], operations: [], components: [] };
  return {
    run: piece(frame, 100, 'run'),
    reasons: run.reasons.map((reason) => piece(reason, 92, 'reason')),
    changes: run.changes.map((change) => piece(change, changeImportances[change.kind], 'change')),
    problems: run.problems.map((problem) => piece(problem, problem.state === 'warned' ? 60 : 95, nounOf(problem))),
    operations: run.operations.map((operation) => piece(operation, [80, 78, 62, 50, 30][urgency(operation)] ?? 30, 'latency row')),
    components: run.components.map((component) => ({
      ...piece({ ...component, checks: [] }, 65, 'component'),
      checks: component.checks.map((check) => piece(check, checkImportances[check.state], checkNoun(check))),
    })),
  };
}

function rowsOf({ run, reasons, changes, problems, operations, components }: Pieces): readonly Row[] {
  const flat = [run, ...reasons, ...changes, ...problems, ...operations, ...components, ...components.flatMap(({ checks }) => checks)];
  return flat.map(({ row }) => row);
}

function piece<T>(value: T, importance: number, noun: string): Piece<T> {
  return { value, row: { text: `${JSON.stringify(value)},`, importance, noun } };
}
