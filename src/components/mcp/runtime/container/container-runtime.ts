import { availableParallelism } from 'node:os';
import { Refusal } from '../../../../std/errors.ts';
import type { Program, ProgramEnd, RuntimeState, ServerRuntime, Usage } from '../server-runtime.ts';
import { containerState } from './container-state.ts';
import type { ContainerDetails } from './container-state.ts';
import { textOfFrames } from './frames.ts';
import { killServer } from './kill-server.ts';
import type { Engine } from './open-engine.ts';
import { runProgram } from './run-program.ts';

/** What is read of `GET /containers/{id}/stats`. */
interface ContainerStats {
  readonly cpu_stats: { readonly cpu_usage: { readonly total_usage: number }; readonly online_cpus?: number };
  readonly memory_stats: { readonly usage?: number };
  readonly pids_stats: { readonly current?: number };
}

interface EngineEvent {
  readonly Action: string;
}

/** A container by its name or id. */
export class ContainerRuntime implements ServerRuntime {
  readonly title: string;
  readonly #engine: Engine;
  readonly #name: string;

  constructor(engine: Engine, name: string) {
    this.#engine = engine;
    this.#name = encodeURIComponent(name);
    this.title = `container ${name} (${engine.title})`;
  }

  async inspect(signal: AbortSignal): Promise<RuntimeState> {
    const state = containerState(await this.#details(signal));
    // Podman leaves it to systemd to run health checks; without it the state would be `starting` for ever.
    return this.#engine.isPodman && state.status === 'running' && state.health !== 'none'
      ? { ...state, health: await this.#runHealthcheck(signal) }
      : state;
  }

  async kill(signal: AbortSignal): Promise<void> {
    const { Id, State, HostConfig } = await this.#details(signal);
    const inside = HostConfig.Init === true ? (program: Program) => this.run(program, signal) : undefined;
    await killServer({ pid: State.Pid, container: Id, ...(inside && { inside }) }, signal);
  }

  async run(program: Program, signal: AbortSignal): Promise<ProgramEnd> {
    return await runProgram(this.#engine, this.#name, program, signal);
  }

  async usage(signal: AbortSignal): Promise<Usage> {
    const query = { stream: 'false', 'one-shot': 'true' };
    const stats = await this.#engine.json<ContainerStats>('GET', `/containers/${this.#name}/stats`, { query, signal });
    return {
      cpuSeconds: stats.cpu_stats.cpu_usage.total_usage / 1e9,
      memoryBytes: stats.memory_stats.usage ?? 0,
      pids: stats.pids_stats.current ?? 0,
      machineCpus: stats.cpu_stats.online_cpus ?? availableParallelism(),
    };
  }

  async events(sinceMilliseconds: number, signal: AbortSignal): Promise<readonly string[]> {
    const { Id } = await this.#details(signal);
    const filters = JSON.stringify({ type: ['container'], container: [Id] });
    const query = { since: seconds(sinceMilliseconds), until: seconds(Date.now()), filters };
    const lines = await this.#engine.bytes('GET', '/events', { query, signal });
    const events = lines.toString('utf8').split('\n').filter(Boolean);
    const names = events.map((line) => (JSON.parse(line) as EngineEvent).Action);
    // Programs that run in it: ours, and its health check again and again.
    return names.filter((name) => !name.startsWith('exec_'));
  }

  async lastWords(signal: AbortSignal): Promise<string> {
    const query = { stdout: 'true', stderr: 'true', tail: '5' };
    const stream = await this.#engine.bytes('GET', `/containers/${this.#name}/logs`, { query, signal });
    return textOfFrames(stream).trim();
  }

  /** Nothing is held open between requests. */
  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }

  async #details(signal: AbortSignal): Promise<ContainerDetails> {
    return await this.#engine.json('GET', `/containers/${this.#name}/json`, { signal });
  }

  async #runHealthcheck(signal: AbortSignal): Promise<'starting' | 'healthy' | 'unhealthy'> {
    try {
      const path = `/containers/${this.#name}/healthcheck`;
      const { Status } = await this.#engine.ownJson<{ readonly Status: string }>('GET', path, { signal });
      return Status === 'healthy' || Status === 'unhealthy' ? Status : 'starting';
    } catch (error) {
      // It stopped between two questions.
      if (error instanceof Refusal) return 'starting';
      throw error;
    }
  }
}

/** With the fraction that engines want as nine digits. */
function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(9);
}
