import { readFile } from 'node:fs/promises';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { schemaFile, schemaText } from '../../scripts/schema.ts';
import { malformedConfigs } from '../config/malformed.ts';
import { storeConfig } from '../config/load-text.ts';
import { sampleRegistry } from '../config/sample-registry.ts';

test('the committed schema.json is current (npm run schema writes it)', async () => {
  expect(await readFile(schemaFile, 'utf8')).toBe(await schemaText());
});

/** Strict as editors are: a variable is no URL. */
const formats = { uri: (text: string) => URL.canParse(text) && !text.includes('{') };

describe('the schema for editors', async () => {
  const validate = new Ajv({ strict: false, formats }).compile(JSON.parse(await schemaText(sampleRegistry())) as object);
  const real = new Ajv({ strict: false, formats }).compile(JSON.parse(await schemaText()) as object);

  test.each(['quickstart', 'broken', 'full-stack'])('accepts examples/%s', async (example) => {
    const accepted = real(parse(await readFile(`examples/${example}/infra-test.yml`, 'utf8')));
    expect(real.errors ?? []).toEqual([]);
    expect(accepted).toBe(true);
  });

  test.each([
    'checks: [config]',
    'checks: [{ config: }]',
    'checks: [{ query: select 1, name: n }, { query: { name: n }, sql: s, severity: warn }]',
    'checks: [{ query: { name: n, sql: s, limit: "${env.N}" } }]',
    'checks: [{ roles: { A: [SELECT] }, strict_grants: "${env.S}" }]',
    'expect: status == 200',
    'slo:\n  - p(95) < 1s\n  - warn: p(95) < 2s',
    'retries: 3',
    'retries: { on: [429, 5xx], backoff: 1s }',
  ])('accepts %s', (rest) => {
    validate(parse(storeConfig(rest)));
    expect(validate.errors ?? []).toEqual([]);
  });

  test('accepts variables for settings of every type', () => {
    const variables = '{ url: "${secret.URL}", auth: "${env.AUTH}", dimension: "${env.N}", verify: "${env.V}", pool: { max: "${env.M}" } }';
    validate(parse(storeConfig('', variables)));
    expect(validate.errors ?? []).toEqual([]);
    validate(parse(storeConfig('', '{ url: "https://${env.HOST}/path" }')));
    expect(validate.errors ?? []).toEqual([]);
    expect(validate(parse(storeConfig('', '{ url: "https://${HOST}/path" }')))).toBe(false);
    expect(validate(parse(storeConfig('', '{ url: "https://a.test", dimension: "1${env.N}" }')))).toBe(false);
  });

  test.each([
    ['an unknown key', 'chekcs: []'],
    ['a duration without a unit', 'timeout: 30'],
    ['an unknown check', 'checks: [confg]'],
    ['a check of another kind of component', 'checks: [request]'],
    ['an unknown option', 'checks: [{ query: { nmae: n } }]'],
    ['an unknown sibling', 'checks: [{ query: s, nmae: n }]'],
    ['a wrong type of option', 'checks: [{ query: { name: n, sql: s, limit: many } }]'],
    ['an unknown severity', 'severity: wran'],
  ])('refuses %s', (_, rest) => {
    expect(validate(parse(storeConfig(rest)))).toBe(false);
  });

  test('refuses unknown settings and settings of another kind', () => {
    expect(validate(parse(storeConfig('', '{ url: "https://a.test", pasword: x }')))).toBe(false);
    expect(validate(parse(storeConfig('', '{ url: "https://a.test", method: GET }')))).toBe(false);
    expect(validate(parse('version: 1\ncomponents:\n  api: { uses: http, with: { url: "https://a.test", method: GET } }\n'))).toBe(true);
  });

  test('refuses what a reader would see at once in the table of malformed configs', () => {
    const names = [
      'an unknown top-level key',
      'an unknown kind',
      'a name with a path in it',
      'a negative number',
      'an unknown setting',
      'another version',
    ];
    const cases = malformedConfigs.filter(({ name }) => names.includes(name));
    expect(cases.map(({ name, content }) => [name, validate(parse(content as string))])).toEqual(cases.map(({ name }) => [name, false]));
    expect(cases).toHaveLength(names.length);
  });

  test('describes what editors show', () => {
    const schema = JSON.stringify(validate.schema);
    for (const text of ['Keeps things.', 'Looks at tables.', 'One statement.', 'Address of the store.', 'Limit of one attempt.']) {
      expect(schema).toContain(text);
    }
  });
});
