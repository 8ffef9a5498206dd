import { XMLValidator } from 'fast-xml-parser';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { folderWith, runCli, startCli } from './run-cli.ts';

const config = readFileSync('examples/quickstart/infra-test.yml', 'utf8');
const selection = ['--component', 'vectors', '--component', 'crm'];
const kills = 20;

/** After the first check finished, spread over the second that the others take; the same at every run of the test. */
const momentMilliseconds = (kill: number): number => ((kill * 617) % 20) * 45;

interface Results {
  readonly runs: readonly {
    readonly checks: readonly { readonly id: string; readonly outcome: { readonly status: string; readonly reason: string } }[];
  }[];
}

test(
  `after kill -9 at ${kills} moments of a run, report gives every finished check and broken for the rest`,
  { timeout: 240_000 },
  async () => {
    const folder = folderWith({ 'infra-test.yml': config });
    const planned = JSON.parse((await runCli(['plan', '--json', ...selection], folder)).stdout) as [{ checks: { id: string }[] }];
    const ids = planned[0].checks.map((check) => check.id);
    let cutShort = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      rmSync(join(folder, '.infra-test'), { recursive: true, force: true });
      const finished = await runUntilKilled(folder, momentMilliseconds(kill));
      const report = await runCli(['report'], folder);
      const results = JSON.parse(readFileSync(join(folder, '.infra-test', 'results.json'), 'utf8')) as Results;
      const checks = results.runs.flatMap((run) => run.checks);
      expect(checks.map((check) => check.id)).toEqual(ids);
      const unfinished = checks.filter(({ outcome }) => outcome.reason.includes('the run ended before'));
      expect(unfinished.every(({ outcome }) => outcome.status === 'broken')).toBe(true);
      for (const id of finished) expect(unfinished.map((check) => check.id)).not.toContain(id);
      if (unfinished.length > 0) {
        cutShort += 1;
        expect(report.exitCode).toBe(3);
      }
      expect(XMLValidator.validate(readFileSync(join(folder, '.infra-test', 'junit.xml'), 'utf8'))).toBe(true);
    }
    expect(cutShort).toBeGreaterThan(kills / 3);
  },
);

/** Ids that the run had told as finished before it was killed. */
async function runUntilKilled(folder: string, milliseconds: number): Promise<readonly string[]> {
  const child = startCli(['run', ...selection], folder);
  let told = '';
  const closed = new Promise((done) => child.once('close', done));
  await new Promise<void>((resolve) => {
    child.stderr?.on('data', (chunk: Buffer) => {
      told += chunk.toString();
      if (told.includes('[ 1/')) resolve();
    });
  });
  await Promise.race([wait(milliseconds), closed]);
  child.kill('SIGKILL');
  await closed;
  return [...told.matchAll(/^\[ *\d+\/\d+\] . (\S+?):? .*\n/gm)].map(([, id = '']) => id);
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s stops a run cleanly: exit code 130, reports written, nothing left behind',
  { timeout: 60_000 },
  async (signal) => {
    const folder = folderWith({ 'infra-test.yml': config });
    const child = startCli(['run'], folder);
    let told = '';
    const closed = new Promise<number | null>((done) => child.once('close', done));
    await new Promise<void>((resolve) => {
      child.stderr?.on('data', (chunk: Buffer) => {
        told += chunk.toString();
        if (told.includes('[ 5/')) resolve();
      });
    });
    child.kill(signal);
    expect(await closed).toBe(130);
    const results = JSON.parse(readFileSync(join(folder, '.infra-test', 'results.json'), 'utf8')) as Results & {
      runs: { stoppedBy: string; leftovers: unknown[] }[];
    };
    expect(results.runs[0]).toMatchObject({ stoppedBy: signal, leftovers: [] });
    expect(results.runs[0]?.checks.some(({ outcome }) => outcome.reason.includes(`stopped by ${signal}`))).toBe(true);
  },
);
