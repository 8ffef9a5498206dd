import type { PartCheck, PartComponent } from '../../model/part.ts';
import type { Counts } from '../../model/run.ts';
import { formatCount, latencyText } from '../words.ts';
import { name, names, stateIcons, tableHead, tableRow } from './cells.ts';
import { foldSection } from './folded.ts';
import type { Row, Section } from './fit.ts';
import { prose } from './prose.ts';

const importances: Readonly<Record<PartCheck['state'], number>> = { failed: 45, broken: 45, warned: 35, skipped: 20, passed: 10 };

const opening = tableHead(['', 'check', 'id', 'layer', '>time', 'why']);

/** All checks of components behind one fold. `summary` is Markdown. */
export function checksFold(summary: string, components: readonly PartComponent[]): Section {
  return foldSection(
    summary,
    opening,
    components.flatMap((component) => component.checks.map(checkRow)),
  );
}

/** Such as `warehouse · snowflake · 11 passed, 2 failed`. */
export function componentSummary({ name: component, uses, counts }: PartComponent): string {
  return `${name(component)}${uses === '' ? '' : ` · ${name(uses)}`} · ${outcomesText(counts)}`;
}

export function outcomesText(counts: Counts): string {
  return (
    (['passed', 'failed', 'broken', 'skipped'] as const)
      .filter((status) => counts[status] > 0)
      .map((status) => `${formatCount(counts[status])} ${status}`)
      .join(', ') || 'no checks'
  );
}

function checkRow(check: PartCheck): Row {
  const time = check.state === 'skipped' ? '–' : latencyText(check.milliseconds);
  const why = check.why === '' ? '' : names(check.why, 300);
  const cells = [`${stateIcons[check.state]} ${check.state}`, prose(check.title, 200), name(check.id), check.layer, time, why];
  return { text: tableRow(cells), importance: importances[check.state], noun: checkNoun(check) };
}

/** What did not pass is told among the problems: its row is a detail. */
export function checkNoun({ state }: PartCheck): string {
  return state === 'passed' || state === 'skipped' ? `${state} check` : 'detail';
}
