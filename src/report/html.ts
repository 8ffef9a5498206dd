import type { Report } from '../model/run.ts';
import { aboutSection } from './html/about.ts';
import { changeSection } from './html/changes.ts';
import { checkSection } from './html/checks.ts';
import { hero } from './html/hero.ts';
import { icon, iconDefinitions, verdictIconNames } from './html/icons.ts';
import { latencySection, targetSection } from './html/latency.ts';
import { html, type Markup, trusted } from './html/markup.ts';
import { contentPolicy } from './html/policy.ts';
import { failureSection, skippedSection, warningSection } from './html/problems.ts';
import { script } from './html/script.ts';
import { style } from './html/style.ts';
import { waterfallSection } from './html/waterfall.ts';
import { verdictWords } from './words.ts';

/** One self-contained page: no network, readable without its script, light and dark, from a phone to paper. */
export function toHtml(report: Report): string {
  const sections: readonly (readonly [string, string, Markup | null])[] = [
    ['failures', 'What failed', failureSection(report)],
    ['changes', 'Changes', changeSection(report)],
    ['latency', 'Latency', latencySection(report)],
    ['waterfall', 'Time line', waterfallSection(report)],
    ['warnings', 'Warnings', warningSection(report)],
    ['targets', 'Targets', targetSection(report)],
    ['skipped', 'Not asked', skippedSection(report)],
    ['checks', 'All checks', checkSection(report)],
    ['about', 'Environment', aboutSection(report)],
  ];
  const shown = sections.filter(([, , body]) => body !== null);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta http-equiv="Content-Security-Policy" content="${contentPolicy}" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        <title>${verdictWords[report.verdict]} · ${report.tool.name}</title>
        ${trusted(`<style>${style}</style>`)}
      </head>
      <body>
        <a class="skip" href="#checks">Skip to all checks</a>
        ${iconDefinitions}
        ${topBar(
          report,
          shown.map(([id, title]) => [id, title]),
        )}
        <main>${hero(report)} ${shown.map(([, , body]) => body)}</main>
        <footer class="foot"><p>Written by ${report.tool.name} ${report.tool.version}. This file makes no network request.</p></footer>
        ${trusted(`<script>${script}</script>`)}
      </body>
    </html> `;
  return page.text;
}

function topBar(report: Report, links: readonly (readonly [string, string])[]): Markup {
  return html`<div class="top">
    <p class="brand">
      <span class="t-${verdictIconNames[report.verdict]}">${icon(verdictIconNames[report.verdict])}</span>${report.tool.name}
    </p>
    <nav aria-label="Sections">${links.map(([id, title]) => html`<a href="#${id}">${title}</a>`)}</nav>
    <button type="button" id="theme" aria-label="Change colours">Auto</button>
  </div>`;
}
