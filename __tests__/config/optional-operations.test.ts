import { describe, expect, test } from 'vitest';
import { suiteFromText } from '../../src/config/load.ts';
import { registry } from '../../src/components/registry.ts';
import { ConfigError } from '../../src/config/config-error.ts';

const load = (checks: string, slo: string) =>
  suiteFromText(
    `version: 1\ncomponents:\n  w:\n    uses: snowflake\n    with: { account: a, username: u, auth: key-pair, private_key: "\${env.K}" }\n    checks: [${checks}]\n    slo: [${slo}]\n`,
    'infra-test.yml',
    { registry, variables: { K: 'key' } },
  );

const operationsOf = async (checks: string, slo = '') => {
  const suite = await load(checks, slo);
  return Object.fromEntries(suite.checks.filter(({ gate }) => !gate).map(({ id, operations }) => [id, operations]));
};

const query = (rest = '') => `{ query: { name: simple, sql: select 1 }${rest} }`;
const latency = '{ latency: { name: other, sql: select 1 } }';
const latencyOperations = ['other', 'other.cold', 'other.execution', 'other.queued'];

describe('an operation that is measured on request', () => {
  test.each([
    ['nobody asks', query(), '', []],
    ['a target names it', query(), '"simple p(95) < 100ms"', ['simple']],
    ['a warning names it', query(), '"warn: simple p(95) < baseline * 1.2"', ['simple']],
    ['a target names the time on the server', query(), '"simple.execution p(95) < 100ms"', ['simple.execution']],
    ['a condition of the check names it', query(', expect: ["simple p(95) < 1s"]'), '', ['simple']],
    ['a condition of the check has no name', query(', expect: ["p(95) < 1s"]'), '', ['simple']],
    ['a condition reads values alone', query(', expect: ["row.n > 0"]'), '', []],
  ])('%s', async (_what, checks, slo, operations) => {
    expect(await operationsOf(checks, slo)).toEqual({ 'w.query.simple': operations });
  });

  test('a target without a name does not ask for it: other checks measure anyway', async () => {
    expect(await operationsOf(`${query()}, ${latency}`, '"error_rate < 1%"')).toEqual({
      'w.query.simple': [],
      'w.latency.other': latencyOperations,
    });
  });

  test('where nothing is measured, a target without a name can never be decided', async () => {
    await expect(load(query(), '"error_rate < 1%"')).rejects.toThrow(ConfigError);
    await expect(load(query(), '"error_rate < 1%"')).rejects.toThrow(/measures anything/);
    expect(await operationsOf(query(), '"error_rate < 1%", "simple p(95) < 1s"')).toEqual({ 'w.query.simple': ['simple'] });
  });

  test('a typing error is still found', async () => {
    await expect(load(query(), '"smple p(95) < 1s"')).rejects.toThrow(/did you mean "simple"/);
  });
});
