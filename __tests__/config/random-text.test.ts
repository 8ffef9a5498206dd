import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { ConfigError } from '../../src/config/config-error.ts';
import { maxNesting } from '../../src/config/limits.ts';
import { parseTree } from '../../src/config/parse-tree.ts';
import { toData } from '../../src/config/config-node.ts';
import { Problems } from '../../src/config/problems.ts';
import { decodeConfig } from '../../src/config/read-config-file.ts';
import { SourceText } from '../../src/config/source-text.ts';
import { file, loadText } from './load-text.ts';

/** Pieces of YAML, of the config language and of trouble. */
const piece = fc.oneof(
  fc.constantFrom(
    'version',
    'components',
    'uses',
    'store',
    'flow',
    'http',
    'with',
    'checks',
    'slo',
    'expect',
    'needs',
    'environments',
    'defaults',
  ),
  fc.constantFrom('query', 'structure', 'roles', 'config', 'steps', 'url', 'name', 'sql', 'warn', 'timeout', 'retries', 'local', 'stack'),
  fc.constantFrom(
    ': ',
    ':',
    '\n',
    '\n  ',
    '\n    ',
    '\n      ',
    '\n- ',
    '\n    - ',
    ' ',
    ', ',
    '{ ',
    ' }',
    '[',
    ']',
    '"',
    "'",
    '- ',
    '? ',
    '| ',
    '>\n',
    '#',
  ),
  fc.constantFrom(
    '&a ',
    '*a',
    '!!str ',
    '---\n',
    '...\n',
    '%YAML',
    '<<',
    '__proto__',
    'constructor',
    '${env.A}',
    '${secret.B}',
    '${',
    '$${',
    '\t',
    '\0',
    '\r',
  ),
  fc.constantFrom(
    '1',
    '-1',
    '1e999',
    '.nan',
    'null',
    '~',
    'true',
    '30s',
    '0x10',
    'p(95) < 1s',
    'rows == 1',
    'baseline * 2',
    'https://a.test',
    '\uFEFF',
    '\u2028',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const head = 'version: 1\ncomponents:\n  a:\n    uses: store\n    with: { url: "https://a.test" }\n    ';
const text = fc.tuple(fc.constantFrom('', head), fc.array(piece, { maxLength: 40 })).map(([before, pieces]) => before + pieces.join(''));

/** What is wrong with the problems of an error; empty when every one has a sentence and a place in the text. */
function misplaced(error: unknown, content: string): readonly unknown[] {
  if (!(error instanceof ConfigError) || error.problems.length === 0) return [error];
  const lines = content.split('\n');
  return error.problems.filter(({ source: { line, column }, message }) => {
    const written = lines[line - 1];
    return written === undefined || column < 1 || column > written.length + 1 || !/^\S/.test(message);
  });
}

test('any text either loads or is refused with problems inside the file', async () => {
  let loaded = 0;
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom('embedded' as const, 'live' as const, undefined), async (content, stack) => {
      const faults = await loadText(content, stack === undefined ? {} : { stack }).then(
        () => {
          loaded += 1;
          return [];
        },
        (error: unknown) => misplaced(error, content),
      );
      expect(faults).toEqual([]);
    }),
    { numRuns: 3000 },
  );
  expect(loaded).toBeGreaterThan(10);
});

test('any bytes are text or refused at a position', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
      const decoded = attempt(() => decodeConfig(Buffer.from(bytes), file));
      expect(decoded.error === undefined || decoded.error instanceof ConfigError).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

function attempt(action: () => unknown): { readonly error?: unknown } {
  try {
    action();
    return {};
  } catch (error) {
    return { error };
  }
}

/** Values that the library writes in all of its styles, and how deep mappings and lists go in them. */
const key = fc.stringMatching(/^[a-z][a-z0-9 ]{0,8}[a-z]$/).filter((name) => !(name in Object.prototype));
const scalar = fc.oneof(
  fc.string({ maxLength: 12, unit: 'grapheme' }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const { tree } = fc.letrec<{ tree: unknown; inner: unknown }>((tie) => ({
  tree: fc.oneof(fc.array(tie('inner'), { minLength: 1, maxLength: 4 }), fc.dictionary(key, tie('inner'), { minKeys: 1, maxKeys: 4 })),
  inner: fc.oneof({ maxDepth: 6 }, scalar, tie('tree')),
}));

test('what the library writes is read back, whatever the style', () => {
  const styles = fc.constantFrom(
    { indent: 2 },
    { indent: 4, indentSeq: false },
    { collectionStyle: 'flow' as const },
    { defaultStringType: 'QUOTE_SINGLE' as const },
  );
  fc.assert(
    fc.property(tree, styles, (value, style) => {
      const plain = JSON.parse(JSON.stringify(value)) as unknown;
      const content = stringify(plain, { ...style, aliasDuplicateObjects: false });
      // Numbers past 2^53 are refused: they would not be what was written.
      if (/\d{16}|e\+?\d\d/.test(content)) return;
      const problems = new Problems(new SourceText(file, content));
      const read = parseTree(content, problems);
      problems.throwIfAny();
      expect(read === undefined ? undefined : toData(read)).toEqual(plain);
    }),
    { numRuns: 500 },
  );
});

const lines = (depth: number, line: (indent: string) => string) =>
  Array.from({ length: depth }, (_, level) => line(' '.repeat(level))).join('');

test.each<readonly [string, (depth: number) => string]>([
  ['brackets', (depth) => `${'['.repeat(depth)}1${']'.repeat(depth)}`],
  ['block mappings', (depth) => lines(depth, (indent) => `${indent}a:\n`)],
  ['block mappings with Windows line ends', (depth) => lines(depth, (indent) => `${indent}a:\r\n`)],
  ['block mappings between blocks of text', (depth) => lines(depth, (indent) => `${indent}a: |\n${indent} x\n${indent}b:\n`)],
  ['block mappings behind an open bracket', (depth) => ` a: [\nb:\n${lines(depth, (indent) => ` ${indent}c:\n`)}`],
  ['block lists', (depth) => lines(depth, (indent) => `${indent}-\n`)],
  ['block lists on a line', (depth) => `${'- '.repeat(depth)}1\n`],
  ['lists in mappings without indentation', (depth) => lines(depth, (indent) => `${indent}a:\n${indent}-\n`)],
  ['brackets in block lists', (depth) => `${'- '.repeat(depth / 2)}${'['.repeat(depth / 2)}1${']'.repeat(depth / 2)}\n`],
  ['explicit keys', (depth) => `${'? '.repeat(depth)}1\n`],
  ['empty keys', (depth) => `${': '.repeat(depth)}1\n`],
  ['lists as keys', (depth) => lines(depth, (indent) => `${indent}[]:\n`)],
])('nesting of %s beyond the limit never reaches the parser', (_, write) => {
  const refusal = (depth: number) => {
    const content = write(depth);
    const problems = new Problems(new SourceText(file, content));
    parseTree(content, problems);
    return attempt(() => {
      problems.throwIfAny();
    }).error;
  };
  expect(String(refusal(maxNesting * 2 + 2))).toContain('inside each other');
  expect(String(refusal(400))).toContain('inside each other');
  expect(String(refusal(20))).not.toContain('inside each other');
});
