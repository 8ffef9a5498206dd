import type { CheckChange, CheckChangeKind, Comparison } from '../../model/comparison.ts';
import type { Report } from '../../model/run.ts';
import { changeKinds, changeKindWords, firstRunSentence, pastText } from '../change-words.ts';
import { formatCount, plural } from '../words.ts';
import { icon, type IconName } from './icons.ts';
import { html, type Markup } from './markup.ts';
import { section } from './section.ts';

const linesShown = 200;

const kindIcons: Readonly<Record<CheckChangeKind, IconName>> = {
  'new-failure': 'failed',
  'still-failing': 'flaky',
  'newly-skipped': 'skipped',
  removed: 'warned',
  fixed: 'passed',
};

/** What differs from the target branch; a sentence in the first run; nothing where no history was looked for. */
export function changeSection(report: Report): Markup | null {
  const compared = report.runs.flatMap(({ comparison }) => (comparison === undefined ? [] : [comparison]));
  const newest = compared.toSorted((left, right) => right.pastRuns - left.pastRuns)[0];
  if (newest === undefined) return null;
  if (newest.pastRuns === 0) return section('changes', 'Changes', '', html`<p class="more">${firstRunSentence}</p>`);
  const changes = compared.flatMap(({ checks }) => checks);
  const body = changes.length === 0 ? html`<p class="more">No check differs.</p>` : changeList(changes);
  return section('changes', 'Changes', againstText(newest), body);
}

function againstText({ branch, pastRuns }: Comparison): string {
  return `against ${branch}, ${plural(pastRuns, 'past run')}`;
}

function changeList(changes: readonly CheckChange[]): Markup {
  const byKind = Map.groupBy(changes, ({ kind }) => kind);
  const items = changeKinds.flatMap((kind) => byKind.get(kind) ?? []);
  const more = items.length - linesShown;
  return html`<ul class="lines">
      ${items.slice(0, linesShown).map(changeItem)}
    </ul>
    ${more > 0 ? html`<p class="more">and ${formatCount(more)} more in results.json</p>` : null}`;
}

function changeItem(change: CheckChange): Markup {
  const name = kindIcons[change.kind];
  return html`<li>
    <span class="t-${name}">${icon(name)}${changeKindWords[change.kind]}</span>
    <div>
      <b>${change.title}</b>
      <p>${pastText(change)}</p>
    </div>
    <code class="src">${change.checkId}</code>
  </li>`;
}
