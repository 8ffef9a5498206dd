import type { Report } from '../model/run.ts';
import { formatMilliseconds } from '../std/duration.ts';
import { name, tableHead, tableRow, verdictIcons } from './markdown/cells.ts';
import { changeCounts, changeHeadlines } from './markdown/change-rows.ts';
import { fitSections, type Section, utf8Bytes } from './markdown/fit.ts';
import { comparedFact, environmentFacts, firstRunText, verdictHeading } from './markdown/head.ts';
import { leftOutText } from './markdown/left-out.ts';
import { prose } from './markdown/prose.ts';
import {
  changeSection,
  checkSections,
  failureSections,
  latencySection,
  layerSection,
  type ViewedRun,
  viewRuns,
  warningSection,
} from './markdown/summary-sections.ts';
import { countsSentence, reportDurationMilliseconds, verdictWords } from './words.ts';

export interface MarkdownOptions {
  /** Limit of the UTF-8 text, such as 65,535 for a check or 1 MiB for a step summary. */
  readonly maxBytes: number;
}

/** Room for the note about what was left out, which is written last. */
const noteBytes = 700;

/**
 * GitHub-flavoured summary: verdict, what failed, latency, warnings, changes, layers, all checks folded. Over `maxBytes` it
 * leaves out whole rows, the least important first, and says how many. Below about 1 KB only the verdict remains.
 */
export function toMarkdown(report: Report, options: MarkdownOptions): string {
  const runs = viewRuns(report.runs);
  const views = runs.map(({ view }) => view);
  const heading = verdictHeading(report.verdict, changeHeadlines(changeCounts(views)));
  const head = `${heading}\n\n${factsText(report, runs)}\n\n${firstRunText(views)}`;
  const sections = sectionsOf(report, runs);
  const whole = fitSections(sections, Number.POSITIVE_INFINITY);
  if (utf8Bytes(head) + utf8Bytes(whole.text) <= options.maxBytes) return head + whole.text;
  const fitted = fitSections(sections, options.maxBytes - utf8Bytes(head) - noteBytes);
  const note = `> Shortened to fit: left out ${leftOutText(fitted.leftOut)}. \`report.html\` and \`results.json\` have everything.\n\n`;
  const fallbacks = [`${head}${note}${fitted.text}`, heading, verdictWords[report.verdict], ''];
  return fallbacks.find((candidate) => utf8Bytes(candidate) <= options.maxBytes) ?? '';
}

function factsText(report: Report, runs: readonly ViewedRun[]): string {
  const views = runs.map(({ view }) => view);
  const compared = comparedFact(views);
  const facts = [
    countsSentence(report.counts),
    formatMilliseconds(reportDurationMilliseconds(report)),
    ...environmentFacts(views),
    ...(compared === undefined ? [] : [compared]),
  ];
  return facts.join(' · ');
}

function sectionsOf(report: Report, runs: readonly ViewedRun[]): readonly Section[] {
  return [
    reasonSection(report),
    ...(report.runs.length > 1 ? [runSection(report)] : []),
    ...failureSections(runs),
    ...runs.map(latencySection),
    warningSection(runs),
    changeSection(runs),
    layerSection(runs),
    ...runs.flatMap(checkSections),
  ];
}

function reasonSection(report: Report): Section {
  const rows = report.runs
    .flatMap((run) => run.reasons)
    .map((reason) => ({ text: `- ${prose(reason)}\n`, importance: 92, noun: 'reason' }));
  return { head: '', rows, tail: '\n' };
}

function runSection(report: Report): Section {
  const rows = report.runs.map((run) => ({
    text: tableRow([
      name(run.configFile),
      `${verdictIcons[run.verdict]} ${verdictWords[run.verdict]}`,
      countsSentence(run.counts),
      formatMilliseconds(run.durationMilliseconds),
    ]),
    importance: 94,
    noun: 'run',
  }));
  return { head: `### Runs\n\n${tableHead(['config', 'verdict', 'checks', '>time'])}`, rows, tail: '\n' };
}
