import { expect, test } from 'vitest';
import { mayWriteHistory } from '../../src/history/may-write-history.ts';

const main = { ref: 'refs/heads/main', targetBranch: 'main', isForeign: false };

test.each(['push', 'schedule', 'workflow_dispatch', 'repository_dispatch'])('%s on the branch itself may write', (event) => {
  expect(mayWriteHistory({ ...main, event })).toEqual({ may: true });
});

const events = ['pull_request', 'pull_request_target', 'workflow_run', 'issue_comment', 'merge_group', 'release', 'delete', ''];

test.each(events)('%j may not', (event) => {
  expect(mayWriteHistory({ ...main, event })).toEqual({
    may: false,
    reason: expect.stringMatching(/^History is not written: .*\.$/) as string,
  });
});

test.each([
  ['a fork', { isForeign: true }, 'another repository'],
  ['a tag', { ref: 'refs/tags/v1' }, 'refs/tags/v1 is not the branch main'],
  ['another branch', { ref: 'refs/heads/main-2' }, 'is not the branch main'],
  ['no branch', { targetBranch: '', ref: 'refs/heads/' }, 'is not the branch'],
])('a push from %s may not', (_, facts, reason) => {
  expect(mayWriteHistory({ ...main, event: 'push', ...facts })).toMatchObject({
    may: false,
    reason: expect.stringContaining(reason) as string,
  });
});
