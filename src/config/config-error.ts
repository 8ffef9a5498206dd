import type { SourcePosition } from '../model/source.ts';
import { maxProblemsShown } from './limits.ts';

export interface ConfigProblem {
  readonly source: SourcePosition;
  readonly message: string;
  /** The part of the line around the position and the column of the caret in it (from 0). Literal secrets are masked. */
  readonly excerpt?: { readonly text: string; readonly caret: number };
}

/** Everything that is wrong with a config, in the order of the file. Its message has one line for each problem. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[], options: { cause?: unknown } = {}) {
    const sorted = sortByPosition(problems);
    super(listProblems(sorted, formatProblem).join('\n'), options);
    this.problems = sorted;
  }
}

/** The problems for a terminal: `file:line:column: message`, each with its line of the file and a caret below it. */
export function formatConfigError(error: ConfigError): string {
  return listProblems(error.problems, formatWithExcerpt).join('\n');
}

export function formatProblem({ source, message }: ConfigProblem): string {
  return `${source.file}:${source.line}:${source.column}: ${message}`;
}

function formatWithExcerpt(problem: ConfigProblem): string {
  if (problem.excerpt === undefined || problem.excerpt.text.trim() === '') return formatProblem(problem);
  const { text, caret } = problem.excerpt;
  return `${formatProblem(problem)}\n    ${text}\n    ${' '.repeat(caret)}^`;
}

function listProblems(problems: readonly ConfigProblem[], format: (problem: ConfigProblem) => string): readonly string[] {
  const shown = problems.slice(0, maxProblemsShown).map((problem) => format(problem));
  const rest = problems.length - shown.length;
  return rest === 0 ? shown : [...shown, `... and ${rest} more`];
}

function sortByPosition(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return problems.toSorted(
    (left, right) =>
      left.source.file.localeCompare(right.source.file) || left.source.line - right.source.line || left.source.column - right.source.column,
  );
}
