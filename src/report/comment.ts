import type { PartRun, ReportPart } from '../model/part.ts';
import { countNames, verdicts } from '../model/words.ts';
import type { Verdict } from '../model/words.ts';
import { escapeHtml } from '../std/escape.ts';
import { sumOfEach } from '../std/sum-of-each.ts';
import { failureSections, warningSections } from './comment/failure-sections.ts';
import { type JobRun, jobRuns, sortedParts } from './comment/job-runs.ts';
import {
  changeSections,
  detailSections,
  jobSection,
  latencySections,
  noteSection,
  partMilliseconds,
  reasonSection,
} from './comment/other-sections.ts';
import { name } from './markdown/cells.ts';
import { changeCounts, changeHeadlines } from './markdown/change-rows.ts';
import { fitSections, type Section, utf8Bytes } from './markdown/fit.ts';
import { comparedFact, environmentFacts, firstRunText, verdictHeading } from './markdown/head.ts';
import { leftOutText } from './markdown/left-out.ts';
import { countsSentence, formatCount, latencyText, plural } from './words.ts';

export interface CommentPlace {
  /** GitHub refuses a comment above 65,536 characters. Bytes of UTF-8 are kept below this number too. */
  readonly maxCharacters: number;
  readonly workflow: string;
  /** Address of the workflow run; only http and https become a link. */
  readonly runUrl: string;
  readonly attempt: number;
  /** For people, about the comment as a whole. */
  readonly notes: readonly string[];
}

/** Room for the sentence about what was left out, which is written last. */
const noteBytes = 700;

/**
 * One comment for all jobs of a workflow, as GitHub-flavoured Markdown: verdict, what changed with this pull request,
 * latency, warnings, notes, then every check behind folds. The order of `parts` does not matter. What does not fit is left
 * out in whole rows, the least important first, counted, and linked. Below about 500 characters only the verdict and the
 * link remain.
 */
export function toComment(parts: readonly ReportPart[], place: CommentPlace): string {
  const sorted = sortedParts(parts);
  const runs = jobRuns(sorted);
  const views = runs.map(({ run }) => run);
  const heading = verdictHeading(worstVerdict(sorted), changeHeadlines(changeCounts(views)));
  const head = `${heading}\n\n${factsText(sorted, views, place)}\n\n${firstRunText(views)}`;
  const foot = footText(sorted, place);
  const sections = sectionsOf(sorted, runs, place);
  const missing = leftOutOf(sorted);
  const whole = fitSections(sections, Number.POSITIVE_INFINITY).text;
  const text = `${head}${leftOutNote(missing)}${whole}${foot}`;
  if (utf8Bytes(text) <= place.maxCharacters) return text;
  const fitted = fitSections(sections, place.maxCharacters - utf8Bytes(head) - utf8Bytes(foot) - noteBytes);
  const fallbacks = [
    `${head}${leftOutNote([...missing, ...fitted.leftOut])}${fitted.text}${foot}`,
    `${heading}\n\n${foot}`,
    heading,
    verdictHeading(worstVerdict(sorted), []),
  ];
  return fallbacks.find((candidate) => utf8Bytes(candidate) <= place.maxCharacters) ?? '';
}

function sectionsOf(parts: readonly ReportPart[], runs: readonly JobRun[], place: CommentPlace): readonly Section[] {
  return [
    reasonSection(runs),
    ...failureSections(runs),
    ...changeSections(runs),
    ...latencySections(runs),
    ...warningSections(runs),
    noteSection([...place.notes, ...parts.flatMap(({ notes }) => notes)]),
    jobSection(parts),
    ...detailSections(runs),
  ];
}

/** A workflow without a single part is broken: nobody told anything. */
/** Of the jobs; broken when there is none: nobody looked. */
export function worstVerdict(parts: readonly ReportPart[]): Verdict {
  return verdicts.find((verdict) => parts.some((part) => part.verdict === verdict)) ?? 'broken';
}

function factsText(parts: readonly ReportPart[], runs: readonly PartRun[], { attempt }: CommentPlace): string {
  if (parts.length === 0) return 'No job told its results.';
  const compared = comparedFact(runs);
  const time = latencyText(Math.max(...parts.map(partMilliseconds)));
  return [
    countsSentence(
      sumOfEach(
        parts.map(({ counts }) => counts),
        countNames,
      ),
    ),
    parts.length > 1 ? `${plural(parts.length, 'job')}, the longest ${time}` : time,
    ...(attempt > 1 ? [`attempt ${formatCount(attempt)}`] : []),
    ...environmentFacts(runs),
    ...(compared === undefined ? [] : [compared]),
  ].join(' · ');
}

function leftOutOf(parts: readonly ReportPart[]): readonly (readonly [string, number])[] {
  return parts.flatMap(({ leftOut }) => Object.entries(leftOut));
}

function leftOutNote(leftOut: readonly (readonly [string, number])[]): string {
  const text = leftOutText(leftOut);
  return text === '' ? '' : `> Shortened to fit: left out ${text}. The run has the full report.\n\n`;
}

function footText(parts: readonly ReportPart[], { workflow, runUrl }: CommentPlace): string {
  const link = linkTo(runUrl, 'Full report and artifacts');
  const versions = [...new Set(parts.map(({ toolVersion }) => toolVersion))].slice(0, 2);
  const facts = [link, `workflow ${name(workflow)}`, ...versions.map((version) => `infra-test ${name(version, 40)}`)];
  return `<sub>${facts.filter((fact) => fact !== '').join(' · ')}</sub>\n`;
}

/** A link whose address can be nothing but a web address; anything else is shown as code. */
function linkTo(address: string, words: string): string {
  const url = URL.parse(address);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return address === '' ? '' : name(address);
  return `<a href="${escapeHtml(url.href)}">${words}</a>`;
}
