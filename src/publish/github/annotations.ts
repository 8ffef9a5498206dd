import { isAbsolute, relative, sep } from 'node:path';
import type { JudgedCheck, JudgedRun, JudgedTarget, Report } from '../../model/run.ts';
import type { SourcePosition } from '../../model/source.ts';
import { findingText } from '../../report/words.ts';
import { cutText, showHidden } from '../../std/escape.ts';
import { workflowCommand } from './workflow-command.ts';

/** The runner keeps this many of each level for one step and drops the rest without a word. */
const annotationsPerLevel = 10;
/** The runner cuts longer messages. */
const messageLimit = 4000;
const titleLimit = 200;

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly source: SourcePosition;
  readonly title: string;
  readonly message: string;
}

/**
 * What to annotate, most important first: failed, broken, missed targets, warnings. At the line that declared it, with a path
 * relative to the `workspace`, which is the repository; what was declared elsewhere is in the summary only.
 */
export function annotationsOf(report: Report, workspace: string): readonly Annotation[] {
  const all = report.runs.flatMap((run) => [
    ...run.checks.flatMap(checkAnnotations),
    ...run.targets.flatMap(targetAnnotations),
    ...stopped(run),
  ]);
  return all
    .flatMap((one) => {
      const file = pathInside(workspace, one.source.file);
      return file === undefined ? [] : [{ ...one, source: { ...one.source, file } }];
    })
    .toSorted((left, right) => rank(left) - rank(right));
}

/** With `/` between folders, as GitHub wants it; `undefined` for a file outside. `file` is absolute or relative to the workspace. */
function pathInside(workspace: string, file: string): string | undefined {
  const path = isAbsolute(file) ? relative(workspace, file) : relative('.', file);
  const isOutside = path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path);
  return isOutside ? undefined : path.replaceAll(sep, '/');
}

function rank({ level }: Annotation): number {
  return ['error', 'warning', 'notice'].indexOf(level);
}

function checkAnnotations(check: JudgedCheck): readonly Annotation[] {
  const { status, reason } = check.outcome;
  const isProblem = status === 'failed' || status === 'broken';
  if (!isProblem && !check.warned) return [];
  const level = isProblem && check.severity === 'fail' ? 'error' : 'warning';
  const findings = check.unmet.map(findingText);
  const lines = findings.length > 0 ? findings : [reason];
  return [
    {
      level,
      source: check.source,
      title: `${check.id} ${isProblem ? status : 'warning'}`,
      message: [check.title, ...lines, check.rerun].join('\n'),
    },
  ];
}

function targetAnnotations(target: JudgedTarget): readonly Annotation[] {
  if (target.status === 'met' || target.status === 'skipped') return [];
  const level = target.severity === 'fail' && target.status !== 'undecided' ? 'error' : 'warning';
  return [{ level, source: target.source, title: `${target.component}: target ${target.status}`, message: target.explained }];
}

function stopped({ stoppedBy, configFile }: JudgedRun): readonly Annotation[] {
  if (stoppedBy === null) return [];
  return [{ level: 'warning', source: { file: configFile, line: 1, column: 1 }, title: 'run stopped', message: `stopped by ${stoppedBy}` }];
}

/** Workflow commands for the first of each level, and a notice that counts the rest. */
export function annotationCommands(annotations: readonly Annotation[]): readonly string[] {
  const kept = (['error', 'warning', 'notice'] as const).flatMap((level) =>
    annotations.filter((one) => one.level === level).slice(0, annotationsPerLevel),
  );
  const rest = annotations.length - kept.length;
  return [
    ...kept.map(command),
    ...(rest > 0
      ? [workflowCommand('notice', { title: 'infra-test' }, `${rest} more annotations are in the summary and in the report`)]
      : []),
  ];
}

function command({ level, source, title, message }: Annotation): string {
  const { file, line, column } = source;
  const properties = { file, line, col: column, title: cutText(showHidden(title), titleLimit) };
  return workflowCommand(level, properties, cutText(showHidden(message), messageLimit));
}
