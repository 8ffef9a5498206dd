import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { TransportError, errorMessage } from '../../../../std/errors.ts';
import type { RestartPolicy } from '../server-runtime.ts';
import { Reaper, endGroup } from './reaper.ts';

/** As Docker's: the wait doubles with each restart and begins anew after a server that lived. */
const firstWaitMilliseconds = 100;
const longestWaitMilliseconds = 60_000;
const livedMilliseconds = 10_000;
/** More than anybody is shown, so that no secret is cut in what is. */
const keptWords = 8000;

export interface SupervisedProgram {
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly restart: RestartPolicy;
}

export interface SupervisedEvent {
  readonly name: 'start' | 'die';
  readonly atMilliseconds: number;
}

/** One program that is kept running. It and all that it starts end with the supervisor, also when that is killed. */
export class Supervisor implements AsyncDisposable {
  readonly events: SupervisedEvent[] = [];
  restartCount = 0;
  exitCode = 0;
  lastWords = '';
  readonly #program: SupervisedProgram;
  readonly #reaper = new Reaper();
  #child: ChildProcess | undefined;
  #timer: NodeJS.Timeout | undefined;
  #startedAtMilliseconds = 0;
  #waitMilliseconds = firstWaitMilliseconds;
  #isStopped = false;

  constructor(program: SupervisedProgram) {
    this.#program = program;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  get status(): 'running' | 'restarting' | 'exited' {
    if (this.#child !== undefined) return 'running';
    return this.#timer === undefined ? 'exited' : 'restarting';
  }

  get startedAt(): string {
    return new Date(this.#startedAtMilliseconds).toISOString();
  }

  /** Throws `TransportError` when there is no such program. */
  async start(): Promise<void> {
    const [command = '', ...args] = this.#program.command;
    const child = spawn(command, args, { env: this.#program.env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const listen = (chunk: Buffer): void => void (this.lastWords = `${this.lastWords}${chunk.toString('utf8')}`.slice(-keptWords));
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    try {
      await once(child, 'spawn');
    } catch (error) {
      throw new TransportError('network', `the server ${command} could not be started: ${errorMessage(error)}`, { cause: error });
    }
    this.#child = child;
    this.#startedAtMilliseconds = Date.now();
    this.#record('start');
    this.#reaper.watch(child.pid ?? 0);
    child.once('exit', (code, signal) => this.#ended(child, code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
    if (this.#isStopped) endGroup(child.pid ?? 0);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    const child = this.#child;
    if (child?.pid !== undefined) {
      const exited = once(child, 'exit');
      endGroup(child.pid);
      await exited;
    }
    this.#reaper[Symbol.dispose]();
  }

  #ended(child: ChildProcess, exitCode: number): void {
    const pid = child.pid ?? 0;
    // What the server itself started would hold its port.
    endGroup(pid);
    this.#reaper.forget(pid);
    this.#child = undefined;
    this.exitCode = exitCode;
    this.#record('die');
    if (!this.#isStopped && this.#wantsRestart(exitCode)) this.#restartLater();
  }

  #wantsRestart(exitCode: number): boolean {
    const { restart } = this.#program;
    return restart !== 'no' && (restart !== 'on-failure' || exitCode !== 0);
  }

  #restartLater(): void {
    const hasLived = Date.now() - this.#startedAtMilliseconds >= livedMilliseconds;
    const wait = hasLived ? firstWaitMilliseconds : this.#waitMilliseconds;
    this.#waitMilliseconds = Math.min(wait * 2, longestWaitMilliseconds);
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.restartCount += 1;
      this.start().catch((error: unknown) => (this.lastWords = errorMessage(error)));
    }, wait);
  }

  #record(name: SupervisedEvent['name']): void {
    this.events.push({ name, atMilliseconds: Date.now() });
  }
}
