import * as fc from 'fast-check';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ScalarNode } from '../../src/config/config-node.ts';
import { findEntry } from '../../src/config/config-node.ts';
import { ConfigError, formatConfigError } from '../../src/config/config-error.ts';
import { parseTree } from '../../src/config/parse-tree.ts';
import { Problems } from '../../src/config/problems.ts';
import { readConfigFile } from '../../src/config/read-config-file.ts';
import { offsetInScalar } from '../../src/config/scalar-offset.ts';
import { isSecretName, maskLiteralSecrets } from '../../src/config/secret-names.ts';
import { SourceText } from '../../src/config/source-text.ts';
import { suggest } from '../../src/config/suggest.ts';
import { file, loadError, problemsOf, storeConfig } from './load-text.ts';

describe('a character of a scalar in the file', () => {
  /** Offset of `value[at]` by our count, in the text `a: <written>`. */
  const located = (written: string, at: number) => {
    const content = `a: ${written}\n`;
    const source = new SourceText(file, content);
    const problems = new Problems(source);
    const root = parseTree(content, problems);
    problems.throwIfAny();
    const node = findEntry(root, 'a')?.value as ScalarNode;
    return {
      value: String(node.value),
      offset: offsetInScalar(node, at, source) - 3,
      rest: content.slice(offsetInScalar(node, at, source)),
    };
  };

  test('is found in quoted texts with any escapes', () => {
    const unit = fc.oneof(
      fc.constantFrom('a', ' ', '=', '😀'),
      fc.constantFrom('\\n', '\\t', '\\"', '\\\\', '\\x41', '\\u00e9', '\\U0001F600', '\\e', '\\_'),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 8 }), fc.array(unit, { maxLength: 4 }), (before, after) => {
        const { value } = located(`"${before.join('')}X${after.join('')}"`, 0);
        expect(located(`"${before.join('')}X${after.join('')}"`, value.indexOf('X')).rest).toMatch(/^X/);
      }),
    );
    expect(located("'it''s X'", 5).rest).toMatch(/^X/);
    expect(located('plain X', 6).rest).toMatch(/^X/);
  });

  test('is found in literal blocks, and folded texts are shown at their beginning', () => {
    expect(located('|\n    one\n    two X\n', 8).rest).toMatch(/^X/);
    expect(located('|-\n  X\n', 0).rest).toMatch(/^X/);
    expect(located('>\n  one\n  two X\n', 8).offset).toBe(0);
    expect(located('"one\n  two X"', 8).offset).toBe(0);
  });

  test('conditions use it', async () => {
    const found = async (expected: string) => (await problemsOf(storeConfig(`expect: ${expected}`)))[0]?.split(' ', 1)[0];
    expect(await found('rows = 1')).toBe('6:18');
    expect(await found("'rows = 1'")).toBe('6:19');
    expect(await found('"\\x72ows = 1"')).toBe('6:22');
    expect(await found('|\n  rows\n    = 1')).toBe('8:9');
    expect(await found('[a == 1, warn: rows = 1]')).toBe('6:33');
  });
});

describe('lines and columns', () => {
  test('count from 1, in the units that editors count', () => {
    const source = new SourceText(file, 'ab\r\nc😀d\n\n');
    const at = (offset: number) => {
      const { line, column } = source.positionAt(offset);
      return `${line}:${column}`;
    };
    expect([0, 2, 4, 7, 8, 9, 99, -5].map(at)).toEqual(['1:1', '1:3', '2:1', '2:4', '2:5', '3:1', '4:1', '1:1']);
  });

  test('fit the text at any offset', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\n', 'é') }), fc.nat(30), (content, offset) => {
        const bounded = Math.min(offset, content.length);
        const before = content.slice(0, bounded).split('\n');
        const { line, column } = new SourceText(file, content).positionAt(bounded);
        expect([line, column]).toEqual([before.length, (before.at(-1) ?? '').length + 1]);
      }),
    );
  });

  test('Windows line ends and a byte order mark change no position', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'infra-test-config-'));
    await using _ = { [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) };
    const path = join(directory, 'config.yml');
    await writeFile(path, `\uFEFF${storeConfig('chekcs: []').replaceAll('\n', '\r\n')}`);
    expect(await problemsOf(await readConfigFile(path))).toEqual(['6:5 unknown key "chekcs"; did you mean "checks"?']);
  });
});

