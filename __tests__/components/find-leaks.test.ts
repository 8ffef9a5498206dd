import { describe, expect, test } from 'vitest';
import { findLeaks } from '../../src/components/find-leaks.ts';
import { OutputWatch } from '../../src/components/output-watch.ts';
import { LearningRedactor } from '../../src/std/learning-redactor.ts';
import { createRedactor } from '../../src/std/redact.ts';

const given = [{ name: 'env DB_PASSWORD', value: 'correct-horse' }];
const github = `ghp_${'a1B2'.repeat(9)}`;
const known = 'run-secret-0815';

const leaksOf = (output: unknown) =>
  findLeaks(output, { given, redact: createRedactor([known]) }).map(({ kind, path }) => `${kind} at ${path}`);
const text = (words: string) => ({ content: [{ type: 'text', text: words }] });

describe('a credential is found', () => {
  test.each([
    ['a given one', text('the password is correct-horse'), 'the value of env DB_PASSWORD at content[0].text'],
    ['in JSON in a text', text(JSON.stringify({ env: { DB: 'correct-horse' } })), 'the value of env DB_PASSWORD at content[0].text.env.DB'],
    [
      'in structured content',
      { structuredContent: { rows: [1, { a: github }] } },
      'a token of a known vendor at structuredContent.rows[1].a',
    ],
    ['in a sentence', text(`use ${github} for it`), 'a token of a known vendor at content[0].text'],
    [
      'a private key',
      text('-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG\n-----END PRIVATE KEY-----'),
      'a private key at content[0].text',
    ],
    ['in a URL', text('https://user:hunter2pass@db.test/x'), 'a password in a URL at content[0].text'],
    [
      'by its name',
      text('{"SNOWFLAKE_PASSWORD": "hunter2hunter2"}'),
      'a value with the name of a secret at content[0].text.SNOWFLAKE_PASSWORD',
    ],
    ['by its name in camel case', { accessToken: 'abcdefgh1234' }, 'a value with the name of a secret at accessToken'],
    [
      'by its name in a list of variables',
      text('pong\nREGION=eu\nexport DB_PWD="hunter2hunter2"'),
      'a value with the name of a secret at content[0].text.DB_PWD',
    ],
    ['of the run', text(`it is ${known}`), 'a secret of this run at content[0].text'],
    ['of the run, encoded', text(Buffer.from(known).toString('base64')), 'a secret of this run at content[0].text'],
    [
      'in a file',
      { contents: [{ uri: 'x:y', blob: Buffer.from(`key=${github}`).toString('base64') }] },
      'a token of a known vendor at contents[0].blob',
    ],
    ['as a name', { structuredContent: { [github]: 1 } }, `a token of a known vendor at the name of structuredContent.${github}`],
    ['in what belongs to the result', { _meta: { note: github } }, 'a token of a known vendor at _meta.note'],
  ])('%s', (_, output, leak) => {
    expect(leaksOf(output)).toEqual([leak]);
  });
});

test.each([
  ['words', text('Enter your password, then the token.')],
  ['where to read on', text('{"nextPageToken": "CAUQAA12345", "next_cursor_token": "abcdefgh12"}')],
  ['short values', text('{"secret": "none", "password": ""}')],
  ['tokens of a tokenizer', text('{"tokens": ["infrastructure", "tokenization"]}')],
  ['the folder of a process', text('PWD=/home/runner/work\nHOME=/home/runner')],
  ['numbers', { structuredContent: { token: 12345678, tokens: [1, 2] } }],
  ['a picture', { content: [{ type: 'image', mimeType: 'image/png', data: Buffer.alloc(300, 7).toString('base64') }] }],
])('no credential: %s', (_, output) => {
  expect(leaksOf(output)).toEqual([]);
});

test('two in one text are both found', () => {
  expect(leaksOf(text(`correct-horse and ${github}`))).toEqual([
    'the value of env DB_PASSWORD at content[0].text',
    'a token of a known vendor at content[0].text',
  ]);
});

test('hostile depth and number of leaks end', () => {
  let deep: unknown = github;
  for (let level = 0; level < 1000; level += 1) deep = [deep];
  expect(leaksOf(deep)).toEqual([expect.stringMatching(/^a token of a known vendor at (?:\[0\]){65}$/)]);
  expect(leaksOf(Array.from({ length: 500 }, () => github))).toHaveLength(100);
});

test('what is found is a secret of the run from then on, and the place is told once, without the value', () => {
  const secrets = new LearningRedactor([]);
  const watch = new OutputWatch([], { redact: secrets.redact, keepSecret: (value) => secrets.add(value) });
  const output = { structuredContent: { DB_PASSWORD: 'hunter2hunter2', ghp_x: github } };
  watch.see('tool get-env', output, JSON.stringify(output));
  expect(secrets.redact('hunter2hunter2')).toBe('hunter2hunter2');
  watch.see('tool get-env', { ...output }, JSON.stringify(output));
  expect(watch.leaks()).toEqual([
    { subject: 'tool get-env', words: 'a value with the name of a secret at structuredContent.DB_PASSWORD' },
    { subject: 'tool get-env', words: 'a token of a known vendor at structuredContent.ghp_x' },
  ]);
  expect(secrets.redact(`now hunter2hunter2, as hex ${Buffer.from('hunter2hunter2').toString('hex')}`)).toBe('now ***, as hex ***');
  expect(watch.fresh().leaks()).toEqual([]);
});

test('a credential that is itself the name of a place is not told', () => {
  const watch = new OutputWatch([], { redact: createRedactor([]), keepSecret: () => undefined });
  watch.see('tool x', { [github]: 1 }, '{}');
  expect(JSON.stringify(watch.leaks())).not.toContain(github);
});
