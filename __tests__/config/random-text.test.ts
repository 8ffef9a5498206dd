import fc from 'fast-check';
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

test('any text either loads or is refused with problems inside the file', async () => {
  let loaded = 0;
  await fc.assert(
    fc.asyncProperty(text, fc.constantFrom('embedded' as const, 'live' as const, undefined), async (content, stack) => {
      try {
        await loadText(decodeConfig(Buffer.from(content), file), stack === undefined ? {} : { stack });
        loaded += 1;
      } catch (error) {
        if (!(error instanceof ConfigError)) throw error;
        expect(error.problems.length).toBeGreaterThan(0);
        const lines = content.split('\n');
        for (const { source, message } of error.problems) {
          expect(message).toMatch(/^\S/);
          expect(source.line).toBeGreaterThanOrEqual(1);
          expect(source.line).toBeLessThanOrEqual(lines.length);
          expect(source.column).toBeGreaterThanOrEqual(1);
          expect(source.column).toBeLessThanOrEqual((lines[source.line - 1] ?? '').length + 1);
        }
      }
    }),
    { numRuns: 3000, seed: 20_261_101 },
  );
  expect(loaded).toBeGreaterThan(10);
});

test('any bytes are text or refused at a position', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
      try {
        expect(Buffer.from(decodeConfig(Buffer.from(bytes), file)).length).toBeLessThanOrEqual(bytes.length);
      } catch (error) {
        expect(error).toBeInstanceOf(ConfigError);
      }
    }),
    { numRuns: 2000 },
  );
});

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

test.each([
  ['brackets', (depth: number) => '['.repeat(depth) + '1' + ']'.repeat(depth)],
  [
    'block mappings',
    (depth: number) => Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:\n`).join('') + `${' '.repeat(depth)}1\n`,
  ],
  ['block lists on a line', (depth: number) => `${'- '.repeat(depth)}1\n`],
  [
    'lists in mappings without indentation',
    (depth: number) =>
      Array.from({ length: depth / 2 }, (_, level) => `${'  '.repeat(level)}${level === 0 ? '' : ''}a:\n${'  '.repeat(level)}-\n`).join(''),
  ],
  ['brackets in block lists', (depth: number) => `${'- '.repeat(depth / 2)}${'['.repeat(depth / 2)}1${']'.repeat(depth / 2)}\n`],
  ['explicit keys', (depth: number) => `${'? '.repeat(depth)}1\n`],
  ['lists as keys', (depth: number) => Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}[]:\n`).join('')],
])('nesting of %s beyond the limit never reaches the parser', (_, write) => {
  const refused = (depth: number) => {
    const content = write(depth);
    const problems = new Problems(new SourceText(file, content));
    parseTree(content, problems);
    try {
      problems.throwIfAny();
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(refused(maxNesting * 2 + 2)).toContain('inside each other');
  expect(refused(50_000)).toContain('inside each other');
  expect(refused(20)).not.toContain('inside each other');
});
