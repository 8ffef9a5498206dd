import type { Resource } from '../model/outcome.ts';
import { withDeadline } from '../std/deadline.ts';
import { formatMilliseconds } from '../std/duration.ts';
import { bounded } from './bounded.ts';
import type { Ledger } from './ledger.ts';
import { messageOf } from './message-of.ts';
import type { StopControl } from './stop.ts';

const removalMilliseconds = 10_000;
/** How long a creation that is still under way is waited for before its removal is tried all the same. */
const creationMilliseconds = 5000;
const creationMillisecondsWhenStopped = 300;

type Remove = (signal: AbortSignal) => Promise<void>;

interface Created {
  readonly resource: Resource;
  readonly remove: Remove;
  /** Settles when the creation did, well or not. */
  readonly made: Promise<void>;
}

/** Resources of one attempt or of one connection, removed in reverse order when it ends, however it ends, or before that when it asks. */
export class CreatedResources {
  readonly #ledger: Ledger;
  readonly #created = new Set<Created>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  async create<T>(resource: Resource, make: () => Promise<T>, remove: Remove): Promise<T> {
    this.#ledger.announce(resource);
    const making = begin(make);
    this.#created.add({ resource, remove, made: making.then(ignore, ignore) });
    return making;
  }

  /** True when nothing was created, or all of it is removed. */
  get isEmpty(): boolean {
    return this.#created.size === 0;
  }

  /** Removes what may exist, also what a failed creation left half made. Gives a sentence for each resource that stays. */
  async removeAll(stop: StopControl): Promise<readonly string[]> {
    const problems: string[] = [];
    for (const created of [...this.#created].toReversed()) {
      const { kind, name } = created.resource;
      try {
        await this.#remove(created, stop);
        this.#created.delete(created);
      } catch (error) {
        problems.push(`could not remove ${kind} ${name}: ${messageOf(error)}`);
      }
    }
    return problems;
  }

  async #remove({ resource, remove, made }: Created, stop: StopControl): Promise<void> {
    const isSettled = await settlesWithin(made, stop.isStopped ? creationMillisecondsWhenStopped : creationMilliseconds);
    await bounded(remove, removalMilliseconds, stop.removing, `no answer within ${formatMilliseconds(removalMilliseconds)}`);
    // Removing an object that appears only afterwards did nothing: it stays in the ledger.
    if (!isSettled) throw new Error('its creation never answered, so it may still appear');
    this.#ledger.removed(resource);
  }
}

async function begin<T>(make: () => Promise<T>): Promise<T> {
  return make();
}

async function settlesWithin(made: Promise<void>, milliseconds: number): Promise<boolean> {
  try {
    await withDeadline(made, milliseconds, 'the creation is still under way');
    return true;
  } catch {
    return false;
  }
}

function ignore(): void {}
