import { describe, expect, test } from 'vitest';
import type { SuiteOptions } from '../../src/config/load.ts';
import { loadError, loadText, problemsOf, storeConfig } from './load-text.ts';

const settingsOf = async (withSettings: string, options: Partial<SuiteOptions> = {}) =>
  (await loadText(storeConfig('checks: [config]', withSettings), options)).components[0]?.settings;
const live = { stack: 'live' } as const;

describe('variables', () => {
  test('are replaced inside of texts, several in one, and $${ stands for ${', async () => {
    const variables = { HOST: 'db.test', NAME: 'a b' };
    const settings = await settingsOf('{ url: "https://${env.HOST}/${secret.NAME}", index: "$${env.HOST} and $5" }', {
      variables,
      ...live,
    });
    expect(settings).toMatchObject({ url: 'https://db.test/a b', index: '${env.HOST} and $5' });
  });

  test('are replaced once: a value is never read as a reference', async () => {
    const variables = { A: '${env.B}', B: 'reached' };
    expect(await settingsOf('{ url: "https://a.test", index: "${env.A}" }', { variables })).toMatchObject({ index: '${env.B}' });
  });

  test('stand for numbers and booleans where the schema wants one', async () => {
    const variables = { N: '12', B: 'true', M: '3', T: '007' };
    const settings = await settingsOf(
      '{ url: "https://a.test", dimension: "${env.N}", verify: "${env.B}", pool: { max: "${env.M}" }, index: "${env.T}" }',
      {
        variables,
      },
    );
    expect(settings).toMatchObject({ dimension: 12, verify: true, pool: { max: 3 }, index: '007' });
    expect(await problemsOf(storeConfig('', '{ url: "https://a.test", dimension: "${env.N}0x" }'), { variables })).toEqual([
      '5:47 expected a number, got the value of ${env.N}0x',
    ]);
  });

  test('are replaced in the options of checks', async () => {
    const text = storeConfig('checks: [{ query: "select ${env.COLUMN}", name: n }]');
    const { checks } = await loadText(text, { variables: { COLUMN: 'x' } });
    expect(checks.at(-1)?.input).toMatchObject({ sql: 'select x' });
  });

  test('are not replaced in names, tags and titles', async () => {
    const { checks } = await loadText(storeConfig('checks: [{ config: , title: "${env.A}" }]'), { variables: { A: 'x' } });
    expect(checks.at(-1)?.title).toBe('${env.A}');
  });

  test('no other member of the environment is ever read', async () => {
    const read: string[] = [];
    const variables = new Proxy<Record<string, string>>(
      { A: 'a', OTHER: 'b' },
      {
        get: (target, name) => {
          read.push(String(name));
          return Reflect.get(target, name) as string;
        },
      },
    );
    await settingsOf('{ url: "https://a.test", index: "${env.A}" }', { variables });
    expect(new Set(read)).toEqual(new Set(['A']));
    expect(await problemsOf(storeConfig('', '{ url: "https://a.test/${env.constructor}" }'), { variables, ...live })).toEqual([
      '5:34 the environment variable constructor is not set or empty',
    ]);
  });

  test('a faulty reference is reported at its own place, each once, also behind escapes', async () => {
    expect(await problemsOf(storeConfig('', `{ url: "https:\\/\\/\${foo}.\${bar}", index: 'it''s \${x' }`))).toEqual([
      '5:29 expected ${env.foo} or ${secret.foo}, got "${foo}"; write $${ for the two characters ${',
      '5:36 expected ${env.bar} or ${secret.bar}, got "${bar}"; write $${ for the two characters ${',
      '5:59 expected ${env.NAME} or ${secret.NAME}, got "${x" without its }',
    ]);
  });

  test.each(['ACTIONS_RUNTIME_TOKEN', 'INPUT_TOKEN'])('%s is never read, though it is set', async (name) => {
    const text = storeConfig('', `{ url: "https://a.test/\${env.${name}}", password: "\${secret.${name}}" }`);
    expect(await problemsOf(text, { variables: { [name]: 'a-token-of-the-runner' } })).toMatchObject([
      expect.stringContaining('belongs to the runner'),
      expect.stringContaining('belongs to the runner'),
    ]);
  });

  test('keys hold no variables', async () => {
    const text = storeConfig('checks: [{ structure: { tables: { "${env.T}": {} } } }]');
    expect((await problemsOf(text))[0]).toContain('a key cannot hold a variable');
  });
});

