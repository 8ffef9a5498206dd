import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { findChromium } from '../__tests__/report/chromium.ts';
import { fullStackReport, pictures } from '../__tests__/report/picture-reports.ts';
import { toHtml } from '../src/report/html.ts';
import { toMarkdown } from '../src/report/markdown.ts';
import { withDrawnEmoji } from './picture-emoji.ts';
import { shrinkPng } from './shrink-png.ts';

/**
 * Renders what people read on GitHub to `docs/pictures/*.png`: Markdown by micromark with GitHub's extensions, GitHub's own
 * style sheet, headless Chromium. Arguments name the pictures to make; none makes all.
 */
const folder = 'docs/pictures';
/** A picture shows what a reader sees first. */
const onGitHub = { widthPixels: 900, mostHeightPixels: 1250 };
const checkLimitBytes = 65_535;
const summaryLimitBytes = 1_000_000;
const largestPictureBytes = 150 * 1024;

const chromium = findChromium();
if (chromium === undefined) throw new Error('expected Chromium in PATH or CHROME_PATH, found none');
const css = readFileSync(fileURLToPath(import.meta.resolve('github-markdown-css/github-markdown-light.css')), 'utf8');
const wanted = new Set(process.argv.slice(2));
const temporary = mkdtempSync(join(tmpdir(), 'infra-test-pictures-'));
mkdirSync(folder, { recursive: true });
try {
  for (const { name, comment, report } of pictures()) {
    paint(`comment-${name}`, 'github-actions bot commented', comment);
    if (report === undefined) continue;
    paint(`summary-${name}`, 'infra-test summary', toMarkdown(report, { maxBytes: summaryLimitBytes }));
    paint(`check-${name}`, 'Checks / infra-test', toMarkdown(report, { maxBytes: checkLimitBytes }));
  }
  paintPage('full-stack', timeLinesOf(toHtml(fullStackReport())), { widthPixels: 1100, mostHeightPixels: 2000 });
} finally {
  rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
}

function paint(name: string, title: string, markdown: string): void {
  paintPage(name, pageOf(title, markdown), onGitHub);
}

function paintPage(name: string, text: string, { widthPixels, mostHeightPixels }: typeof onGitHub): void {
  if (wanted.size > 0 && !wanted.has(name)) return;
  const page = join(temporary, 'page.html');
  const file = join(folder, `${name}.png`);
  writeFileSync(page, text);
  const height = Math.min(mostHeightPixels, heightOf(page, widthPixels));
  open(page, [`--screenshot=${file}`, `--window-size=${widthPixels},${height}`]);
  writeFileSync(file, shrinkPng(readFileSync(file)));
  const { size } = statSync(file);
  process.stdout.write(`${file} ${height} px, ${Math.round(size / 1024)} KB\n`);
  if (size > largestPictureBytes) throw new Error(`${file}: expected at most ${largestPictureBytes} bytes, got ${size}`);
}

function pageOf(title: string, markdown: string): string {
  const body = micromark(markdown, { allowDangerousHtml: true, extensions: [gfm()], htmlExtensions: [gfmHtml()] });
  return `<!doctype html><meta charset="utf-8"><style>${css}
    html { background: #fff } body { margin: 0; padding: 16px }
    .box { border: 1px solid #d1d9e0; border-radius: 6px; overflow: hidden }
    .bar { font: 13px system-ui, sans-serif; color: #59636e; background: #f6f8fa; padding: 8px 16px; border-bottom: 1px solid #d1d9e0 }
    .markdown-body { padding: 16px; font-size: 14px }</style>
    <div class="box"><div class="bar">${title}</div><div class="markdown-body">${withDrawnEmoji(body)}</div></div>
    <script>document.title = document.documentElement.scrollHeight</script>`;
}

/** The report with its time lines alone: that of the run, and that of its last check. */
function timeLinesOf(html: string): string {
  const others =
    '.top,.hero,.layers,.foot,.sec:not(#waterfall,#checks),.filters,#groups>.group:not(:last-child){display:none!important}.sec{margin-top:24px}.rows>li{content-visibility:visible!important}';
  return html
    .replace(/<meta http-equiv[^>]*>/, '')
    .replace(/<script>[^]*<\/script>/, '<script>document.title = document.documentElement.scrollHeight</script>')
    .replaceAll('<details>', '<details open>')
    .replace('</head>', `<style>${others}</style></head>`);
}

function heightOf(page: string, widthPixels: number): number {
  const dom = open(page, ['--dump-dom', `--window-size=${widthPixels},100`]);
  const height = Number(/<title>(\d+)<\/title>/.exec(dom)?.[1]);
  if (!(height > 0)) throw new Error(`expected the height of the page as its title, got ${dom.slice(0, 200)}`);
  return height;
}

function open(page: string, options: readonly string[]): string {
  const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--force-device-scale-factor=1', '--disable-lcd-text'];
  const profile = `--user-data-dir=${join(temporary, 'profile')}`;
  return execFileSync(chromium ?? '', [...flags, profile, ...options, pathToFileURL(page).href], {
    encoding: 'utf8',
    timeout: 60_000,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 64 * 1024 * 1024,
  });
}
