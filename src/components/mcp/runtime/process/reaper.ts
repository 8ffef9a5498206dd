import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/**
 * Runs in a process of its own. Its stdin ends when we do, however that happens; then it ends the process groups that it was
 * told of. A process cannot do that for itself after SIGKILL.
 */
const script = `
  const groups = new Set();
  const end = (group) => {
    try { process.kill(process.platform === 'win32' ? group : -group, 'SIGKILL'); } catch {}
  };
  require('node:readline').createInterface({ input: process.stdin })
    .on('line', (line) => (line[0] === '+' ? groups.add(Number(line.slice(1))) : groups.delete(Number(line.slice(1)))))
    .on('close', () => { groups.forEach(end); process.exit(0); });
`;

/** Ends process groups when this process ends. */
export class Reaper implements Disposable {
  readonly #child: ChildProcess;

  constructor() {
    this.#child = spawn(process.execPath, ['-e', script], { stdio: ['pipe', 'ignore', 'ignore'], env: {}, detached: true });
    // Without it what it watches over lives as long as the supervisor asks; it is not worth a failure of its own.
    this.#child.on('error', () => undefined);
    this.#child.stdin?.on('error', () => undefined);
    this.#child.unref();
  }

  watch(group: number): void {
    this.#child.stdin?.write(`+${group}\n`);
  }

  forget(group: number): void {
    this.#child.stdin?.write(`-${group}\n`);
  }

  [Symbol.dispose](): void {
    this.#child.stdin?.end();
  }
}

/** Ends a process and what it started. A process that is gone already is no error. */
export function endGroup(group: number): void {
  try {
    process.kill(process.platform === 'win32' ? group : -group, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
