import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startServices } from '../__tests__/action/services.ts';
import { headSha, jobToken } from '../__tests__/github/github-world.ts';
import { journalOf } from '../src/execute/journal-of.ts';
import type { Check } from '../src/model/check.ts';
import type { Outcome } from '../src/model/outcome.ts';
import type { Execution } from '../src/model/run.ts';
import { costOf } from './measure.ts';
import type { Line } from './table.ts';

const checks = 10_000;
const goalMilliseconds = 3000;
const goalMegabytes = 300;
const callsAtMost = 15;

/** The step that reports 10,000 results, 500 of them failed: judging a journal, all files, comment, check, annotations, artifacts. */
export async function measure(): Promise<readonly Line[]> {
  await using services = await startServices();
  const folder = mkdtempSync(join(tmpdir(), 'infra-test-report-'));
  mkdirSync(join(folder, '.infra-test'));
  const entries = journalOf(execution());
  writeFileSync(join(folder, '.infra-test', 'journal.ndjson'), entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  const event = join(folder, 'event.json');
  const head = { sha: headSha, ref: 'fix', repo: { full_name: 'octo/repo' } };
  writeFileSync(event, JSON.stringify({ pull_request: { number: 7, head, base: { ref: 'main' } } }));
  const cost = await costOf(
    [resolve('dist/index.js')],
    {
      ...services.env,
      GITHUB_EVENT_PATH: event,
      GITHUB_EVENT_NAME: 'pull_request',
      GITHUB_REPOSITORY: 'octo/repo',
      GITHUB_RUN_ID: '1',
      GITHUB_RUN_NUMBER: '1',
      GITHUB_JOB: 'test',
      GITHUB_WORKFLOW: 'infra-test',
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      INPUT_MODE: 'report',
      'INPUT_GITHUB-TOKEN': jobToken,
      'INPUT_CHECK-RUN-ID': '11',
    },
    folder,
  );
  const { requests, world } = services.github;
  if (world.comments.length !== 1) throw new Error('the report did not reach the pull request');
  const calls = `${requests.length} calls, ${world.checkRuns[0]?.annotations.length ?? 0} annotations, comment of ${world.comments[0]?.body.length ?? 0} characters`;
  return [
    {
      what: 'reporting 10,000 results to GitHub',
      measured: `${cost.cpuMilliseconds.toFixed(0)} ms CPU, ${cost.wallMilliseconds.toFixed(0)} ms with paced writes`,
      beside: calls,
      budget: `goal ${goalMilliseconds} ms CPU`,
      met: cost.cpuMilliseconds <= goalMilliseconds,
    },
    {
      what: 'the same, memory',
      measured: `${cost.peakMegabytes.toFixed(0)} MB`,
      beside: '',
      budget: `goal ${goalMegabytes} MB`,
      met: cost.peakMegabytes <= goalMegabytes,
    },
    {
      what: 'the same, calls',
      measured: String(requests.length),
      beside: '',
      budget: `goal ${callsAtMost}`,
      met: requests.length <= callsAtMost,
    },
  ];
}

function execution(): Execution {
  const all = Array.from({ length: checks }, (_, index) => index);
  return {
    header: {
      runId: 'bench',
      configFile: 'infra-test.yml',
      toolVersion: '0.0.0',
      environment: { name: 'local', stack: 'embedded', seed: 7, faults: [], access: 'read-write', chaos: 'allow', network: 'loopback' },
      components: Array.from({ length: 20 }, (_, index) => ({ name: `part${index}`, uses: 'http', address: 'https://api.example.test' })),
      checks: all.map(check),
      targets: [],
      selection: '',
      strict: false,
      startedAtMilliseconds: 1_780_000_000_000,
    },
    outcomes: all.map(outcome),
    durationMilliseconds: 60_000,
    stoppedBy: null,
    leftovers: [],
  };
}

function check(index: number): Omit<Check, 'input'> {
  const component = `part${index % 20}`;
  return {
    id: `${component}.request.path-${index}`,
    component,
    kind: 'request',
    title: `GET /path/${index} answers`,
    layer: 'integration',
    stages: ['deployment'],
    tags: [],
    severity: 'fail',
    timeoutMilliseconds: 30_000,
    retries: { count: 0, backoffMilliseconds: 0, on: [] },
    expect: [],
    operations: [],
    samples: 1,
    warmup: 0,
    source: { file: 'infra-test.yml', line: 10 + index, column: 7 },
    gate: false,
  };
}

function outcome(index: number): Outcome {
  const failed = index % 20 === 0;
  const reason = failed ? 'status == 200: status is 503' : '';
  const finding = { subject: 'status == 200', expected: 'status == 200', actual: 'status is 503', met: !failed, severity: 'fail' } as const;
  const status = failed ? 'failed' : 'passed';
  const times = { startedAtMilliseconds: 1_780_000_000_000 + index, durationMilliseconds: 12 };
  const attempt = { number: 1, status, reason, ...times, findings: [finding], measurements: [], metrics: [], notes: [] } as const;
  return { checkId: check(index).id, status, reason, flaky: false, attempts: [attempt] };
}
