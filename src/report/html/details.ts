import type { SourcePosition } from '../../model/source.ts';
import type { Attempt, Finding } from '../../model/outcome.ts';
import type { JudgedCheck } from '../../model/run.ts';
import { formatMilliseconds } from '../../std/duration.ts';
import { cutText } from '../../std/escape.ts';
import { findingSubject, formatCount } from '../words.ts';
import { icon } from './icons.ts';
import { breakable, html, type Markup } from './markup.ts';

/** Longer texts are cut with a count; results.json has them whole. */
const longestText = 4000;

export function sourceLine(source: SourcePosition): Markup {
  return html`<code class="src">${source.file}:${source.line}</code>`;
}

/** The button does nothing without the script, so it is shown by the script alone. */
export function command(text: string): Markup {
  return html`<span class="cmd"><code>${text}</code><button type="button" class="copy" aria-label="Copy the command">Copy</button></span>`;
}

export function longText(text: string): Markup {
  return html`<pre class="msg">${cutText(text, longestText)}</pre>`;
}

export function findingsTable(findings: readonly Finding[], limit: number): Markup {
  const shown = findings.slice(0, limit);
  const more = findings.length - shown.length;
  return html`<table class="xa">
      <thead>
        <tr>
          <th scope="col">What</th>
          <th scope="col">Expected</th>
          <th scope="col">Actual</th>
        </tr>
      </thead>
      <tbody>
        ${shown.map((finding) => findingRow(finding))}
      </tbody>
    </table>
    ${more > 0 ? html`<p class="more">and ${formatCount(more)} more in results.json</p>` : null}`;
}

function findingRow(finding: Finding): Markup {
  const state = finding.met ? 'passed' : finding.severity === 'warn' ? 'warned' : 'failed';
  const words = finding.met ? 'met' : finding.severity === 'warn' ? 'warning' : 'not met';
  return html`<tr class="x-${state}">
    <th scope="row">
      <span class="t-${state}">${icon(state)}<span class="vh">${words}: </span></span
      >${breakable(cutText(findingSubject(finding), longestText))}
    </th>
    <td data-h="expected">${cutText(finding.expected, longestText)}</td>
    <td data-h="actual">${cutText(finding.actual, longestText)}</td>
  </tr>`;
}

export function attemptList(check: JudgedCheck): Markup | null {
  const { attempts } = check.outcome;
  if (attempts.length < 2) return null;
  return html`<ol class="attempts" aria-label="Attempts">
    ${attempts.map((attempt) => attemptItem(attempt))}
  </ol>`;
}

function attemptItem(attempt: Attempt): Markup {
  const reason = attempt.reason === '' ? null : html` <span class="why">${cutText(attempt.reason, longestText)}</span>`;
  return html`<li>
    <span class="t-${attempt.status}">${icon(attempt.status)}attempt ${attempt.number} ${attempt.status}</span>
    <span class="num">${formatMilliseconds(attempt.durationMilliseconds)}</span>${reason}
  </li>`;
}

export function notes(check: JudgedCheck): Markup | null {
  const lines = check.outcome.attempts.at(-1)?.notes ?? [];
  return lines.length === 0
    ? null
    : html`<ul class="notes">
        ${lines.map((line) => html`<li>${cutText(line, longestText)}</li>`)}
      </ul>`;
}
