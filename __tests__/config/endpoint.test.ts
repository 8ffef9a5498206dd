import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { atEndpoint } from '../../src/config/endpoint.ts';
import type { PlannedComponent } from '../../src/model/plan.ts';
import type { StackEndpoint } from '../../src/model/stack.ts';
import { loadText, storeConfig } from './load-text.ts';
import { sampleRegistry } from './sample-registry.ts';

async function component(withSettings: string): Promise<PlannedComponent> {
  const [first] = (await loadText(storeConfig('checks: [config]', withSettings))).components;
  if (first === undefined) throw new Error('no component');
  return first;
}

const endpoint = (settings: Readonly<Record<string, unknown>>, host?: string): StackEndpoint => ({
  uses: 'store',
  settings,
  describe: 'a store',
  ...(host !== undefined && { host }),
});
const registry = sampleRegistry();
const local = endpoint({ url: 'http://user:secret@127.0.0.1:4000/x?k=v', auth: 'password', password: 'of-the-endpoint' });

describe('a component at its embedded endpoint', () => {
  test("has the endpoint's settings over its own, validated again, and its address", async () => {
    const declared = await component('{ url: "https://db.example.com", password: "${secret.PW}", dimension: 3 }');
    const moved = await atEndpoint(declared, [endpoint({}, 'other.test'), local], registry);
    expect(moved.settings).toEqual({
      url: local.settings['url'],
      auth: 'password',
      password: 'of-the-endpoint',
      dimension: 3,
      index: 'main',
    });
    expect(moved.address).toBe('http://127.0.0.1:4000/x');
    expect(moved.name).toBe('db');
  });

  test('leaves out what makes no sense beside the endpoint, and placeholders that do not fit', async () => {
    const declared = await component(
      '{ url: "https://db.example.com", private_key: "${secret.KEY}", auth: key-pair, dimension: "${env.N}" }',
    );
    const moved = await atEndpoint(declared, [local], registry);
    expect(moved.settings).toEqual({ url: local.settings['url'], auth: 'password', password: 'of-the-endpoint', index: 'main' });
  });

  test('is the one with the host of its url, else the one for all hosts', async () => {
    const declared = await component('{ url: "https://db.example.com/path" }');
    const byHost = endpoint({ index: 'by host' }, 'db.example.com');
    const forAll = endpoint({ index: 'for all' });
    const index = async (endpoints: readonly StackEndpoint[]) =>
      ((await atEndpoint(declared, endpoints, registry)).settings as { index: string }).index;
    expect(await index([forAll, byHost])).toBe('by host');
    expect(await index([endpoint({}, 'other.test'), forAll])).toBe('for all');
    expect((await atEndpoint(declared, [byHost], registry)).address).toBe('https://db.example.com/path');
  });

  test('is unchanged when the stack has nothing of its kind', async () => {
    const declared = await component('{ url: "https://db.example.com" }');
    expect(await atEndpoint(declared, [{ ...local, uses: 'http' }], registry)).toBe(declared);
  });

  test('must be one of the hosts of the stack: nothing leaves the machine unasked', async () => {
    const declared = await component('{ url: "https://elsewhere.example.com" }');
    const moved = atEndpoint(declared, [endpoint({}, 'a.test'), endpoint({}, 'b.test')], registry);
    await expect(moved).rejects.toThrow(ConfigError);
    await expect(moved).rejects.toThrow(
      'infra-test.yml:3:3: db: the embedded stack has no store at "elsewhere.example.com"; it has a.test, b.test',
    );
  });

  test('an endpoint that does not fit is an error without the values', async () => {
    const declared = await component('{ url: "https://db.example.com" }');
    const moved = atEndpoint(declared, [endpoint({ url: 'no url at all' })], registry);
    await expect(moved).rejects.toThrow('db: the embedded endpoint does not fit: url: expected a URL');
    await expect(moved).rejects.not.toThrow('no url at all');
  });
});
