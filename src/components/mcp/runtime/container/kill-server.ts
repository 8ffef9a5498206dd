import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { Skip } from '../../../../std/errors.ts';
import { isNotFound } from '../server-runtime.ts';
import type { Program, ProgramEnd } from '../server-runtime.ts';

const run = promisify(execFile);

export interface ContainerProcess {
  /** Of the container's first process, on the machine of its engine. */
  readonly pid: number;
  /** Its id. */
  readonly container: string;
  /** Runs a program in it; given where its first process is an init, which ends with the server. */
  readonly inside?: (program: Program) => Promise<ProgramEnd>;
}

/**
 * Sends SIGKILL to a container's first process by its number on this machine: a stop through the engine counts as wanted and
 * makes no restart policy act, and to signals from inside the first process is immune. Throws `Skip` where that cannot be done.
 */
export async function killServer({ pid, container, inside }: ContainerProcess, signal: AbortSignal): Promise<void> {
  if (isOfContainer(pid, container)) return await killHere(pid, signal);
  if (inside !== undefined) return await killFromInside(inside);
  throw new Skip(
    `the server's process ${pid} is not one of this machine: its engine runs in a virtual machine or elsewhere (with init: true it could be killed from inside)`,
  );
}

/** Numbers of processes mean something in one machine only: a stranger's process may have the same one here. */
export function isOfContainer(pid: number, container: string): boolean {
  try {
    return pid > 1 && readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(container);
  } catch {
    return false;
  }
}

/** Everything but the init and the program itself. */
async function killFromInside(inside: NonNullable<ContainerProcess['inside']>): Promise<void> {
  const { exitCode } = await inside({ command: ['sh', '-c', 'kill -KILL -1'] });
  if (isNotFound(exitCode)) throw new Skip('there is no sh in the container, with which its server could be killed from inside');
}

async function killHere(pid: number, signal: AbortSignal): Promise<void> {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) throw error;
    await killAsRoot(pid, signal);
  }
}

/** Hosted runners have `sudo` without a password. */
async function killAsRoot(pid: number, signal: AbortSignal): Promise<void> {
  try {
    await run('sudo', ['-n', 'kill', '-KILL', String(pid)], { signal, timeout: 10_000 });
  } catch (error) {
    throw new Skip(`the server's process ${pid} belongs to another user, and sudo does not help without a password`, { cause: error });
  }
}
