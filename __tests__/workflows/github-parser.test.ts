import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { actionErrors, workflowErrors } from './github-parser.ts';
import { allWorkflows, root } from './workflow-files.ts';

const steps = '    runs-on: ubuntu-latest\n    steps: [{ run: "true" }]\n';
const call = '    uses: ./.github/workflows/infra-test.yml\n';

describe("GitHub's own parser", () => {
  test.each(allWorkflows)('accepts $path', async ({ path, text }) => {
    expect(await workflowErrors(path, text)).toEqual([]);
  });

  test.each(['action.yml', 'run/action.yml'])('accepts %s', (path) => {
    expect(actionErrors(path, readFileSync(join(root, path), 'utf8'))).toEqual([]);
  });

  test.each([
    ['an unknown key', `on: push\njobs:\n  a:\n    timeout: 5\n${steps}`, "Unexpected value 'timeout'"],
    ['an unknown event', `on: psuh\njobs:\n  a:\n${steps}`, "Unexpected value 'psuh'"],
    ['an unknown context', `on: push\njobs:\n  a:\n    name: \${{ secret.X }}\n${steps}`, "Unrecognized named-value: 'secret'"],
    ['a job that is not there', `on: push\njobs:\n  a:\n${steps}  b:\n    needs: c\n${steps}`, "depends on unknown job 'c'"],
    ['an unknown permission', `on: push\npermissions: { pull-request: write }\njobs:\n  a:\n${steps}`, "Unexpected value 'pull-request'"],
    ['an unknown queue', `on: push\nconcurrency: { group: a, queue: all }\njobs:\n  a:\n${steps}`, "Unexpected value 'all'"],
    ['an unknown input of a called workflow', `on: push\njobs:\n  a:\n${call}    with: { shard: 2 }`, 'shard'],
    ['a called workflow that is not there', 'on: push\njobs:\n  a:\n    uses: ./.github/workflows/infra.yml', 'Unable to find'],
  ])('refuses %s', async (_, text, words) => {
    expect((await workflowErrors('seed.yml', text)).join('\n')).toContain(words);
  });

  test('refuses an Action for a runtime that no runner has', () => {
    expect(actionErrors('action.yml', 'name: a\ndescription: b\nruns: { using: node26, main: a.js }').join()).toContain('node26');
  });
});
