import type { Capabilities } from '../model/capability.ts';
import type { AnyComponent } from '../model/component.ts';
import type { PlannedComponent } from '../model/plan.ts';
import { Skip } from '../std/errors.ts';
import type { AttemptContext, Tried } from './attempt.ts';
import { bounded } from './bounded.ts';
import { makeConnectContext } from './check-context.ts';
import { CreatedResources } from './created-resources.ts';
import { messageOf } from './message-of.ts';
import { tryCheck } from './retry.ts';
import type { Run, RunCheck } from './run.ts';

/** A component that answered. */
export interface Connected {
  readonly component: AnyComponent;
  readonly connection: AsyncDisposable;
  readonly capabilities: Capabilities;
  /** Capabilities of the components it needs, by name. */
  readonly needs: Readonly<Record<string, Capabilities>>;
}

/** Why the checks of a component, and of those that need it, cannot run. */
export interface Unreachable {
  readonly status: 'skipped' | 'broken' | 'failed';
  readonly reason: string;
}

export type Reached = { readonly connected: Connected } | { readonly unreachable: Unreachable };

interface Opened {
  readonly name: string;
  readonly connection: AsyncDisposable;
  /** What the connection lives on, removed after it was closed. */
  readonly resources: CreatedResources;
}

const closeMilliseconds = 5000;
/** For a connection without a check of its own, which would say how to try. */
const plainConnect: Omit<Tried, 'component'> = {
  expect: [],
  gate: true,
  timeoutMilliseconds: 30_000,
  retries: { count: 0, backoffMilliseconds: 0, on: [] },
  samples: 1,
  warmup: 0,
};

/**
 * One connection for each component, made when first asked for and closed in reverse order. Connecting is the gate check:
 * a component that cannot be reached is diagnosed once, and nobody asks it again.
 */
export class Connections {
  readonly #run: Run;
  readonly #gates: ReadonlyMap<string, RunCheck>;
  readonly #components: ReadonlyMap<string, PlannedComponent>;
  readonly #reached = new Map<string, Promise<Reached>>();
  readonly #opened: Opened[] = [];

  constructor(run: Run) {
    this.#run = run;
    this.#gates = new Map(run.checks.filter(({ check }) => check.gate).map((gate) => [gate.check.component, gate]));
    this.#components = new Map(run.options.plan.components.map((component) => [component.name, component]));
  }

  reach(name: string): Promise<Reached> {
    let reached = this.#reached.get(name);
    if (reached === undefined) {
      reached = this.#reach(name);
      this.#reached.set(name, reached);
    }
    return reached;
  }

