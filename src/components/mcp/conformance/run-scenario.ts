import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Suite } from './find-suite.ts';
import { resultsSchema } from './judge-results.ts';
import type { Result } from './judge-results.ts';

export interface ScenarioRun {
  readonly scenario: string;
  readonly url: string;
  readonly revision: string;
}

/** What a program needs to run; the credentials of this process are not among it. */
const passedOn = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'NODE_EXTRA_CA_CERTS'];
const wordsLimit = 2000;

/** Runs one scenario in a process of its own, killed when the signal says so. @throws an Error with its last words when it has no results */
export async function runScenario(suite: Suite, { scenario, url, revision }: ScenarioRun, signal: AbortSignal): Promise<readonly Result[]> {
  await using folder = await temporaryFolder();
  const args = ['server', '--url', url, '--scenario', scenario, '--spec-version', revision, '--output-dir', folder.path];
  const child = spawn(process.execPath, [suite.file, ...args], {
    cwd: folder.path,
    env: Object.fromEntries(passedOn.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]))),
    stdio: ['ignore', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  let words = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (words = `${words}${text}`.slice(-wordsLimit)));
  }
  // Not its exit code: it is 1 for every finding.
  await once(child, 'close');
  const results = await readResults(folder.path);
  if (results !== undefined) return results;
  throw new Error(
    `the conformance suite ${suite.version} gave no results for ${scenario}: ${words.replaceAll(/\s+/g, ' ').trim().slice(-300)}`,
  );
}

async function readResults(folder: string): Promise<readonly Result[] | undefined> {
  const [run] = await readdir(folder);
  if (run === undefined) return undefined;
  const text = await readFile(join(folder, run, 'checks.json'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : v.parse(resultsSchema, JSON.parse(text));
}

async function temporaryFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'infra-test-conformance-'));
  return { path, [Symbol.asyncDispose]: async () => await rm(path, { recursive: true, force: true }) };
}
