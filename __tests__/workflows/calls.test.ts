import { describe, expect, test } from 'vitest';
import { callProblems } from './call-problems.ts';
import { allWorkflows, calledPath, callers, workflowAt, workflowFile } from './workflow-files.ts';

const header = 'on: { push: }\njobs:\n  infra-test:\n';
const infraTest = '    uses: ./.github/workflows/infra-test.yml\n    permissions: { contents: read }\n';
const fromFork = '    uses: ./.github/workflows/infra-report-from-fork.yml\n';

const strict = workflowFile(
  'strict.yml',
  'on: { workflow_call: { inputs: { n: { type: number, required: true } }, secrets: { KEY: { required: true } } } }\njobs: {}',
);

describe('calls fit what they call', () => {
  test.each(allWorkflows)('$path', (file) => {
    expect(callProblems(file, workflowAt)).toEqual([]);
  });

  test.each(callers)('$path calls one of our workflows', ({ workflow }) => {
    const paths = Object.values(workflow.jobs).map(calledPath);
    expect(paths.map((path) => workflowAt(path ?? '').path)).toEqual(paths);
  });

  test.each([
    ['an input that is not there', `${infraTest}    with: { layer: unit }`, 'infra-test: there is no input layer'],
    ['a text where a number belongs', `${infraTest}    with: { shards: "4" }`, 'input shards is a number, got "4"'],
    ['a text where a boolean belongs', `${infraTest}    with: { report: "no" }`, 'input report is a boolean, got "no"'],
    ['a secret that is not there', `${infraTest}    secrets: { SNOWFLAKE_PASWORD: x }`, 'there is no secret SNOWFLAKE_PASWORD'],
    ['too few rights', '    uses: ./.github/workflows/infra-test.yml', 'asks for contents: read, and the job grants none'],
    [
      'too low a right',
      `${fromFork}    permissions: { actions: read, checks: read, pull-requests: write }`,
      'checks: write, and the job grants read',
    ],
    ['a workflow that cannot be called', '    uses: ./.github/workflows/ci.yml', 'has no workflow_call'],
    ['an input that the Action lacks', '    steps: [{ uses: $/run, with: { layer: unit } }]', '$/run has no input layer'],
    ['the same under its public name', '    steps: [{ uses: sophia/infra-test-action@v1, with: { layer: unit } }]', 'has no input layer'],
    [
      'an output that the Action lacks',
      '    outputs: { a: "${{ steps.plan.outputs.shard }}" }\n    steps: [{ id: plan, uses: $/run }]',
      'no output shard',
    ],
    ['a step that is not there', '    outputs: { a: "${{ steps.plna.outputs.shards }}" }\n    steps: []', 'there is no step plna'],
  ])('%s is found', (_, job, words) => {
    expect(callProblems(workflowFile('seed.yml', header + job), workflowAt).join('\n')).toContain(words);
  });

  test('what is required and not given is found', () => {
    const caller = workflowFile('seed.yml', 'on: { push: }\njobs: { a: { uses: ./strict.yml } }');
    expect(callProblems(caller, () => strict)).toEqual(['a: input n is missing', 'a: secret KEY is missing']);
  });
});
