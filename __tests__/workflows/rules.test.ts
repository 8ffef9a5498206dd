import { describe, expect, test } from 'vitest';
import { rules } from './rules.ts';
import { allWorkflows, callers, workflowAt, workflowFile } from './workflow-files.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';

/** One workflow that breaks a rule, with the words that its problem must have. */
const seeds: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  'no expression inside a script': [
    ['jobs: { a: { steps: [{ run: "echo ${{ github.event.pull_request.title }}" }] } }', 'pull_request.title'],
    ['jobs: { a: { steps: [{ uses: x/y@v1, with: { script: "log(${{ inputs.x }})" } }] } }', 'inputs.x'],
  ],
  'foreign actions are pinned to a commit, with their version': [
    ['jobs: { a: { steps: [{ uses: actions/checkout@v7 }] } }', 'not pinned'],
    [`jobs:\n  a:\n    steps:\n      - uses: actions/checkout@${commit}`, 'does not say its version'],
    [`jobs:\n  a:\n    uses: sophia/infra-test-action/.github/workflows/infra-test.yml@main`, 'major version'],
    ['jobs:\n  a:\n    steps:\n      - uses: docker://alpine:3', 'not pinned'],
  ],
  'permissions are stated, and write only for a job': [
    ['jobs: { a: { steps: [] } }', 'a: no permissions'],
    ['permissions: write-all\njobs: {}', 'write-all'],
    ['permissions: { contents: write }\njobs: {}', 'contents: write for every job'],
    ['jobs: { a: { permissions: read-all } }', 'read-all'],
  ],
  'no trigger that runs strangers’ code with our rights': [
    ['on: { pull_request_target: }\njobs: {}', 'pull_request_target'],
    ['on: { workflow_run: }\njobs: {}', 'workflow_run'],
  ],
  'secrets are named one by one': [
    ['jobs: { a: { uses: ./x.yml, secrets: inherit } }', 'inherit'],
    ['jobs: { a: { env: { ALL: "${{ toJSON(secrets) }}" } } }', 'toJSON(secrets'],
  ],
  'every job has a time limit': [['jobs: { a: { steps: [] } }', 'a: no timeout-minutes']],
  'concurrency groups have our prefix': [
    ['concurrency: ${{ github.workflow }}\njobs: {}', 'github.workflow'],
    ['jobs: { a: { concurrency: { group: ci } } }', 'group ci'],
  ],
  'a reusable workflow never cancels a run': [
    ['on: { workflow_call: }\nconcurrency: { group: a, cancel-in-progress: true }\njobs: {}', 'group a'],
    ['on: { workflow_call: }\njobs: { a: { concurrency: b } }', 'group b'],
  ],
  'the token does not stay in the checkout': [[`jobs: { a: { steps: [{ uses: actions/checkout@${commit} }] } }`, 'persist-credentials']],
  'no cache between runs': [
    [`jobs: { a: { steps: [{ uses: actions/cache@${commit} }] } }`, 'caches'],
    [`jobs: { a: { steps: [{ uses: actions/setup-node@${commit}, with: { cache: npm } }] } }`, 'caches'],
  ],
  'no script writes the environment of later steps': [
    ['jobs: { a: { steps: [{ run: "echo A=$B >> $GITHUB_ENV" }] } }', 'writes the environment'],
  ],
};

describe.each(rules)('$name', ({ name, problems }) => {
  test.each(allWorkflows)('$path', (file) => {
    expect(problems(file)).toEqual([]);
  });

  test.each(seeds[name] ?? [['', 'every rule has a seed']])('is broken by %j', (text, words) => {
    const file = workflowFile('seed.yml', text.startsWith('on:') ? text : `on: { push: }\n${text}`);
    expect(problems(file).join('\n')).toContain(words);
  });
});

function linesOfCode(text: string): number {
  return text.split('\n').filter((line) => !/^\s*(?:#.*)?$/.test(line)).length;
}

test.each(callers)('$path is 10 to 15 lines and its first line says what it is for', ({ text }) => {
  expect(linesOfCode(text)).toBeGreaterThanOrEqual(10);
  expect(linesOfCode(text)).toBeLessThanOrEqual(15);
  expect(text).toMatch(/^# \S.{30,}\n/);
});

test('the callers are the documented five, each with one job of the same id', () => {
  expect(callers.map(({ path }) => path)).toEqual(
    ['daily', 'fork-report', 'manual', 'pull-request', 'push'].map((name) => `workflows/${name}.yml`),
  );
  expect(callers.map(({ workflow }) => Object.keys(workflow.jobs))).toEqual(callers.map(() => ['infra-test']));
});

test('the gate has a name of its own, waits for every job and runs whatever happened', () => {
  const { jobs } = workflowAt('.github/workflows/infra-test.yml').workflow;
  const others = Object.keys(jobs).filter((id) => id !== 'infra-gate');
  expect(jobs['infra-gate']).toMatchObject({ name: 'infra-gate', if: 'always()', needs: others, permissions: {} });
});

test('pull requests and the merge queue have the same workflow, or the queue would wait for a status for ever', () => {
  expect(Object.keys(workflowAt('workflows/pull-request.yml').workflow.on)).toEqual(['pull_request', 'merge_group', 'push']);
});

test('the report for forks listens to the workflow for pull requests', () => {
  const { workflow_run: trigger } = workflowAt('workflows/fork-report.yml').workflow.on;
  expect(trigger).toMatchObject({ workflows: [workflowAt('workflows/pull-request.yml').workflow.name] });
});

test('the daily run has an odd minute, a valid time and a known time zone', () => {
  const [{ cron, timezone }] = workflowAt('workflows/daily.yml').workflow.on['schedule'] as [{ cron: string; timezone: string }];
  const [minute, hour, ...rest] = cron.split(' ').map(Number);
  expect([Number(minute) % 5 > 0 && Number(minute) < 60, Number(hour) < 24, rest.length]).toEqual([true, true, 3]);
  expect(Intl.supportedValuesOf('timeZone')).toContain(timezone);
});

test('shards get the secrets, and nobody else does', () => {
  const { text, workflow } = workflowAt('.github/workflows/infra-test.yml');
  const call = workflow.on['workflow_call'] as { secrets: Readonly<Record<string, unknown>> };
  const shard = workflow.jobs['test']?.steps?.find(({ uses }) => uses === '$/run');
  const passed = Object.fromEntries(Object.keys(call.secrets).map((name) => [name, `\${{ secrets.${name} }}`]));
  expect(shard?.env).toEqual(passed);
  expect(text.match(/\$\{\{ secrets\./g)).toHaveLength(Object.keys(passed).length);
});
