import { dirname, resolve } from 'node:path';
import type { AnyComponent } from '../model/component.ts';
import type { Check } from '../model/check.ts';
import type { Deployment } from '../model/hop.ts';
import type { Outcome } from '../model/outcome.ts';
import type { Plan } from '../model/plan.ts';
import type { Execution, JournalEntry, RunHeader } from '../model/run.ts';
import { LearningRedactor } from '../std/learning-redactor.ts';
import type { Redact } from '../std/redact.ts';
import type { RunFacts } from './check-context.ts';
import { DeploymentRecord } from './deployment-record.ts';
import { makeHeader } from './header.ts';
import type { Journal } from './journal.ts';
import { Ledger } from './ledger.ts';
import { messageOf } from './message-of.ts';
import { guardProgress } from './progress.ts';
import type { Progress, ShownCheck } from './progress.ts';
import { wholeMicroseconds } from './whole-microseconds.ts';
import type { Remains } from './stack-remains.ts';
import { StopControl } from './stop.ts';
import { uniqueNames } from './unique-name.ts';

export interface ExecuteOptions {
  readonly plan: Plan;
  readonly runId: string;
  readonly toolVersion: string;
  /** Loads the component module of a kind. `Skip` skips the component's checks with its reason; other errors break its gate. */
  readonly load: (uses: string) => Promise<AnyComponent>;
  readonly journal: Journal;
  readonly progress?: Progress;
  /** Aborted with the name of the signal that stops the run, such as `SIGINT`. */
  readonly signal: AbortSignal;
  readonly updatesSnapshots?: boolean;
  /** What was deployed until now; the run adds what it undoes. */
  readonly deployment?: DeploymentRecord;
  /** Undoes what was deployed, when all connections are closed. Gives what is still there. Never rejects. */
  readonly tearDown?: () => Promise<readonly Remains[]>;
  /** Unix time in milliseconds, read once at the start; from then on the monotonic clock counts. */
  readonly now?: () => number;
}

/** A check of the plan and how it is shown. */
export interface RunCheck {
  readonly check: Check;
  readonly shown: ShownCheck;
  readonly index: number;
}

/** How much time after a stop by a signal: the runner kills what is left after 7.5 s. */
const stopReserveMilliseconds = 1400;

/** The state of one run: what is done, what is journaled, what stops it. */
export class Run {
  readonly options: ExecuteOptions;
  readonly stop = new StopControl();
  readonly redact: Redact;
  readonly progress: Required<Progress>;
  readonly deployment: DeploymentRecord;
  readonly header: RunHeader;
  readonly checks: readonly RunCheck[];
  readonly ledger: Ledger;
  readonly facts: RunFacts;
  readonly #startedAt: number;
  readonly #startedOnClock = performance.now();
  readonly #outcomes: (Outcome | undefined)[];
  #done = 0;

  constructor(options: ExecuteOptions) {
    const { plan, runId, toolVersion } = options;
    this.options = options;
    const secrets = new LearningRedactor(plan.secrets);
    this.redact = secrets.redact;
    this.progress = guardProgress(options.progress);
    this.deployment = options.deployment ?? new DeploymentRecord();
    this.#startedAt = (options.now ?? Date.now)();
    this.header = makeHeader({ plan, runId, toolVersion, startedAtMilliseconds: this.#startedAt }, this.redact);
    const shown = this.header.checks;
    this.checks = plan.checks.flatMap((check, index) => (shown[index] === undefined ? [] : [{ check, shown: shown[index], index }]));
    this.#outcomes = Array.from({ length: this.checks.length });
    this.ledger = new Ledger(runId, (entry) => options.journal.append(entry));
    this.facts = {
      runId,
      environment: plan.environment,
      uniqueName: uniqueNames(runId, this.now),
      secrets,
      configDirectory: dirname(resolve(plan.file)),
      updatesSnapshots: options.updatesSnapshots ?? false,
    };
  }

  /** Unix time that never goes backwards, whatever happens to the machine's clock. */
  readonly now = (): number => this.#startedAt + this.elapsedMilliseconds;

  get elapsedMilliseconds(): number {
    return performance.now() - this.#startedOnClock;
  }

  /** Listens to the caller's signal until disposed. */
  listen(): Disposable {
    const { signal } = this.options;
    const onAbort = (): void => {
      const name = typeof signal.reason === 'string' ? signal.reason : messageOf(signal.reason);
      this.stop.stop(name, `stopped by ${name} before it finished`, stopReserveMilliseconds);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    return { [Symbol.dispose]: () => signal.removeEventListener('abort', onAbort) };
  }

  start(): void {
    this.write({ type: 'run-started', run: this.header.runId, header: this.header });
    this.#tellDeployment();
    this.progress.runStarted(this.header);
  }

  startCheck({ shown }: RunCheck): void {
    const atMilliseconds = wholeMicroseconds(this.now());
    this.write({ type: 'check-started', run: this.header.runId, check: shown.id, atMilliseconds });
    this.progress.checkStarted(shown);
  }

  /** The first outcome of a check stands. */
  finishCheck({ shown, index }: RunCheck, result: Omit<Outcome, 'checkId'>): void {
    if (this.#outcomes[index] !== undefined) return;
    const outcome = { checkId: shown.id, ...result };
    this.#outcomes[index] = outcome;
    this.#done += 1;
    this.write({ type: 'check-finished', run: this.header.runId, outcome });
    this.progress.checkFinished(shown, outcome, this.#done, this.checks.length);
  }

  /** A result without an attempt; its reason is ours, or that of an outcome, which is redacted already. */
  finishUntried(check: RunCheck, status: 'skipped' | 'broken' | 'failed', reason: string): void {
    this.finishCheck(check, { status, reason, flaky: false, attempts: [] });
  }

  /** Whatever has no outcome was stopped. */
  finish(): Execution {
    for (const check of this.checks) this.finishUntried(check, 'broken', this.stop.reason || 'it was never started');
    const deployments = this.#tellDeployment();
    const durationMilliseconds = wholeMicroseconds(this.elapsedMilliseconds);
    const stoppedBy = this.stop.stoppedBy;
    this.write({ type: 'run-finished', run: this.header.runId, durationMilliseconds, stoppedBy });
    return {
      header: this.header,
      outcomes: this.#outcomes.filter((outcome) => outcome !== undefined),
      durationMilliseconds,
      stoppedBy: this.stop.stoppedBy,
      leftovers: this.ledger.leftovers,
      ...(deployments.length > 0 && { deployments }),
    };
  }

  #tellDeployment(): readonly Deployment[] {
    const deployments = this.deployment.told(this.redact);
    if (deployments.length > 0) this.write({ type: 'deployments', run: this.header.runId, deployments });
    return deployments;
  }

  /** A run whose journal cannot be written goes no further, but what it knows is still returned. */
  write(entry: JournalEntry): void {
    try {
      this.options.journal.append(entry);
    } catch (error) {
      const reason = messageOf(error);
      this.stop.stop(reason, `stopped because the run ${reason}`, stopReserveMilliseconds);
    }
  }
}