describe('secrets', () => {
  const secret = { variables: { PW: 'correct horse' }, ...live };

  test('are collected for the redactor, and only what ${secret.X} gave', async () => {
    const variables = { PW: 'correct horse', HOST: 'a.test' };
    const suite = await loadText(storeConfig('checks: [config]', '{ url: "https://${env.HOST}", password: "${secret.PW}" }'), {
      variables,
    });
    expect(suite.secrets).toEqual(['correct horse']);
    expect(suite.components[0]?.settings).toMatchObject({ password: 'correct horse' });
  });

  test('are never in a message, whatever is wrong with them', async () => {
    const short = await loadError(
      storeConfig('', '{ url: "${secret.PW}", dimension: "${secret.PW}", private_key: "${secret.PW}" }'),
      secret,
    );
    expect(short.problems).toHaveLength(3);
    expect(JSON.stringify(short.problems) + short.message).not.toContain('horse');
    const inOptions = await loadError(storeConfig('checks: [{ query: "drop ${secret.PW}", name: n, limit: "${secret.PW}" }]'), secret);
    expect(JSON.stringify(inOptions.problems)).not.toContain('horse');
    const expanded = await problemsOf(storeConfig('checks: [{ query: "drop ${secret.PW}", name: n }]'), secret);
    expect(expanded).toEqual(['6:16 a query must not drop anything: drop ***']);
  });

  test('are left out of the address', async () => {
    const suite = await loadText(storeConfig('checks: [config]', '{ url: "https://${secret.HOST}/x" }'), {
      variables: { HOST: 'hidden.test' },
      ...live,
    });
    expect(suite.components[0]?.address).toBe('https://${secret.HOST}/x');
    const literal = await loadText(storeConfig('checks: [config]', '{ url: "https://me:pass-word@a.test/x?key=1#y" }'));
    expect(literal.components[0]?.address).toBe('https://a.test/x');
  });

  test.each([undefined, ''])('a missing one (%j) is an error that names it when the stack is live', async (value) => {
    const text = storeConfig('', '{ url: "https://a.test", password: "${secret.PW}" }');
    expect(await problemsOf(text, { variables: { PW: value }, ...live })).toEqual([
      '5:47 the environment variable PW is not set or empty; set it as a secret of the job, or use the embedded stack (stack: embedded)',
    ]);
  });

  test('the embedded stack needs none: what the schema says about the placeholder is dropped', async () => {
    const suite = await loadText(
      storeConfig('checks: [config]', '{ url: "${env.URL}", dimension: "${secret.N}", private_key: "${secret.KEY}" }'),
    );
    expect(suite.components[0]?.declared).toMatchObject({ private_key: 'embedded-placeholder-for-KEY' });
    expect(suite.components[0]?.address).toBe('${env.URL}');
    expect(suite.secrets).toEqual([]);
    expect(await problemsOf(storeConfig('', '{ url: "${env.URL}", dimension: many }'))).toEqual(['5:43 expected a number, got "many"']);
  });

  test('checks can be made of a missing address', async () => {
    const { components } = await loadText('version: 1\ncomponents:\n  api: { uses: http, with: { url: "${env.API_URL}" } }\n');
    expect(components[0]).toMatchObject({
      address: '${env.API_URL}',
      declared: { url: 'https://embedded-placeholder-for-api_url.invalid/' },
    });
  });

  test('a missing variable in what a check does has no stand-in', async () => {
    expect(await problemsOf(storeConfig('checks: [{ query: "select ${env.COLUMN}", name: n }]'))).toEqual([
      '6:31 the environment variable COLUMN is not set or empty',
    ]);
  });
});

describe('warnings', () => {
  test('literal secrets are named and masked; passwords in URLs too', async () => {
    const suite = await loadText(storeConfig('checks: [config]', '{ url: "https://me:swordfish99@a.test", password: hunter2hunter2 }'));
    expect(suite.warnings).toEqual([
      'infra-test.yml:5:18: this URL holds a password; use ${secret.NAME} in its place',
      'infra-test.yml:5:61: "password" is a secret in plain sight; use ${secret.NAME} in its place',
    ]);
    expect(suite.secrets).toEqual(['swordfish99', 'hunter2hunter2']);
  });

  test('a secret that is read as a plain variable', async () => {
    const suite = await loadText(storeConfig('checks: [config]', '{ url: "https://a.test", password: "${env.DB_PASSWORD}" }'), {
      variables: { DB_PASSWORD: 'hunter2' },
    });
    expect(suite.warnings).toEqual(['infra-test.yml:5:47: use ${secret.DB_PASSWORD}, so that the value is masked everywhere']);
  });

  test('nothing to warn about', async () => {
    const suite = await loadText(storeConfig('checks: [config]', '{ url: "https://a.test", password: "${secret.PW}", auth: key-pair }'));
    expect(suite.warnings).toEqual([]);
  });
});
