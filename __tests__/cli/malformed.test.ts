import { expect, test } from 'vitest';
import { malformedConfigs as malformed } from '../config/malformed.ts';
import { folderWith, runCli } from './run-cli.ts';

test('there are at least 40 malformed configs', () => {
  expect(malformed.length).toBeGreaterThanOrEqual(40);
});

test.concurrent.for(malformed.map((one) => [one.name, one] as const))(
  '%s: exit code 2 and its position',
  async ([, { content, line, column }]) => {
    const { exitCode, stderr, stdout } = await runCli(['validate'], folderWith({ 'infra-test.yml': content }));
    expect(exitCode, stderr).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(`infra-test.yml:${line}:${column}: `);
  },
);
