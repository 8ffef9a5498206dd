import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { trustOf } from '../../src/action/trust.ts';
import type { Trust } from '../../src/action/trust.ts';
import { place, pullRequestOf, workflowRunOf } from './github-place.ts';

type Row = readonly [
  what: string,
  context: Parameters<typeof trustOf>[0],
  live: Trust['live'],
  safety: Trust['safetyFrom'],
  foreign: boolean,
  history: boolean,
];
const dependabot = { GITHUB_ACTOR: 'dependabot[bot]' };
const tag = { GITHUB_REF: 'refs/tags/v1' };

const table: readonly Row[] = [
  ['push', place('push'), 'allowed', 'config', false, true],
  ['push of a tag', place('push', {}, tag), 'allowed', 'config', false, false],
  ['push by Dependabot', place('push', {}, dependabot), 'embedded-instead', 'config', false, false],
  ['schedule', place('schedule'), 'allowed', 'config', false, true],
  ['workflow_dispatch', place('workflow_dispatch'), 'allowed', 'config', false, true],
  ['workflow_dispatch on a tag', place('workflow_dispatch', {}, tag), 'allowed', 'config', false, false],
  ['repository_dispatch', place('repository_dispatch'), 'allowed', 'config', false, true],
  ['merge_group', place('merge_group'), 'allowed', 'config', false, false],
  ['release', place('release', {}, tag), 'allowed', 'config', false, false],
  ['create', place('create'), 'allowed', 'config', false, false],
  ['page_build', place('page_build'), 'allowed', 'config', false, false],
  ['registry_package', place('registry_package'), 'allowed', 'config', false, false],
  ['pull_request', place('pull_request', pullRequestOf('octo/repo')), 'allowed', 'default-branch', false, false],
  ['pull_request, other case', place('pull_request', pullRequestOf('Octo/Repo')), 'allowed', 'default-branch', false, false],
  ['pull_request of a fork', place('pull_request', pullRequestOf('eve/repo')), 'embedded-instead', 'default-branch', true, false],
  ['pull_request of a deleted fork', place('pull_request', pullRequestOf(null)), 'embedded-instead', 'default-branch', true, false],
  ['pull_request without payload', place('pull_request'), 'embedded-instead', 'default-branch', true, false],
  ['Dependabot', place('pull_request', pullRequestOf('octo/repo'), dependabot), 'embedded-instead', 'default-branch', false, false],
  ['pull_request_target', place('pull_request_target', pullRequestOf('octo/repo')), 'allowed', 'default-branch', false, false],
  ['pull_request_target of a fork', place('pull_request_target', pullRequestOf('eve/repo')), 'refused', 'default-branch', true, false],
  ['pull_request_target, deleted fork', place('pull_request_target', pullRequestOf(null)), 'refused', 'default-branch', true, false],
  ['pull_request_target without payload', place('pull_request_target'), 'refused', 'default-branch', true, false],
  ['workflow_run', place('workflow_run', workflowRunOf('octo/repo')), 'allowed', 'default-branch', false, false],
  ['workflow_run after push', place('workflow_run', workflowRunOf('octo/repo', 'push')), 'allowed', 'default-branch', false, false],
  ['workflow_run of a fork', place('workflow_run', workflowRunOf('eve/repo')), 'refused', 'default-branch', true, false],
  ['workflow_run of a deleted fork', place('workflow_run', workflowRunOf(null)), 'refused', 'default-branch', true, false],
  [
    'workflow_run after a comment',
    place('workflow_run', workflowRunOf('octo/repo', 'issue_comment')),
    'refused',
    'default-branch',
    false,
    false,
  ],
  [
    'workflow_run after a workflow_run',
    place('workflow_run', workflowRunOf('octo/repo', 'workflow_run')),
    'refused',
    'default-branch',
    false,
    false,
  ],
  ['workflow_run without payload', place('workflow_run'), 'refused', 'default-branch', true, false],
  ...[
    'issue_comment',
    'issues',
    'discussion',
    'discussion_comment',
    'fork',
    'watch',
    'gollum',
    'pull_request_review',
    'pull_request_review_comment',
    'check_run',
    'check_suite',
    'status',
    'deployment',
    'deployment_status',
    'tomorrow',
    '',
  ].map((event): Row => [event || '(no event)', place(event), 'refused', 'default-branch', false, false]),
];

describe('trust', () => {
  test.each(table)('%s', (_what, context, live, safetyFrom, isForeign, mayWriteHistory) => {
    expect(trustOf(context)).toMatchObject({ live, safetyFrom, isForeign, mayWriteHistory });
  });

  test('says why whenever live is not allowed, and links the page where it is refused', () => {
    for (const [what, context] of table) {
      const { live, reason } = trustOf(context);
      expect(reason === '', what).toBe(live === 'allowed');
      expect(reason.includes('docs/forks.md'), what).toBe(live === 'refused');
    }
    expect(trustOf(place('pull_request', pullRequestOf('eve/repo'))).reason).toBe(
      'This pull request comes from a fork: GitHub gives it no secrets and a read-only token, so checks ran on the embedded stack.',
    );
  });

  test('nothing from another repository is ever live or part of the history', () => {
    const names = fc.constantFrom('pull_request', 'pull_request_target', 'workflow_run');
    const heads = fc.oneof(
      fc.string(),
      fc.constantFrom('octo/repo2', 'octo', 'octo/', '/repo', 'eve/repo', 'octo/repo ', 'octo/repo\n', 'ocṭo/repo'),
      fc.constant(null),
    );
    fc.assert(
      fc.property(names, heads, fc.string(), (event, head, trigger) => {
        fc.pre(head?.toLowerCase() !== 'octo/repo');
        const context = place(event, { ...pullRequestOf(head), ...workflowRunOf(head, trigger) });
        expect(trustOf(context)).toMatchObject({ isForeign: true, mayWriteHistory: false });
        expect(trustOf(context).live).not.toBe('allowed');
      }),
    );
  });
});
