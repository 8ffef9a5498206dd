import type { CheckChange } from '../../model/comparison.ts';
import type { PartProblem } from '../../model/part.ts';
import { cutText, markdownFence } from '../../std/escape.ts';
import { changeKindWords, pastText } from '../change-words.ts';
import { name, sourceText, stateIcons } from './cells.ts';
import type { Row } from './fit.ts';
import { prose } from './prose.ts';
import { wrapText } from './wrap-text.ts';

/** What fits beside each other in a comment; longer lines would have to be scrolled. */
const lineCharacters = 104;

export interface ProblemItem {
  readonly problem: PartProblem;
  /** How the check differs from the past; undefined without a comparison, and for targets. */
  readonly change: CheckChange | undefined;
  /** Markdown: the job or config, empty where there is one. */
  readonly where: string;
}

/** What is wrong, where it was declared and since when, in one line: `❌ failed: **columns** · unit · infra-test.yml:19`. */
function problemHead({ problem, change, where }: ProblemItem, more: readonly string[]): string {
  const { state, title, kind, source } = problem;
  const facts = [
    `${stateIcons[state]} ${state}: <b>${prose(title, 200)}</b>`,
    ...more,
    kind,
    sourceText(source),
    ...(change === undefined ? [] : [sinceText(change)]),
    ...(where === '' ? [] : [where]),
  ];
  return facts.join(' · ');
}

function sinceText(change: CheckChange): string {
  if (change.kind === 'new-failure') return `new, ${pastText(change)}`;
  return change.kind === 'still-failing' ? `already ${pastText(change)}` : `${changeKindWords[change.kind]}, ${pastText(change)}`;
}

/** A failed check in full; `body` is Markdown that ends with a blank line and holds the command with the id. */
export function problemBlock(item: ProblemItem, body: string): string {
  return `${problemHead(item, [])}\n\n${body}`;
}

/** What was expected, what came and how to see it alone, in one block that can be copied. */
export function problemFence({ text, rerun }: PartProblem): string {
  const command = rerun === '' ? '' : `\n$ ${cutText(rerun, 500)}`;
  return `${markdownFence(wrapText(cutText(text, 2000), lineCharacters) + command)}\n\n`;
}

/** The same in one line, for a list. */
export function problemLine(item: ProblemItem, importance: number): Row {
  const [line = ''] = item.problem.text.split('\n', 1);
  return { text: `- ${problemHead(item, [name(item.problem.id)])}<br>${name(line, 300)}\n`, importance, noun: nounOf(item.problem) };
}

/** Targets and leftovers are one line: their text says it all. */
export function targetLine({ problem, where }: ProblemItem, importance: number): Row {
  const { state, text, id, source } = problem;
  const words = state === 'failed' ? 'target missed' : 'target without data';
  const facts = [
    `${stateIcons[state]} <b>${words}</b>: ${prose(text, 600)}`,
    name(id),
    sourceText(source),
    ...(where === '' ? [] : [where]),
  ];
  return { text: `- ${facts.join(' · ')}\n`, importance, noun: nounOf(problem) };
}

export function warningLine({ problem, where }: ProblemItem): Row {
  const { kind, title, text, id, source } = problem;
  const what = kind === 'target' ? '' : kind === 'leftover' ? `${name(title)} of ` : `<b>${prose(title, 200)}</b> · `;
  const facts = kind === 'leftover' ? [`${what}${name(id)}`, text] : [`${what}${prose(text, 400)}`, name(id), sourceText(source)];
  const line = [...facts, ...(where === '' ? [] : [where])].join(' · ');
  return { text: `- ${stateIcons.warned} ${line}\n`, importance: 50, noun: 'warning' };
}

export function nounOf({ state, kind }: PartProblem): string {
  if (state === 'warned') return 'warning';
  return kind === 'target' ? 'missed target' : 'failure';
}
