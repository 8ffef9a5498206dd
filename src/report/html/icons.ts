import type { Verdict } from '../../model/words.ts';
import { html, type Markup } from './markup.ts';

export type IconName = 'passed' | 'failed' | 'broken' | 'skipped' | 'warned' | 'flaky';

export const verdictIconNames: Readonly<Record<Verdict, IconName>> = { pass: 'passed', warn: 'warned', fail: 'failed', broken: 'broken' };

/** One definition for all icons. Each differs by shape, so that nothing is told by colour alone. */
export const iconDefinitions = html`<svg class="defs" aria-hidden="true" width="0" height="0">
  <symbol id="i-passed" viewBox="0 0 16 16">
    <circle cx="8" cy="8" r="7" />
    <path d="m4.8 8.2 2.2 2.2 4.2-4.6" />
  </symbol>
  <symbol id="i-failed" viewBox="0 0 16 16">
    <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z" />
    <path d="m5.5 5.5 5 5m0-5-5 5" />
  </symbol>
  <symbol id="i-broken" viewBox="0 0 16 16">
    <path d="M8 .8 15.2 8 8 15.2.8 8z" />
    <path d="M8.8 4 6.6 8.2h2.8L7.2 12" />
  </symbol>
  <symbol id="i-skipped" viewBox="0 0 16 16">
    <circle cx="8" cy="8" r="7" stroke-dasharray="2.4 2" />
    <path d="M5 8h6" />
  </symbol>
  <symbol id="i-warned" viewBox="0 0 16 16">
    <path d="M8 1.5 15.2 14H.8z" />
    <path d="M8 6v3.6m0 1.8v.4" />
  </symbol>
  <symbol id="i-flaky" viewBox="0 0 16 16">
    <path d="M13.5 6A6 6 0 0 0 2.6 5.4M2.5 10a6 6 0 0 0 10.9.6" />
    <path d="M2.2 2v3.6h3.6M13.8 14v-3.6h-3.6" />
  </symbol>
</svg>`;

export function icon(name: IconName): Markup {
  return html`<svg class="i i-${name}" aria-hidden="true"><use href="#i-${name}" /></svg>`;
}
