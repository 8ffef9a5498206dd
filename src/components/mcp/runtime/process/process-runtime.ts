import { execFile } from 'node:child_process';
import { constants } from 'node:os';
import { parseBytes } from '../../../../std/size.ts';
import { Skip } from '../../../../std/errors.ts';
import type { Program, ProgramEnd, RestartPolicy, RuntimeState, ServerRuntime, Usage } from '../server-runtime.ts';
import type { ProcessSettings } from '../settings.ts';
import { limitedCommand } from './limited-command.ts';
import { memoryLimitOf, portsOf, usageOf } from './process-facts.ts';
import { Supervisor } from './supervisor.ts';

/** What a program needs to be found and to start, besides what is declared. Our own secrets are not among it. */
const passedOn = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot'];
const outputLimit = 64 * 1024;

/** A server as a process of this machine that this run supervises. */
export class ProcessRuntime implements ServerRuntime {
  readonly title: string;
  readonly #restart: RestartPolicy;
  readonly #supervisor: Supervisor;
  readonly #memoryBytes: number | undefined;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(settings: ProcessSettings, port: number) {
    const { command, args = [], env = {} } = settings.process;
    this.title = `process ${command}`;
    this.#memoryBytes = settings.memory === undefined ? undefined : parseBytes(settings.memory);
    this.#restart = settings.restart ?? 'no';
    const inherited = passedOn.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]] as const]));
    this.#env = { ...Object.fromEntries(inherited), PORT: String(port), ...env };
    this.#supervisor = new Supervisor({
      command: limitedCommand([command, ...args], this.#memoryBytes),
      env: this.#env,
      restart: this.#restart,
    });
  }

  static async start(settings: ProcessSettings, port: number): Promise<ProcessRuntime> {
    await using cleanup = new AsyncDisposableStack();
    const runtime = cleanup.use(new ProcessRuntime(settings, port));
    await runtime.#supervisor.start();
    cleanup.move();
    return runtime;
  }

  async inspect(): Promise<RuntimeState> {
    const { pid, status, startedAt, restartCount, exitCode } = this.#supervisor;
    const memoryBytes = pid === undefined ? this.#memoryBytes : memoryLimitOf(pid);
    const ports = pid === undefined ? undefined : portsOf(pid);
    return {
      status,
      startedAt,
      restartCount,
      exitCode,
      restartPolicy: this.#restart,
      health: 'none',
      limits: memoryBytes === undefined ? {} : { memoryBytes },
      isRoot: process.getuid?.() === 0,
      ...(ports !== undefined && { ports }),
    };
  }

  async kill(): Promise<void> {
    const { pid } = this.#supervisor;
    if (pid === undefined) throw new Skip('the server is not running, so there is nothing to kill');
    process.kill(pid, 'SIGKILL');
  }

  async run(program: Program, signal: AbortSignal): Promise<ProgramEnd> {
    const [command = '', ...args] = limitedCommand(program.command, this.#memoryBytes);
    const { promise, resolve } = Promise.withResolvers<ProgramEnd>();
    const options = { env: { ...this.#env, ...program.env }, signal, maxBuffer: outputLimit, killSignal: 'SIGKILL' } as const;
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      const { exitCode, signalCode } = child;
      const ended = exitCode ?? (signalCode === null ? 127 : 128 + constants.signals[signalCode]);
      resolve({ exitCode: error === null ? 0 : ended, output: `${stdout}${stderr}` });
    });
    return await promise;
  }

  async usage(): Promise<Usage> {
    const { pid } = this.#supervisor;
    if (pid === undefined) throw new Skip('the server is not running, so it uses nothing');
    return usageOf(pid);
  }

  async events(sinceMilliseconds: number): Promise<readonly string[]> {
    return this.#supervisor.events.filter(({ atMilliseconds }) => atMilliseconds >= sinceMilliseconds).map(({ name }) => name);
  }

  async lastWords(): Promise<string> {
    return this.#supervisor.lastWords.trim();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#supervisor[Symbol.asyncDispose]();
  }
}
