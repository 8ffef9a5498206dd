import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cacheKey, historyName } from '../../src/history/history-name.ts';

const writer = { runId: '77', attempt: 2, job: 'test (staging)' };

test('a name has the key and the branch in it, a key of the cache also the run, attempt and job', () => {
  expect(historyName({ key: 'ci.yml', branch: 'main' })).toMatch(/^infra-test-history-v1-ci\.yml-main-[0-9a-f]{12}$/);
  expect(cacheKey({ key: 'ci.yml', branch: 'main' }, writer)).toMatch(
    /^infra-test-history-v1-ci\.yml-main-[0-9a-f]{12}-77-2-test-staging-$/,
  );
});

test('keys are short, have no character that the cache or an artifact refuses, and no branch is the beginning of another', () => {
  const owner = fc.record({ key: fc.string({ unit: 'binary', maxLength: 600 }), branch: fc.string({ unit: 'binary', maxLength: 600 }) });
  fc.assert(
    fc.property(owner, owner, (one, other) => {
      expect(cacheKey(one, { ...writer, job: one.branch, runId: other.branch })).toMatch(/^[\w.-]{1,512}$/);
      if (JSON.stringify(one) !== JSON.stringify(other)) expect(cacheKey(other, writer).startsWith(`${historyName(one)}-`)).toBe(false);
    }),
  );
  for (const branch of ['main-2', 'main/', 'main,', 'mai n', 'Main']) {
    expect(cacheKey({ key: 'ci', branch }, writer).startsWith(`${historyName({ key: 'ci', branch: 'main' })}-`)).toBe(false);
  }
});
