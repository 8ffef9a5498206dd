import type { JudgedRun, Report } from '../model/run.ts';
import { formatMilliseconds } from '../std/duration.ts';
import { name, tableHead, tableRow, verdictIcons } from './markdown/cells.ts';
import { fitSections, type Section, utf8Bytes } from './markdown/fit.ts';
import { problemSections } from './markdown/problem-sections.ts';
import { checkSections, latencySection, layerSection } from './markdown/table-sections.ts';
import { countsSentence, environmentText, plural, reportDurationMilliseconds, verdictWords } from './words.ts';

export interface MarkdownOptions {
  /** Limit of the UTF-8 text, such as 65,535 for a comment or 1 MiB for a step summary. */
  readonly maxBytes: number;
}

/** Room for the note about what was left out, which is written last. */
const noteBytes = 600;

/**
 * GitHub-flavoured summary: verdict, what failed, latency, warnings, layers, all checks folded. Over `maxBytes` it leaves
 * out whole rows, the least important first, and says how many. Below about 1 KB only the verdict remains.
 */
export function toMarkdown(report: Report, options: MarkdownOptions): string {
  const head = headText(report);
  const sections = sectionsOf(report);
  const whole = fitSections(sections, Number.POSITIVE_INFINITY);
  if (utf8Bytes(head) + utf8Bytes(whole.text) <= options.maxBytes) return head + whole.text;
  const fitted = fitSections(sections, options.maxBytes - utf8Bytes(head) - noteBytes);
  const text = `${head}${leftOutNote(fitted.leftOut)}${fitted.text}`;
  const fallbacks = [text, verdictLine(report), verdictWords[report.verdict], ''];
  return fallbacks.find((candidate) => utf8Bytes(candidate) <= options.maxBytes) ?? '';
}

function headText(report: Report): string {
  const environments = new Set(report.runs.map((run) => environmentText(run)));
  const facts = [
    countsSentence(report.counts),
    formatMilliseconds(reportDurationMilliseconds(report)),
    ...[...environments].slice(0, 3).map((text) => name(text)),
  ];
  return `${verdictLine(report)}\n\n${facts.join(' · ')}\n\n`;
}

function verdictLine(report: Report): string {
  return `## ${verdictIcons[report.verdict]} ${verdictWords[report.verdict]}`;
}

function sectionsOf(report: Report): readonly Section[] {
  const several = report.runs.length > 1;
  const titleOf = (run: JudgedRun): string => (several ? ` · ${name(run.configFile)}` : '');
  return [
    reasonSection(report),
    ...(several ? [runSection(report)] : []),
    ...problemSections(report.runs),
    ...report.runs.map((run) => latencySection(run, titleOf(run))),
    layerSection(report.runs.flatMap((run) => run.checks)),
    ...report.runs.flatMap((run) => checkSections(run, titleOf(run))),
  ];
}

function reasonSection(report: Report): Section {
  const rows = report.runs
    .flatMap((run) => run.reasons)
    .map((reason) => ({ text: `- ${name(reason, 500)}\n`, importance: 92, noun: 'reason' }));
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

function leftOutNote(leftOut: ReadonlyMap<string, number>): string {
  const parts = [...leftOut].map(([noun, count]) => plural(count, noun));
  return `> Shortened to fit: left out ${parts.join(', ')}. \`report.html\` and \`results.json\` have everything.\n\n`;
}
