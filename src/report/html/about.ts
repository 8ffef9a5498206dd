import type { JudgedRun, Report } from '../../model/run.ts';
import { formatMilliseconds } from '../../std/duration.ts';
import { countsSentence, environmentText, plural, timeText, verdictWords } from '../words.ts';
import { icon, verdictIconNames } from './icons.ts';
import { html, type Markup } from './markup.ts';
import { section } from './section.ts';

/** Where the run happened, and what it talked to. */
export function aboutSection(report: Report): Markup {
  const note = `${report.tool.name} ${report.tool.version}, exit code ${report.exitCode}`;
  return section('about', 'Environment', note, html`<div class="runs">${report.runs.map((run) => runCard(run))}</div>`);
}

function runCard(run: JudgedRun): Markup {
  const { environment } = run;
  const facts: readonly (readonly [string, string])[] = [
    ['Environment', environmentText(run)],
    ['Access', `${environment.access}, chaos ${environment.chaos}, network ${environment.network}`],
    ...(environment.faults.length > 0 ? ([['Planted faults', environment.faults.join(', ')]] as const) : []),
    ['Selection', run.selection === '' ? 'everything' : run.selection],
    ['Started', timeText(run.startedAtMilliseconds)],
    ['Duration', formatMilliseconds(run.durationMilliseconds)],
    ...(run.stoppedBy === null ? [] : ([['Stopped by', run.stoppedBy]] as const)),
    ['Checks', countsSentence(run.counts)],
    ['Run', run.runId],
  ];
  const verdictName = verdictIconNames[run.verdict];
  return html`<article>
    <header>
      <h3>${run.configFile}</h3>
      <p class="t-${verdictName}">${icon(verdictName)}${verdictWords[run.verdict]}</p>
    </header>
    <dl>
      ${facts.map(
        ([term, text]) =>
          html`<div>
            <dt>${term}</dt>
            <dd>${text}</dd>
          </div>`,
      )}
    </dl>
    ${componentTable(run)}
  </article>`;
}

function componentTable(run: JudgedRun): Markup | null {
  if (run.components.length === 0) return null;
  const rows = run.components.map(
    (component) =>
      html`<tr>
        <th scope="row">${component.name}</th>
        <td>${component.uses}</td>
        <td><code>${component.address}</code></td>
      </tr>`,
  );
  return html`<table class="components">
    <caption>
      ${plural(run.components.length, 'component')}
    </caption>
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col">Uses</th>
        <th scope="col">Address</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}
