import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toHtml } from '../../src/report/html.ts';
import { findChromium, visit } from './chromium.ts';
import { hostileReport, sampleReport } from './sample-report.ts';

const chromium = findChromium();

// The report is proved in a real browser: at home it may be missing, in CI its absence is a failure.
test.runIf(process.env['CI'] === 'true')('CI has Chromium in PATH or CHROME_PATH', () => {
  expect(chromium).toBeDefined();
});

/** Rows of the list of checks as the browser shows them. */
function shownIds(dom: string): string[] {
  return [...dom.matchAll(/<li data-status="[^"]*"[^>]*>[^]*?<code>([^<]*)<\/code>/g)]
    .filter(([row]) => !/^<li [^>]*\shidden=""/.test(row))
    .map(([, id]) => id ?? '');
}

describe.skipIf(chromium === undefined)('report.html in Chromium', () => {
  const browser = chromium ?? '';
  let folder = '';
  let page = '';
  let hostilePage = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'infra-test-html-'));
    await writeFile(join(folder, 'report.html'), toHtml(sampleReport()));
    await writeFile(join(folder, 'hostile.html'), toHtml(hostileReport()));
    page = pathToFileURL(join(folder, 'report.html')).href;
    hostilePage = pathToFileURL(join(folder, 'hostile.html')).href;
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('shows every check and makes no request', async () => {
    const { dom, requests } = await visit(browser, page);
    expect(shownIds(dom)).toHaveLength(sampleReport().counts.total);
    expect(dom).toMatch(/<html lang="en" class="js"/);
    expect(requests).toEqual([]);
  });

  test('the network log would show a request', async () => {
    const server = createServer((_, response) => response.end());
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    try {
      const beacon = `http://127.0.0.1:${(server.address() as AddressInfo).port}/beacon.png`;
      await writeFile(join(folder, 'control.html'), `<!doctype html><img src="${beacon}">`);
      const { requests } = await visit(browser, pathToFileURL(join(folder, 'control.html')).href);
      expect(requests).toContain(beacon);
    } finally {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
    }
  });

  test('the address filters by status and searches by words', async () => {
    const { dom } = await visit(browser, `${page}#status=failed&q=calls`);
    expect(shownIds(dom)).toEqual(['warehouse.CORE.CALLS.columns', 'warehouse.roles.ANALYST.select', 'tools.call.search_calls']);
    expect(dom).toContain('3 of 35 shown');
    expect(dom).toMatch(/data-value="failed" aria-pressed="true"/);
  });

  test('several values of one filter widen it, several filters narrow it', async () => {
    const { dom } = await visit(browser, `${page}#status=broken,skipped&layer=e2e&theme=dark`);
    expect(shownIds(dom)).toEqual(['api.accounts.list', 'status.page.body']);
    expect(dom).toMatch(/<html[^>]*data-theme="dark"/);
  });

  test('flaky and warned are filters too', async () => {
    const { dom } = await visit(browser, `${page}#status=flaky,warned`);
    expect(shownIds(dom)).toEqual([
      'warehouse.CORE.CALLS.columns',
      'vectors.config.dimension',
      'vectors.query.latency',
      'status.connection',
    ]);
  });

  test('a filter that matches nothing says so', async () => {
    const { dom } = await visit(browser, `${page}#q=there-is-no-such-check`);
    expect(shownIds(dom)).toEqual([]);
    expect(dom).toMatch(/<p id="nothing">/);
  });

  test('hostile names are text: no script, no image, no request', async () => {
    const { dom, requests } = await visit(browser, hostilePage);
    expect(dom.match(/<script/g)).toHaveLength(1);
    expect(dom).not.toMatch(/<img/);
    expect(requests).toEqual([]);
    expect(shownIds(dom)).toHaveLength(hostileReport().counts.total);
  });
});
