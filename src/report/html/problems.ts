import type { JudgedCheck, JudgedRun, JudgedTarget, Report } from '../../model/run.ts';
import { problemsOf, warningText } from '../problems.ts';
import { checkWords, formatCount, plural, targetWords, warningWords } from '../words.ts';
import { attemptList, command, findingsTable, longText, notes, sourceLine } from './details.ts';
import { axisLabels, axisOf, distribution } from './distribution.ts';
import { icon } from './icons.ts';
import { html, type Markup } from './markup.ts';
import { section } from './section.ts';
import { hopTable } from './waterfall.ts';

/** More cards than a reader reads would only slow the page down; the list below has every check. */
const cardsShown = 50;
const findingsShown = 12;

export function failureSection(report: Report): Markup | null {
  const problems = report.runs.map((run) => problemsOf(run));
  const checks = problems.flatMap((found) => found.checks);
  const targets = report.runs.flatMap((run, index) => (problems[index]?.targets ?? []).map((target) => ({ run, target })));
  if (checks.length + targets.length === 0) return null;
  const more = checks.length - cardsShown;
  const body = html`<div class="cards">
      ${checks.slice(0, cardsShown).map((check) => checkCard(check))}${targets.slice(0, cardsShown).map(({ run, target }) => targetCard(run, target))}
    </div>
    ${more > 0 ? html`<p class="more"><a href="#status=failed,broken">${formatCount(more)} more in the list of all checks</a></p>` : null}`;
  return section('failures', 'What failed', plural(checks.length + targets.length, 'problem'), body);
}

function checkCard(check: JudgedCheck): Markup {
  const { outcome } = check;
  const body = check.unmet.length > 0 ? findingsTable(check.unmet, findingsShown) : longText(outcome.reason);
  return html`<article class="card c-${outcome.status}">
    <header>
      <p class="state t-${outcome.status}">${icon(outcome.status === 'broken' ? 'broken' : 'failed')}${checkWords(check)}</p>
      <p class="where">${check.layer}</p>
    </header>
    <h3>${check.title}</h3>
    <p class="id"><code>${check.id}</code></p>
    ${body}${hopTable(check)}${attemptList(check)}${notes(check)}
    <footer>${sourceLine(check.source)}${command(check.rerun)}</footer>
  </article>`;
}

function targetCard(run: JudgedRun, target: JudgedTarget): Markup {
  const state = target.status === 'missed' ? 'failed' : 'broken';
  const rows = run.operations.filter((row) => row.component === target.component && row.count > 0 && row.targets.includes(target.text));
  const axis = axisOf(rows);
  return html`<article class="card c-${state}">
    <header>
      <p class="state t-${state}">${icon(state)}target ${targetWords[target.status]}</p>
      <p class="where">target</p>
    </header>
    <h3>${target.component}: ${target.text}</h3>
    ${longText(target.explained)}${rows.map((row) => html`<div class="big">${distribution(row, axis)}${axisLabels(axis)}</div>`)}
    <footer>${sourceLine(target.source)}${target.isDefault ? html`<span class="tag">default target</span>` : null}</footer>
  </article>`;
}

export function warningSection(report: Report): Markup | null {
  const items = report.runs.flatMap((run) => [...warnedItems(run), ...leftoverItems(run)]);
  if (items.length === 0) return null;
  return section(
    'warnings',
    'Warnings',
    'none of them blocks',
    html`<ul class="lines">
        ${items.slice(0, 200)}
      </ul>
      ${moreLines(items.length - 200)}`,
  );
}

function warnedItems(run: JudgedRun): readonly Markup[] {
  const problems = problemsOf(run);
  return [
    ...problems.warnedChecks.map((check) => warningLine(warningWords(check), check.title, warningText(check), sourceLine(check.source))),
    ...problems.warnedTargets.map((target) =>
      warningLine(
        `target ${targetWords[target.status]}`,
        `${target.component}: ${target.text}`,
        target.explained,
        sourceLine(target.source),
      ),
    ),
  ];
}

function leftoverItems(run: JudgedRun): readonly Markup[] {
  return run.leftovers.map((left) =>
    warningLine('left behind', `${left.kind} ${left.name}`, `created by ${left.component} and not removed`, null),
  );
}

function warningLine(words: string, title: string, why: string, source: Markup | null): Markup {
  return html`<li>
    <span class="t-warned">${icon('warned')}${words}</span>
    <div>
      <b>${title}</b>
      <p>${why}</p>
    </div>
    ${source}
  </li>`;
}

/** Skipped is not passed: every reason is told once, with how many checks it concerns. */
export function skippedSection(report: Report): Markup | null {
  const skipped = report.runs.flatMap((run) => run.checks.filter((check) => check.outcome.status === 'skipped'));
  if (skipped.length === 0) return null;
  const reasons = [...Map.groupBy(skipped, (check) => check.outcome.reason || 'no reason was given')];
  const items = reasons.slice(0, 200).map(
    ([reason, checks]) =>
      html`<li>
        <span class="t-skipped">${icon('skipped')}${plural(checks.length, 'check')}</span>
        <div>
          <b>${reason}</b>
          <p>
            ${checks
              .slice(0, 6)
              .map((check) => check.id)
              .join(', ')}${checks.length > 6 ? `, and ${formatCount(checks.length - 6)} more` : ''}
          </p>
        </div>
      </li>`,
  );
  return section(
    'skipped',
    'Not asked',
    plural(skipped.length, 'check'),
    html`<ul class="lines">
        ${items}
      </ul>
      ${moreLines(reasons.length - 200)}`,
  );
}

function moreLines(count: number): Markup | null {
  return count > 0 ? html`<p class="more">and ${formatCount(count)} more in results.json</p>` : null;
}