  async closeAll(): Promise<void> {
    for (const opened of this.#opened.splice(0).toReversed()) await this.#close(opened);
  }

  async #reach(name: string): Promise<Reached> {
    const component = this.#components.get(name);
    if (component === undefined) return { unreachable: { status: 'broken', reason: `${name} takes no part in this run` } };
    const missing = component.needs.find((need) => !this.#components.has(need));
    if (missing !== undefined)
      return this.#giveUp(name, { status: 'broken', reason: `${name} needs ${missing}, which takes no part in this run` });
    // A circle of needs would wait for itself for ever.
    if (this.#needsItself(name))
      return this.#giveUp(name, { status: 'broken', reason: `${name} needs itself through the components it needs` });
    const needs: Record<string, Capabilities> = {};
    const reached = await Promise.all(component.needs.map(async (need) => ({ need, answer: await this.reach(need) })));
    for (const { need, answer } of reached) {
      if ('unreachable' in answer) return this.#giveUp(name, this.#passedOn(need, answer.unreachable));
      needs[need] = answer.connected.capabilities;
    }
    return this.#connect(component, needs);
  }

  /** Where the gate of the needed component tells the diagnosis, those who need it are only skipped. */
  #passedOn(need: string, { status, reason }: Unreachable): Unreachable {
    return { status: this.#gates.has(need) ? 'skipped' : status, reason };
  }

  #giveUp(name: string, unreachable: Unreachable): Reached {
    const gate = this.#gates.get(name);
    if (gate !== undefined && !this.#run.stop.isStopped) this.#run.finishUntried(gate, unreachable.status, unreachable.reason);
    return { unreachable };
  }

  async #connect(planned: PlannedComponent, needs: Connected['needs']): Promise<Reached> {
    const gate = this.#gates.get(planned.name);
    const made: { connected?: Connected } = {};
    let resources = new CreatedResources(this.#run.ledger);
    if (gate !== undefined) this.#run.startCheck(gate);
    const outcome = await tryCheck(this.#run, {
      id: gate?.shown.id ?? `${planned.name}.connection`,
      check: gate?.check ?? { ...plainConnect, component: planned.name },
      work: async (attempt) => {
        resources = new CreatedResources(this.#run.ledger);
        const connected = await this.#open(planned, needs, attempt, resources);
        if (connected !== undefined) made.connected = connected;
      },
      cleanUp: async (recording) => {
        if (made.connected !== undefined || resources.isEmpty) return false;
        recording.notes.push(...(await resources.removeAll(this.#run.stop)));
        return true;
      },
    });
    if (gate !== undefined) this.#run.finishCheck(gate, outcome);
    // A connection whose findings disappoint is still one that the other checks can use.
    if (made.connected !== undefined) return { connected: made.connected };
    if (outcome.status === 'skipped') return { unreachable: { status: 'skipped', reason: outcome.reason } };
    const reason = `cannot reach ${planned.name}: ${outcome.reason}`;
    return { unreachable: { status: gate === undefined && outcome.status !== 'passed' ? outcome.status : 'skipped', reason } };
  }

  /** Undefined when the attempt was given up meanwhile: then nobody else knows of the connection, so it is closed here. */
  async #open(
    planned: PlannedComponent,
    needs: Connected['needs'],
    attempt: AttemptContext,
    resources: CreatedResources,
  ): Promise<Connected | undefined> {
    const component = await this.#load(planned.uses);
    const context = makeConnectContext({ run: this.#run.facts, component: planned.name, needs, attempt, resources });
    const opened = { name: planned.name, connection: await component.connect(planned.settings, context), resources };
    if (attempt.recording.isOver) {
      await this.#close(opened);
      return undefined;
    }
    this.#opened.push(opened);
    const capabilities = component.capabilities?.(opened.connection) ?? {};
    return { component, connection: opened.connection, capabilities, needs };
  }

  async #load(uses: string): Promise<AnyComponent> {
    try {
      return await this.#run.options.load(uses);
    } catch (error) {
      if (error instanceof Skip) throw error;
      throw new Error(`cannot load component ${uses}: ${messageOf(error)}`, { cause: error });
    }
  }

  async #close({ name, connection, resources }: Opened): Promise<void> {
    const closing = begin(connection);
    try {
      await this.#run.deployment.hops.run({ name: 'close', component: name }, () =>
        bounded(() => closing, closeMilliseconds, this.#run.stop.closing, 'no answer to closing it'),
      );
    } catch (error) {
      closing.catch(() => undefined);
      this.#run.progress.note(this.#run.redact(`${name}: the connection was not closed: ${messageOf(error)}`));
    }
    for (const problem of await resources.removeAll(this.#run.stop)) this.#run.progress.note(this.#run.redact(`${name}: ${problem}`));
  }

  #needsItself(name: string): boolean {
    const seen = new Set<string>();
    const open = [...(this.#components.get(name)?.needs ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (next === name) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(this.#components.get(next)?.needs ?? []));
    }
    return false;
  }
}

/** Begun even when nobody may wait for it any more. */
async function begin(connection: AsyncDisposable): Promise<void> {
  await connection[Symbol.asyncDispose]();
}
