import { expect, test } from 'vitest';
import { DeadlineExceeded, longestTimerMilliseconds, pause, timerDelay, withDeadline } from '../../src/std/deadline.ts';

test('work that answers in time is the answer', async () => {
  expect(await withDeadline(Promise.resolve(3), 60_000, 'too late')).toBe(3);
  await expect(withDeadline(Promise.reject(new Error('refused')), 60_000, 'too late')).rejects.toThrow('refused');
});

test('work that never answers is given up with the sentence it was given', async () => {
  const error = await withDeadline(new Promise(() => {}), 5, 'no answer within 5ms').catch((error: unknown) => error);
  expect(error).toBeInstanceOf(DeadlineExceeded);
  expect(error).toMatchObject({ message: 'no answer within 5ms', milliseconds: 5 });
});

test('an error that comes after the deadline is dropped, not unhandled', async () => {
  const late = Promise.withResolvers<never>();
  await expect(withDeadline(late.promise, 1, 'late')).rejects.toThrow('late');
  late.reject(new Error('nobody listens'));
  await new Promise((resolve) => setImmediate(resolve));
});

test('a timer longer than Node can wait does not fire at once', async () => {
  expect(timerDelay(2 ** 31)).toBe(longestTimerMilliseconds);
  expect(timerDelay(Number.NaN)).toBe(0);
  expect(timerDelay(-1)).toBe(0);
  expect(await withDeadline(new Promise((resolve) => setTimeout(() => resolve('answered'), 20)), 2 ** 40, 'fired')).toBe('answered');
});

test('a pause ends early, without an error, when the signal is aborted before or during it', async () => {
  expect(await pause(60_000, AbortSignal.abort())).toBeUndefined();
  const controller = new AbortController();
  const waiting = pause(60_000, controller.signal);
  controller.abort();
  expect(await waiting).toBeUndefined();
  expect(await pause(1, new AbortController().signal)).toBeUndefined();
});