describe('the message for a terminal', () => {
  test('shows each line with a caret below the position', async () => {
    const error = await loadError(storeConfig('chekcs: []\nseverity: wran'));
    expect(formatConfigError(error)).toBe(
      [
        'infra-test.yml:6:5: unknown key "chekcs"; did you mean "checks"?',
        '        chekcs: []',
        '        ^',
        'infra-test.yml:7:15: expected "fail" or "warn", got "wran"; did you mean "warn"?',
        '        severity: wran',
        '                  ^',
      ].join('\n'),
    );
    expect(error.message.split('\n')).toHaveLength(2);
  });

  test('cuts a long line around the position and keeps the caret in place', async () => {
    const error = await loadError(storeConfig('', `{ url: "https://a.test/${'x'.repeat(300)}", odd: 1, index: "${'y'.repeat(300)}" }`));
    const [, line = '', caret = ''] = formatConfigError(error).split('\n');
    expect(line.length).toBeLessThan(110);
    expect(line.slice(caret.indexOf('^'))).toMatch(/^odd: 1/);
  });

  test('masks literal secrets on the line, in the width they had', async () => {
    const error = await loadError(storeConfig('', '{ url: "https://a.test", password: "hunter2", api-key: hunter3, odd: 1 }'));
    const text = formatConfigError(error);
    expect(text).not.toContain('hunter');
    expect(text.split('\n')[1]?.slice(text.split('\n')[2]?.indexOf('^'))).toMatch(/^(?:api-key|odd)/);
    expect(maskLiteralSecrets('password: "${secret.PW}", token: abc')).toBe('password: "${secret.PW}", token: ***');
  });

  test('counts what it does not list', async () => {
    const keys = Array.from({ length: 60 }, (_, index) => `odd${index}: 1`).join('\n');
    const error = await loadError(storeConfig(keys));
    expect(error.problems).toHaveLength(60);
    expect(error.message).toMatch(/\n\.\.\. and 10 more$/);
  });
});

test.each(['password', 'DB_PASSWORD', 'apiKey', 'X-Auth-Token', 'private_key', 'client_secret'])('%s names a secret', (name) =>
  expect(isSecretName(name)).toBe(true),
);
test.each(['primary_key', 'max_tokens', 'auth', 'tokens_per_second', 'keys', 'index'])('%s names no secret', (name) =>
  expect(isSecretName(name)).toBe(false),
);

test('a typing error is answered with the nearest name, anything else with the known ones', () => {
  expect(suggest('round_trip', ['round-trip', 'recall'])).toBe('; did you mean "round-trip"?');
  expect(suggest('Timeout', ['timeout'])).toBe('; did you mean "timeout"?');
  expect(suggest('qrst', ['abcd', 'efgh'])).toBe('; known: abcd, efgh');
  expect(suggest('x', [])).toBe('');
  expect(
    suggest(
      'zzzzzzzz',
      Array.from({ length: 20 }, (_, index) => `name${index}`),
    ),
  ).toMatch(/name11 and 8 more$/);
});

test('files that cannot be read are problems of the file', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'infra-test-config-'));
  await using _ = { [Symbol.asyncDispose]: () => rm(directory, { recursive: true }) };
  await mkdir(join(directory, 'folder'));
  await expect(readConfigFile(join(directory, 'folder'))).rejects.toThrow('expected a file, got a directory');
  await expect(readConfigFile(join(directory, 'nothing.yml'))).rejects.toThrow('there is no such file');
  await expect(readConfigFile(join(directory, 'nothing.yml'))).rejects.toThrow(ConfigError);
  await expect(readConfigFile('/dev/zero')).rejects.toThrow('expected a file, got something else');
});
