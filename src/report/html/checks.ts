import type { JudgedCheck, JudgedRun, Report } from '../../model/run.ts';
import { formatMilliseconds } from '../../std/duration.ts';
import { cutText } from '../../std/escape.ts';
import { byComponent, hasWarning } from '../problems.ts';
import { checkDurationMilliseconds, checkState, checkWords, formatCount, plural } from '../words.ts';
import { attemptList, command, findingsTable, longText, notes, sourceLine } from './details.ts';
import { filters } from './filters.ts';
import { icon, type IconName } from './icons.ts';
import { html, type Markup } from './markup.ts';
import { section } from './section.ts';
import { hopTable } from './waterfall.ts';

const findingsShown = 40;
/** A check that met everything shows a few of the things it looked at, short; results.json has all. */
const metShown = 6;
const metLength = 200;

/** Every check as a folded row; the script only hides rows, so all of them are readable without it. */
export function checkSection(report: Report): Markup {
  const several = report.runs.length > 1;
  const groups = report.runs.flatMap((run, index) =>
    [...byComponent(run.checks)].map(([component, checks]) => group(run, component, checks, several ? index : null)),
  );
  const body = html`${filters(report)}
    <div id="groups">${groups}</div>
    <p id="nothing" hidden>No check matches. <button type="button" class="link" id="clear">Clear the filter</button></p>`;
  return section('checks', 'All checks', plural(report.counts.total, 'check'), body);
}

function group(run: JudgedRun, component: string, checks: readonly JudgedCheck[], runIndex: number | null): Markup {
  const known = run.components.find((candidate) => candidate.name === component);
  const where = [known?.uses ?? '', known?.address ?? '', runIndex === null ? '' : run.configFile]
    .filter((text) => text !== '')
    .join(' · ');
  const passed = checks.filter((check) => check.outcome.status === 'passed').length;
  const rows = checks.map((check) => checkRow(check, runIndex));
  return html`<section class="group">
    <header>
      <h3>${component}</h3>
      <p>${where}</p>
      <p class="num">${formatCount(passed)} of ${formatCount(checks.length)} passed</p>
    </header>
    <ul class="rows">
      ${rows}
    </ul>
  </section>`;
}

function checkRow(check: JudgedCheck, runIndex: number | null): Markup {
  const state = checkState(check);
  const name: IconName = check.outcome.flaky && state === 'passed' ? 'flaky' : state;
  const duration = check.outcome.attempts.length === 0 ? '' : formatMilliseconds(checkDurationMilliseconds(check));
  const run = runIndex === null ? null : html` data-run="${runIndex}"`;
  return html`<li data-status="${statusTokens(check)}" data-layer="${check.layer}" data-component="${check.component}" ${run}>
    <details>
      <summary>
        <span class="t-${name} st">${icon(name)}${checkWords(check)}</span
        ><span class="ti">${check.title}<code>${check.id}</code>${why(check)}</span><span class="la">${check.layer}</span
        ><span class="num du">${duration}</span>
      </summary>
      ${rowDetails(check)}
    </details>
  </li> `;
}

/** The first line of the reason, so that a skipped or failed row explains itself while it is folded. */
function why(check: JudgedCheck): Markup | null {
  const [line = ''] = check.outcome.reason.split('\n', 1);
  return line === '' ? null : html`<span class="wy">${cutText(line, 240)}</span>`;
}

function statusTokens(check: JudgedCheck): string {
  return [check.outcome.status, ...(hasWarning(check) ? ['warned'] : []), ...(check.outcome.flaky ? ['flaky'] : [])].join(' ');
}

function rowDetails(check: JudgedCheck): Markup {
  const { outcome } = check;
  const tags = check.tags.map((tag) => html`<span class="tag">${tag}</span>`);
  return html`<div class="de">
    ${outcome.reason === '' ? null : longText(outcome.reason)}${findings(check)}${hopTable(check)}${attemptList(check)}${metrics(check)}${notes(check)}
    <p class="meta">
      ${sourceLine(check.source)}<span>${check.kind}</span>${check.severity === 'warn' ? html`<span>warning only</span>` : null}${tags}
    </p>
    ${outcome.status === 'passed' && !outcome.flaky ? null : command(check.rerun)}
  </div>`;
}

function findings(check: JudgedCheck): Markup | null {
  const met = check.outcome.attempts.at(-1)?.findings.filter((finding) => finding.met) ?? [];
  if (check.unmet.length > 0) return findingsTable([...check.unmet, ...met], findingsShown);
  if (met.length === 0) return null;
  const shown = met.slice(0, metShown);
  const items = shown.map((finding) => html`<li>${finding.subject}<code>${cutText(finding.actual, metLength)}</code></li>`);
  const more = met.length - shown.length;
  return html`<ul class="met">
    ${items}${more > 0 ? html`<li>and ${formatCount(more)} more met</li>` : null}
  </ul>`;
}

function metrics(check: JudgedCheck): Markup | null {
  const values = check.outcome.attempts.at(-1)?.metrics ?? [];
  if (values.length === 0) return null;
  const items = values.map((metric) => html`<li>${metric.name} <b class="num">${String(metric.value)}${metric.unit ?? ''}</b></li>`);
  return html`<ul class="metrics" aria-label="Metrics">
    ${items}
  </ul>`;
}
