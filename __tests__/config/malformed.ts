/** Configs that must be refused, each with one clear problem at a position. Also run through the command line. */
export interface MalformedConfig {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** Part of the message of the problem. */
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** Everything around the piece under test is fine. It begins at line 5, column 5. */
const api = (rest: string) => `version: 1\ncomponents:\n  api:\n    uses: http\n    ${rest}\n`;
const withUrl = (rest: string) => api(`with: { url: "https://api.example.test/health" }\n    ${rest}`);
const live = (rest: string) => `version: 1\nenvironments: { local: { stack: live } }\ncomponents:\n  api: { uses: http, with: ${rest} }\n`;
const nested = (depth: number) => `version: 1\na: ${'['.repeat(depth)}${']'.repeat(depth)}\n`;
const stairs = (depth: number) => Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:\n`).join('');
const keys = (count: number) => Array.from({ length: count }, (_, index) => `k${index}: 1\n`).join('');
const bytes = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))));

/** Each list holds the one before nine times: 9 to the power of 9 items, were aliases followed. */
function aliasBomb(names: string): string {
  return names
    .split('')
    .map(
      (name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => (index === 0 ? 'x' : `*${names[index - 1]}`)).join(',')}]\n`,
    )
    .join('');
}

export const malformedConfigs: readonly MalformedConfig[] = [
  // What is in the file at all
  { name: 'an empty file', content: '', message: 'the file is empty', line: 1, column: 1 },
  { name: 'only comments', content: '# nothing\n# here\n', message: 'the file is empty', line: 1, column: 1 },
  { name: '10 MB', content: 'a'.repeat(10 * 1024 * 1024), message: 'at most 262KB, got 10.5MB', line: 1, column: 1 },
  { name: 'one byte too many', content: `${'#'.repeat(256 * 1024)}\n`, message: 'at most 262KB', line: 1, column: 1 },
  {
    name: 'UTF-16 with a byte order mark',
    content: bytes([0xff, 0xfe], Buffer.from('version: 1', 'utf16le').toJSON().data),
    message: 'looks like UTF-16',
    line: 1,
    column: 1,
  },
  { name: 'invalid UTF-8', content: bytes('version: 1\n# caf', [0xe9], '\n'), message: 'got the byte 0xE9', line: 2, column: 6 },
  { name: 'an overlong UTF-8 sequence', content: bytes('version: ', [0xc0, 0xb1]), message: 'got the byte 0xC0', line: 1, column: 10 },
  { name: 'a surrogate in UTF-8', content: bytes('version: ', [0xed, 0xa0, 0x80]), message: 'got the byte 0xED', line: 1, column: 10 },
  { name: 'a NUL', content: 'version: 1\ncomponents: "a\0b"\n', message: 'unprintable character U+0000', line: 2, column: 15 },
  { name: 'a terminal escape', content: 'version: 1\n# \u001B[31m\n', message: 'unprintable character U+001B', line: 2, column: 3 },
  {
    name: 'a byte order mark in the middle',
    content: 'version: 1\n\uFEFFcomponents: {}\n',
    message: 'unprintable character U+FEFF',
    line: 2,
    column: 1,
  },

  {
    name: 'a line separator that hangs the lexer',
    content: '\u2028version: 1\n',
    message: 'unprintable character U+2028',
    line: 1,
    column: 1,
  },
  {
    name: 'a lone carriage return',
    content: 'version: 1\ncomponents: a\rb\n',
    message: 'unprintable character U+000D',
    line: 2,
    column: 14,
  },
  { name: 'an empty block of text', content: 'version: 1\ncomponents: >\nx][\n', message: 'this is no YAML', line: 3, column: 1 },

  // YAML
  { name: 'a tab as indentation', content: 'version: 1\ncomponents:\n\tapi: {}\n', message: 'got a tab', line: 3, column: 1 },
  { name: 'an open bracket', content: 'version: 1\ncomponents: [1, 2\n', message: 'this is no YAML', line: 3, column: 1 },
  { name: 'an open quote', content: 'version: 1\ncomponents: "abc\n', message: 'this is no YAML', line: 3, column: 1 },
  { name: 'a wrong escape', content: 'version: 1\ncomponents: "\\q"\n', message: 'invalid escape sequence', line: 2, column: 14 },
  { name: 'two pairs on a line', content: 'version: 1\ncomponents: a: b\n', message: 'one key and value on a line', line: 2, column: 13 },
  { name: 'a value that begins with @', content: 'version: @1\n', message: 'must be quoted', line: 1, column: 10 },
  { name: 'two documents', content: 'version: 1\n---\nversion: 1\n', message: 'expected one document', line: 2, column: 1 },
  { name: 'a directive', content: '%YAML 1.1\n---\nversion: 1\n', message: 'directives', line: 1, column: 1 },
  {
    name: 'an anchor and its alias',
    content: 'version: 1\ncomponents:\n  a: &a { uses: http }\n  b: *a\n',
    message: 'are not supported',
    line: 3,
    column: 6,
  },
  { name: 'a cycle of aliases', content: 'version: 1\ncomponents: &c\n  again: *c\n', message: 'are not supported', line: 2, column: 13 },
  {
    name: 'a bomb of aliases',
    content: aliasBomb('abcdefghi'),
    message: 'are not supported',
    line: 1,
    column: 4,
  },
  { name: 'a tag', content: 'version: !!js/function "x"\n', message: 'tags', line: 1, column: 10 },
  { name: 'a binary tag', content: 'version: 1\ncomponents: !!binary aGVsbG8=\n', message: 'tags', line: 2, column: 13 },
  { name: 'a merge key', content: 'version: 1\ncomponents:\n  <<: { a: 1 }\n', message: 'merge keys', line: 3, column: 3 },
  {
    name: 'a duplicate key',
    content: 'version: 1\nversion: 1\n',
    message: '"version" is given twice; first at line 1, column 1',
    line: 2,
    column: 1,
  },
  { name: 'a duplicate key in quotes', content: 'version: 1\n"version": 1\n', message: 'given twice', line: 2, column: 1 },
  { name: 'a list as key', content: 'version: 1\n? [a, b]\n: 1\n', message: 'expected a text as key', line: 2, column: 3 },
  { name: 'an empty key', content: 'version: 1\n"": 1\n', message: 'expected a key', line: 2, column: 1 },
  { name: 'the key __proto__', content: api('__proto__: { timeout: 1s }'), message: '"__proto__" is not allowed', line: 5, column: 5 },
  {
    name: 'the key constructor',
    content: api('with: { constructor: { prototype: { x: 1 } } }'),
    message: '"constructor" is not allowed',
    line: 5,
    column: 13,
  },
  {
    name: 'a component called toString',
    content: 'version: 1\ncomponents:\n  toString: { uses: http }\n',
    message: '"toString" is not allowed',
    line: 3,
    column: 3,
  },
  { name: '65 brackets', content: nested(65), message: 'at most 64 mappings and lists', line: 2, column: 67 },
  { name: '60,000 brackets', content: nested(60_000), message: 'at most 64 mappings and lists', line: 2, column: 67 },
  { name: '200,000 open braces', content: '{'.repeat(200_000), message: 'at most 64 mappings and lists', line: 1, column: 64 },
  { name: '60,000 list marks on a line', content: '- '.repeat(60_000), message: 'at most 64 mappings and lists', line: 1, column: 129 },
  { name: '100,000 question marks', content: '? '.repeat(100_000), message: 'at most 64 mappings and lists', line: 1, column: 129 },
  { name: '600 levels of indentation', content: stairs(600), message: 'at most 64 mappings and lists', line: 65, column: 65 },
  { name: '20,000 keys in a mapping', content: keys(5000), message: 'at most 2000 keys', line: 1, column: 1 },
  {
    name: '9,000 items in a list',
    content: `version: 1\ncomponents: [${'1,'.repeat(9000)}]\n`,
    message: 'at most 5000 items',
    line: 2,
    column: 13,
  },
  {
    name: '60,000 values',
    content: `version: 1\ncomponents: [${'[1],'.repeat(30_000)}]\n`,
    message: 'at most 20000 keys and values',
    line: 2,
    column: 40_006,
  },
  { name: '100,000 empty lines', content: `version: 1${'\n'.repeat(100_000)}`, message: 'at most 20000 lines', line: 20_001, column: 1 },
  { name: 'a number that becomes infinite', content: 'version: 1e999\n', message: 'a number that fits exactly', line: 1, column: 10 },
  {
    name: 'a number that would be rounded',
    content: withUrl('concurrency: 9007199254740993'),
    message: 'a number that fits exactly',
    line: 6,
    column: 18,
  },
  { name: 'not a number', content: withUrl('concurrency: .nan'), message: 'a number that fits exactly', line: 6, column: 18 },

  // The shape of the file
  { name: 'a text instead of a mapping', content: 'just some text\n', message: 'expected a mapping with "version"', line: 1, column: 1 },
  { name: 'a list instead of a mapping', content: '- a\n- b\n', message: 'got a list', line: 1, column: 1 },
  {
    name: 'no version',
    content: 'components:\n  api: { uses: http, with: { url: "https://a.test" } }\n',
    message: '"version" is missing',
    line: 1,
    column: 1,
  },
  {
    name: 'another version',
    content: 'version: 2\ncomponents:\n  api: { uses: http, with: { url: "https://a.test" } }\n',
    message: 'expected 1',
    line: 1,
    column: 10,
  },
  { name: 'no components', content: 'version: 1\n', message: '"components" is missing', line: 1, column: 1 },
  { name: 'empty components', content: 'version: 1\ncomponents:\n', message: 'got nothing', line: 2, column: 1 },
  { name: 'components as a list', content: 'version: 1\ncomponents:\n  - http\n', message: 'got a list', line: 3, column: 3 },
  {
    name: 'an unknown top-level key',
    content: `defualts: {}\n${withUrl('severity: warn')}`,
    message: 'did you mean "defaults"?',
    line: 1,
    column: 1,
  },
  {
    name: 'a key of a later version',
    content: `suites: []\n${withUrl('severity: warn')}`,
    message: 'not supported yet',
    line: 1,
    column: 1,
  },
  {
    name: 'a component that is a number',
    content: 'version: 1\ncomponents:\n  api: 5\n',
    message: 'to be a mapping, got the number 5',
    line: 3,
    column: 8,
  },
  {
    name: 'a component without a kind',
    content: 'version: 1\ncomponents:\n  api: { with: {} }\n',
    message: '"uses" is missing',
    line: 3,
    column: 8,
  },
  {
    name: 'an unknown kind',
    content: 'version: 1\ncomponents:\n  api: { uses: htpp }\n',
    message: 'did you mean "http"?',
    line: 3,
    column: 16,
  },
  {
    name: 'a kind from the prototype',
    content: 'version: 1\ncomponents:\n  api: { uses: constructor }\n',
    message: 'unknown kind',
    line: 3,
    column: 16,
  },
  {
    name: 'a name with a path in it',
    content: 'version: 1\ncomponents:\n  ../../etc/passwd: { uses: http, with: { url: "https://a.test" } }\n',
    message: "a component's name",
    line: 3,
    column: 3,
  },
  {
    name: 'a name of 65 letters',
    content: `version: 1\ncomponents:\n  ${'a'.repeat(65)}: { uses: http, with: { url: "https://a.test" } }\n`,
    message: "a component's name",
    line: 3,
    column: 3,
  },
  { name: 'an unknown key of a component', content: withUrl('chekcs: []'), message: 'did you mean "checks"?', line: 6, column: 5 },
  { name: 'a duration without a unit', content: withUrl('timeout: 30'), message: 'a duration with a unit', line: 6, column: 14 },
  { name: 'a duration with a wrong unit', content: withUrl('timeout: 30sec'), message: 'expected a duration', line: 6, column: 14 },
  { name: 'a duration of no length', content: withUrl('timeout: 0s'), message: 'between 1ms and 1d', line: 6, column: 14 },
  { name: 'a duration that overflows a timer', content: withUrl('timeout: 29d'), message: 'between 1ms and 1d', line: 6, column: 14 },
  { name: 'a negative number', content: withUrl('retries: { count: -1 }'), message: 'at least 0, got the number -1', line: 6, column: 23 },
  { name: 'a fraction', content: withUrl('concurrency: 1.5'), message: 'a whole number', line: 6, column: 18 },
  {
    name: 'an unknown reason to retry',
    content: withUrl('retries: { on: [netwrok] }'),
    message: 'did you mean "network"?',
    line: 6,
    column: 21,
  },
  { name: 'a wrong severity', content: withUrl('severity: wran'), message: 'did you mean "warn"?', line: 6, column: 15 },
  { name: 'a value that was forgotten', content: withUrl('severity:'), message: 'got nothing', line: 6, column: 5 },
  { name: 'a tag with a space', content: withUrl('tags: ["a b"]'), message: 'expected a tag', line: 6, column: 12 },

  // Settings and checks
  { name: 'a missing setting', content: api('with: {}'), message: '"url" is missing', line: 5, column: 11 },
  { name: 'a wrong type of setting', content: api('with: { url: 5 }'), message: 'expected a text, got the number 5', line: 5, column: 18 },
  {
    name: 'an unknown setting',
    content: api('with: { url: "https://a.test", metod: GET }'),
    message: 'did you mean "method"?',
    line: 5,
    column: 36,
  },
  { name: 'settings as a list', content: api('with: [url]'), message: 'expected a mapping, got a list', line: 5, column: 11 },
  { name: 'an unknown check', content: withUrl('checks: [reqeust]'), message: 'did you mean "request"?', line: 6, column: 14 },
  { name: 'a check that is a number', content: withUrl('checks: [5]'), message: 'expected a check by its name', line: 6, column: 14 },
  {
    name: 'a check without a name',
    content: withUrl('checks: [{ severity: warn }]'),
    message: 'expected the name of a check',
    line: 6,
    column: 14,
  },
  {
    name: 'two checks in one entry',
    content: withUrl('checks: [{ request: , latency: }]'),
    message: 'names two checks',
    line: 6,
    column: 27,
  },
  {
    name: 'an unknown option',
    content: withUrl('checks: [{ request: { pth: / } }]'),
    message: 'did you mean "path"?',
    line: 6,
    column: 27,
  },
  {
    name: 'an option given twice',
    content: withUrl('checks: [{ request: { path: /a }, path: /b }]'),
    message: 'given twice',
    line: 6,
    column: 39,
  },
  {
    name: 'the same check twice',
    content: withUrl('checks: [request, request]'),
    message: 'exists twice; first at line 6, column 14',
    line: 6,
    column: 23,
  },
  {
    name: 'needs of a component that cannot have any',
    content: withUrl('needs: [api]'),
    message: 'cannot need others',
    line: 6,
    column: 5,
  },
  {
    name: 'needs that do not exist',
    content: `${withUrl('severity: warn')}  trip: { uses: flow, needs: [appi] }\n`,
    message: 'did you mean "api"?',
    line: 7,
    column: 31,
  },
  {
    name: 'needs in a circle',
    content: 'version: 1\ncomponents:\n  a: { uses: flow, needs: [b] }\n  b: { uses: flow, needs: [a] }\n',
    message: 'in a circle: a -> b -> a',
    line: 3,
    column: 20,
  },

  // Conditions and targets
  { name: 'a condition that does not parse', content: withUrl('expect: ["status = 200"]'), message: 'expected ==', line: 6, column: 22 },
  { name: 'a condition behind an escape', content: withUrl('expect: ["\\u0073tatus = 200"]'), message: 'expected ==', line: 6, column: 27 },
  {
    name: 'a condition in a block',
    content: withUrl('expect:\n      - |\n        status ==\n          = 200'),
    message: 'this is no condition',
    line: 9,
    column: 11,
  },
  {
    name: 'a condition that compares nothing',
    content: withUrl('expect: ["status"]'),
    message: 'this is no condition',
    line: 6,
    column: 15,
  },
  {
    name: 'a bomb of parentheses',
    content: withUrl(`expect: ["${'('.repeat(1500)}"]`),
    message: 'this is no condition',
    line: 6,
    column: 65,
  },
  {
    name: 'a condition with a variable',
    content: withUrl('expect: ["status == ${env.STATUS}"]'),
    message: 'cannot hold a variable',
    line: 6,
    column: 14,
  },
  {
    name: 'a baseline that could fail',
    content: withUrl('checks: [latency]\n    slo: ["request p(95) < baseline * 1.2"]'),
    message: 'may only warn',
    line: 7,
    column: 11,
  },
  {
    name: 'an operation that nobody measures',
    content: withUrl('checks: [latency]\n    slo: ["reqest p(95) < 1s"]'),
    message: 'did you mean "request"?',
    line: 7,
    column: 11,
  },
  { name: 'a target without measurements', content: withUrl('slo: ["p(95) < 1s"]'), message: 'can never be decided', line: 6, column: 11 },
  {
    name: 'a target without a name',
    content: withUrl('checks: [latency]\n    slo: ["< 1s"]'),
    message: 'must name what it measures',
    line: 7,
    column: 11,
  },

  // Environments and variables
  {
    name: 'an unknown key of an environment',
    content: `environments: { local: { stak: live } }\n${withUrl('severity: warn')}`,
    message: 'did you mean "stack"?',
    line: 1,
    column: 26,
  },
  {
    name: 'an environment key of a later version',
    content: `environments: { pr: { isolate: clone } }\n${withUrl('severity: warn')}`,
    message: 'not supported yet',
    line: 1,
    column: 23,
  },
  {
    name: 'a secrets provider of a later version',
    content: `environments: { prod: { secrets: { pulumi-esc: a/b/c } } }\n${withUrl('severity: warn')}`,
    message: '"pulumi-esc" is not supported yet',
    line: 1,
    column: 34,
  },
  {
    name: 'faults in a live environment',
    content: `environments: { prod: { stack: live, faults: [api-500] } }\n${withUrl('severity: warn')}`,
    message: 'needs the embedded stack',
    line: 1,
    column: 38,
  },
  {
    name: 'a seed that is too large',
    content: `environments: { local: { seed: 99999999999 } }\n${withUrl('severity: warn')}`,
    message: 'at most 2147483647',
    line: 1,
    column: 32,
  },
  {
    name: 'a missing secret',
    content: live('{ url: "https://a.test", auth_token: "${secret.INFRA_TEST_MISSING}" }'),
    message: 'INFRA_TEST_MISSING is not set',
    line: 4,
    column: 66,
  },
  {
    name: 'a missing variable',
    content: live('{ url: "https://${env.INFRA_TEST_MISSING}/" }'),
    message: 'INFRA_TEST_MISSING is not set',
    line: 4,
    column: 44,
  },
  {
    name: 'an unknown variable',
    content: api('with: { url: "https://${host}/" }'),
    message: '${env.host} or ${secret.host}',
    line: 5,
    column: 27,
  },
  {
    name: 'an expression of GitHub',
    content: api('with: { url: "https://${{ secrets.HOST }}/" }'),
    message: "GitHub's syntax",
    line: 5,
    column: 27,
  },
  {
    name: 'a variable without its end',
    content: api('with: { url: "https://${env.HOST/" }'),
    message: 'without its }',
    line: 5,
    column: 27,
  },
  {
    name: "a variable of the runner's own",
    content: api('with: { url: "https://a.test/${env.ACTIONS_RUNTIME_TOKEN}" }'),
    message: 'belongs to the runner',
    line: 5,
    column: 34,
  },
];
