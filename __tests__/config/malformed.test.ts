import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import { loadSuite } from '../../src/config/load.ts';
import { malformedConfigs } from './malformed.ts';
import { sampleRegistry } from './sample-registry.ts';

describe('malformed configs', () => {
  let directory = '';
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-test-malformed-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  test('the table has at least 40 cases with different names', () => {
    const names = new Set(malformedConfigs.map(({ name }) => name));
    expect(names.size).toBe(malformedConfigs.length);
    expect(names.size).toBeGreaterThanOrEqual(40);
  });

  test.each(malformedConfigs)('$name', async ({ content, message, line, column }) => {
    const file = join(directory, 'infra-test.yml');
    await writeFile(file, content);
    const error = await loadSuite({ file, registry: sampleRegistry(), variables: {} }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(ConfigError);
    const { problems } = error as ConfigError;
    const found = problems.map((problem) => `${problem.source.line}:${problem.source.column} ${problem.message}`);
    expect(found[0]).toContain(message);
    expect(found[0]).toMatch(new RegExp(`^${line}:${column} `));
    expect(found.filter((text) => !text.includes(message))).toEqual([]);
  });
});
