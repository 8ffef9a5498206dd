import type { PartOperation } from '../../model/part.ts';
import { formatCount, latencyText, plural } from '../words.ts';
import { trendText } from '../change-words.ts';
import { name, operationIcons, tableHead, tableRow } from './cells.ts';
import type { Row } from './fit.ts';

/** One operation, with what only some tables show. */
export interface LatencyRow {
  readonly operation: PartOperation;
  /** Markdown: the job or the config it was measured in. */
  readonly where: string;
  readonly maxMilliseconds?: number;
}

export interface LatencyTable {
  readonly opening: string;
  readonly rows: readonly Row[];
}

export interface LatencyTableOptions {
  /** Numbers of calls and the maximum too. */
  readonly full: boolean;
  /** Branch that the change is told against; undefined without a comparison. */
  readonly branch: string | undefined;
}

/** Rows of a table that are shown at once, and that no number of failures pushes out. */
export const firstOperations = 12;
const firstImportance = 91;

interface Column {
  readonly heading: string;
  readonly cell: (row: LatencyRow) => string;
}

const operationWords: Readonly<Record<NonNullable<PartOperation['status']>, string>> = {
  met: 'met',
  missed: 'missed',
  undecided: 'not decided',
  warned: 'not met, warning only',
  broken: 'without data',
  skipped: 'skipped',
};

export function latencyTable(rows: readonly LatencyRow[], options: LatencyTableOptions): LatencyTable {
  const columns = columnsOf(rows, options);
  return {
    opening: tableHead(columns.map((column) => column.heading)),
    rows: rows.map((row, index) => ({
      text: tableRow(columns.map((column) => column.cell(row))),
      importance: index < firstOperations ? firstImportance : importanceOf(row.operation),
      noun: 'latency row',
    })),
  };
}

function columnsOf(rows: readonly LatencyRow[], { full, branch }: LatencyTableOptions): readonly Column[] {
  const places = rows.some((row) => row.where !== '');
  return [
    { heading: 'operation', cell: ({ operation }) => name(`${operation.component} ${operation.operation}`) },
    ...(places ? [{ heading: 'where', cell: (row: LatencyRow) => row.where }] : []),
    ...(full ? [{ heading: '>calls', cell: ({ operation }: LatencyRow) => callsCell(operation) }] : []),
    { heading: '>p50', cell: ({ operation }) => optionalLatency(operation.p50Milliseconds) },
    { heading: '>p95', cell: ({ operation }) => optionalLatency(operation.p95Milliseconds) },
    { heading: '>p99', cell: ({ operation }) => optionalLatency(operation.p99Milliseconds) },
    ...(full ? [{ heading: '>max', cell: (row: LatencyRow) => optionalLatency(row.maxMilliseconds ?? null) }] : []),
    { heading: 'target', cell: ({ operation }) => operation.targets.map((text) => name(withoutName(text, operation))).join('<br>') || '–' },
    ...(branch === undefined
      ? []
      : [{ heading: `p95 against ${name(branch)}`, cell: ({ operation }: LatencyRow) => changeCell(operation) }]),
    { heading: 'verdict', cell: ({ operation }) => verdictCell(operation, full) },
  ];
}

function callsCell({ count, errors }: PartOperation): string {
  return errors === 0 ? formatCount(count) : `${formatCount(count)}<br>${plural(errors, 'error')}`;
}

function optionalLatency(milliseconds: number | null): string {
  return latencyText(milliseconds ?? Number.NaN);
}

/** The row names the operation already. */
function withoutName(target: string, { operation }: PartOperation): string {
  return target.startsWith(`${operation} `) ? target.slice(operation.length + 1) : target;
}

function changeCell({ change }: PartOperation): string {
  if (change === undefined) return 'new';
  const text = trendText(change);
  if (change.trend === 'slower') return `🔺 <b>${text}</b>`;
  return change.trend === 'faster' ? `🔽 ${text}` : text;
}

function verdictCell({ status, errors, count }: PartOperation, full: boolean): string {
  const verdict = status === null ? '–' : `${operationIcons[status]} ${operationWords[status]}`;
  if (full || errors === 0) return verdict;
  return `${verdict}<br>${formatCount(errors)} of ${plural(errors + count, 'call')} failed`;
}

/** Rows that a reader must act on first: 0 is the most urgent. */
export function urgency({ status, change }: PartOperation): number {
  if (status === 'missed' || status === 'broken') return 0;
  if (change?.trend === 'slower') return 1;
  if (status === 'warned' || status === 'undecided') return 2;
  return status === null ? 4 : 3;
}

function importanceOf(operation: PartOperation): number {
  return [86, 84, 80, 60, 40][urgency(operation)] ?? 40;
}
