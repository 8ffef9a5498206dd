import type { Report } from '../../model/run.ts';
import { hasWarning, layerCounts } from '../problems.ts';
import { formatCount } from '../words.ts';
import { icon, type IconName } from './icons.ts';
import { html, type Markup } from './markup.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly icon?: IconName;
}

/** Above this many, chips would push the list off the screen: a select takes their place. */
const mostChips = 12;

/** Search field and chips; the script shows them, because without it they could do nothing. */
export function filters(report: Report): Markup {
  const checks = report.runs.flatMap((run) => run.checks);
  const { counts } = report;
  const warned = checks.filter(hasWarning).length;
  const statuses: readonly Choice[] = (
    [
      { value: 'failed', label: 'failed', count: counts.failed, icon: 'failed' },
      { value: 'broken', label: 'broken', count: counts.broken, icon: 'broken' },
      { value: 'warned', label: 'warned', count: warned, icon: 'warned' },
      { value: 'flaky', label: 'flaky', count: counts.flaky, icon: 'flaky' },
      { value: 'skipped', label: 'skipped', count: counts.skipped, icon: 'skipped' },
      { value: 'passed', label: 'passed', count: counts.passed, icon: 'passed' },
    ] as const
  ).filter((choice) => choice.count > 0);
  const layers = layerCounts(checks)
    .filter((row) => row.total > 0)
    .map((row) => ({ value: row.layer, label: row.layer, count: row.total }));
  const components = [...Map.groupBy(checks, (check) => check.component)].map(([name, own]) => ({
    value: name,
    label: name,
    count: own.length,
  }));
  const runs = report.runs.map((run, index) => ({ value: String(index), label: run.configFile, count: run.checks.length }));
  return html`<form class="filters" role="search" aria-label="Filter the checks">
    <label class="search"
      ><span class="vh">Search title, id and message</span
      ><input type="search" id="q" placeholder="Search title, id, message" autocomplete="off" spellcheck="false" /><kbd aria-hidden="true"
        >/</kbd
      ></label
    >
    ${choices('status', 'Status', statuses)}${choices('layer', 'Layer', layers)}${choices('component', 'Component', components)}${runs.length > 1 ? choices('run', 'Config', runs) : null}
    <p class="shown"><output id="shown" aria-live="polite">${formatCount(checks.length)} of ${formatCount(checks.length)} shown</output></p>
  </form>`;
}

function choices(key: string, title: string, values: readonly Choice[]): Markup {
  if (values.length > mostChips) {
    const options = values.map((choice) => html`<option value="${choice.value}">${choice.label} (${formatCount(choice.count)})</option>`);
    return html`<label class="pick"
      ><span>${title}</span
      ><select data-key="${key}">
        <option value="">all</option>
        ${options}
      </select></label
    >`;
  }
  const chips = values.map(
    (choice) =>
      html`<button type="button" class="chip" data-key="${key}" data-value="${choice.value}" aria-pressed="false">
        ${choice.icon === undefined ? null : icon(choice.icon)}${choice.label} <span class="num">${formatCount(choice.count)}</span>
      </button>`,
  );
  return html`<div class="chips" role="group" aria-label="${title}"><span class="ct" aria-hidden="true">${title}</span>${chips}</div>`;
}
