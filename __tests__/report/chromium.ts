import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** Path of an installed Chromium or Chrome, from CHROME_PATH or PATH. */
export function findChromium(): string | undefined {
  const fromPath = (process.env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env['CHROME_PATH'] ?? '', ...fromPath].find((path) => path !== '' && existsSync(path));
}

export interface Visit {
  /** The document after its script ran. */
  readonly dom: string;
  /** Addresses of all network requests that a document began, `file:` and `data:` left out. */
  readonly requests: readonly string[];
}

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-sync',
  '--disable-dev-shm-usage',
  // Chromium asks its maker for the time and for updates whatever the flags say: those names resolve to nothing here.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

/** Opens one address in a fresh profile with Chromium's own network log on. */
export async function visit(chromium: string, url: string): Promise<Visit> {
  const profile = await mkdtemp(join(tmpdir(), 'infra-test-chromium-'));
  const log = join(profile, 'net-log.json');
  try {
    const dom = await run(chromium, [...flags, `--user-data-dir=${profile}`, `--log-net-log=${log}`, '--dump-dom', url]);
    return { dom, requests: requestsIn(await readFile(log, 'utf8')) };
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

function run(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { timeout: 50_000, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${command} did not open the page: ${stderr.slice(-500)}`, { cause: error }));
    });
  });
}

/**
 * One event a line; the log may end without its closing brackets. Requests of the browser's own services have the
 * initiator `not an origin`, those of a document have its origin, which is `null` or `file://` for a file.
 */
function requestsIn(log: string): string[] {
  return log
    .split('\n')
    .map((line) => /"initiator":"([^"]*)".*"url":"((?:https?|wss?|ftp):[^"]*)"/.exec(line))
    .flatMap((match) => (match === null || match[1] === 'not an origin' ? [] : [match[2] ?? '']));
}
