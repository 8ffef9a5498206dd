import { expect, test } from 'vitest';
import { formatMilliseconds, parseDurationMilliseconds } from '../../src/std/duration.ts';
import { formatBytes, parseBytes } from '../../src/std/size.ts';

test.each([
  ['250us', 0.25],
  ['500ms', 500],
  ['1.5s', 1500],
  ['2 m', 120_000],
  ['6h', 21_600_000],
  ['30d', 2_592_000_000],
])('parses the duration %s', (text, milliseconds) => {
  expect(parseDurationMilliseconds(text)).toBe(milliseconds);
});

test.each(['', '5', 's', '-5s', '1h30m', '5 sec', '31d', '1e9s', '9'.repeat(500), 'NaNs', '5S'])('refuses the duration %j', (text) => {
  expect(() => parseDurationMilliseconds(text)).toThrow(SyntaxError);
});

test('a refused duration is named with what was expected, cut when long', () => {
  expect(() => parseDurationMilliseconds('5 sec')).toThrow(/units us, ms, s, m, h, d\), got "5 sec"$/);
  expect(() => parseDurationMilliseconds('x'.repeat(9000))).toThrow(/^.{0,200}$/);
  expect(() => parseDurationMilliseconds('721h')).toThrow('at most 30d');
});

test.each([
  [0, '0ms'],
  [0.42, '0.42ms'],
  [12.345, '12.3ms'],
  [212, '212ms'],
  [999.6, '1s'],
  [1250, '1.25s'],
  [59_970, '1m'],
  [200_000, '3m 20s'],
  [3_599_600, '1h'],
  [5_400_000, '1h 30m'],
  [604_800_000, '7d'],
  [-1250, '-1.25s'],
])('formats %d ms as %s', (milliseconds, text) => {
  expect(formatMilliseconds(milliseconds)).toBe(text);
});

test.each([
  ['17B', 17],
  ['1.5KB', 1500],
  ['1 KiB', 1024],
  ['2GiB', 2_147_483_648],
])('parses the size %s', (text, bytes) => {
  expect(parseBytes(text)).toBe(bytes);
});

test.each(['', '5', '5kb', '-1B', '999999999GB'])('refuses the size %j', (text) => {
  expect(() => parseBytes(text)).toThrow(SyntaxError);
});

test.each([
  [17, '17B'],
  [1500, '1.5KB'],
  [999_600, '1MB'],
  [262_144, '262KB'],
  [4_200_000_000, '4.2GB'],
])('formats %d bytes as %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});
