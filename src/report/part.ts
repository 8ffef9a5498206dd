import type { PartRun, ReportPart } from '../model/part.ts';
import type { JudgedRun, Report } from '../model/run.ts';
import { cutText } from '../std/escape.ts';
import { cutRun } from './part/cut-run.ts';
import { fitPart } from './part/fit-part.ts';
import { partTextLimits } from './part/limits.ts';
import { runView } from './part/run-view.ts';

export interface PartFacts {
  /** Of the tool that wrote the report, when it is not this one. */
  readonly toolVersion?: string;
  readonly leg: ReportPart['leg'];
  readonly githubRunId: string;
  readonly attempt: number;
  readonly notes: readonly string[];
}

/**
 * What one job tells the comment: at most 256 KiB as JSON. Long texts are cut with a count; rows that do not fit are left
 * out, passed checks first and what failed last, and counted in `leftOut`.
 */
export function toPart(report: Report, facts: PartFacts): ReportPart {
  const { name: legName, identity, checkRunId } = facts.leg;
  return fitPart({
    schemaVersion: 1,
    toolVersion: cutText(facts.toolVersion ?? report.tool.version, partTextLimits.name),
    leg: {
      identity: cutText(identity, partTextLimits.identity),
      name: cutText(legName, partTextLimits.name),
      checkRunId: cutText(checkRunId, partTextLimits.name),
    },
    githubRunId: cutText(facts.githubRunId, partTextLimits.name),
    attempt: facts.attempt,
    verdict: report.verdict,
    counts: report.counts,
    notes: facts.notes.map((note) => cutText(note, partTextLimits.sentence)),
    runs: report.runs.map(boundedRun),
    leftOut: {},
  });
}

function boundedRun(run: JudgedRun): PartRun {
  return cutRun(runView(run));
}
