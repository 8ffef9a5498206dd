import { spawn } from 'node:child_process';

export interface Cost {
  readonly cpuMilliseconds: number;
  readonly wallMilliseconds: number;
  readonly peakMegabytes: number;
}

/** Tells on file descriptor 3 what the process used, when it ends. */
const probe = `data:text/javascript,${encodeURIComponent(
  "import fs from 'node:fs'; process.on('exit', () => { const u = process.resourceUsage(); try { fs.writeSync(3, JSON.stringify({ cpu: (u.userCPUTime + u.systemCPUTime) / 1000, rss: u.maxRSS / 1024 })); } catch {} });",
)}`;

/** CPU, wall time and peak memory of one Node process; its own, without children. Rejects after two minutes. */
export async function costOf(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = process.cwd()): Promise<Cost> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, ['--import', probe, ...args], {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    timeout: 120_000,
  });
  let told = '';
  let errors = '';
  child.stdio[3]?.on('data', (chunk: Buffer) => (told += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  if (told === '') throw new Error(`no figures from ${args.join(' ')}: ${errors.slice(-500)}`);
  const { cpu, rss } = JSON.parse(told) as { cpu: number; rss: number };
  return { cpuMilliseconds: cpu, wallMilliseconds: performance.now() - startedAt, peakMegabytes: rss };
}

/** The run with the median CPU of several: a shared machine only ever adds time. */
export async function medianCost(runs: number, run: () => Promise<Cost>): Promise<Cost> {
  const costs: Cost[] = [];
  for (let index = 0; index < runs; index += 1) costs.push(await run());
  return costs.sort((left, right) => left.cpuMilliseconds - right.cpuMilliseconds)[Math.floor(runs / 2)] as Cost;
}

/** Times calls one after the other; sorted milliseconds. */
export async function timesOf(calls: number, call: (index: number) => Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  for (let index = 0; index < calls; index += 1) {
    const startedAt = performance.now();
    await call(index);
    times.push(performance.now() - startedAt);
  }
  return times.sort((left, right) => left - right);
}

export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
