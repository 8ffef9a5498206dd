import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export interface StepResult {
  readonly exitCode: number | null;
  readonly log: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly workspace: string;
}

export interface StepOptions {
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Files of the workspace by path. */
  readonly files?: Readonly<Record<string, string>>;
  /** Payload of the event. */
  readonly event?: Readonly<Record<string, unknown>>;
  /** Arguments for Node before the bundle. */
  readonly nodeArguments?: readonly string[];
}

let copied: string | undefined;

/** The Action as a runner downloads it: `dist/` and the engines' lock file, in a folder without node_modules. */
function actionCopy(): string {
  if (copied === undefined) {
    copied = mkdtempSync(join(tmpdir(), 'infra-test-action-'));
    cpSync('dist', join(copied, 'dist'), { recursive: true });
    cpSync('engines', join(copied, 'engines'), { recursive: true, filter: (path) => !path.includes('node_modules') });
  }
  return copied;
}

/** Starts the bundle as the runner does: INPUT_*, the command files, an event, and nothing else of our environment. */
export async function runAction({ inputs = {}, env = {}, files = {}, event = {}, nodeArguments = [] }: StepOptions): Promise<StepResult> {
  const workspace = mkdtempSync(join(tmpdir(), 'infra-test-workspace-'));
  const temporary = mkdtempSync(join(tmpdir(), 'infra-test-runner-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(workspace, path, '..'), { recursive: true });
    writeFileSync(join(workspace, path), text);
  }
  const commandFiles = Object.fromEntries(
    ['GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY', 'GITHUB_ENV', 'GITHUB_PATH', 'GITHUB_EVENT_PATH'].map((name) => [
      name,
      join(temporary, name),
    ]),
  );
  for (const file of Object.values(commandFiles)) writeFileSync(file, '');
  writeFileSync(
    commandFiles['GITHUB_EVENT_PATH'] as string,
    JSON.stringify({ repository: { full_name: 'octo/repo', default_branch: 'main' }, ...event }),
  );
  const child = spawn(process.execPath, [...nodeArguments, join(actionCopy(), 'dist', 'index.js')], {
    cwd: workspace,
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      // The certificate authority of the network that the tests run in.
      ...(process.env['NODE_EXTRA_CA_CERTS'] && { NODE_EXTRA_CA_CERTS: process.env['NODE_EXTRA_CA_CERTS'] }),
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_WORKSPACE: workspace,
      GITHUB_REPOSITORY: 'octo/repo',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REF_NAME: 'main',
      GITHUB_ACTOR: 'octocat',
      GITHUB_RUN_ID: '1001',
      GITHUB_RUN_NUMBER: '17',
      GITHUB_WORKFLOW: 'infra-test',
      GITHUB_SHA: 'a'.repeat(40),
      GITHUB_JOB: 'test',
      GITHUB_RUN_ATTEMPT: '1',
      RUNNER_TEMP: temporary,
      // Engines of this checkout: the installation by lock file has a test of its own.
      INFRA_TEST_ENGINES: resolve('.'),
      ...commandFiles,
      ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const exitCode = await new Promise<number | null>((done) => child.once('close', done));
  return {
    exitCode,
    log,
    workspace,
    outputs: commandFile(commandFiles['GITHUB_OUTPUT'] as string),
    state: commandFile(commandFiles['GITHUB_STATE'] as string),
    summary: readFileSync(commandFiles['GITHUB_STEP_SUMMARY'] as string, 'utf8'),
  };
}

/** `name<<delimiter`, lines, `delimiter`: the runner's own format. */
function commandFile(file: string): Readonly<Record<string, string>> {
  if (!existsSync(file)) return {};
  const found: Record<string, string> = {};
  for (const [, name = '', , value = ''] of readFileSync(file, 'utf8').matchAll(/^(\S+)<<(\S+)\n([\s\S]*?)\n\2$/gm)) found[name] = value;
  return found;
}

export function example(name: 'quickstart' | 'broken'): Readonly<Record<string, string>> {
  return { 'infra-test.yml': readFileSync(join('examples', name, 'infra-test.yml'), 'utf8') };
}
