import type { AnyComponent } from '../model/component.ts';
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

interface Created {
  readonly resource: Resource;
  /** Settles when the creation did, well or not. */
  readonly made: Promise<void>;
}

export interface Remover {
  readonly component: AnyComponent;
  readonly connection: AsyncDisposable;
  readonly stop: StopControl;
}

/** Resources of one attempt, removed in reverse order when it ends, however it ends. */
export class CreatedResources {
  readonly #ledger: Ledger;
  readonly #created: Created[] = [];

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  async create<T>(resource: Resource, make: () => Promise<T>): Promise<T> {
    this.#ledger.announce(resource);
    const making = begin(make);
    this.#created.push({ resource, made: making.then(ignore, ignore) });
    return making;
  }

  /** Removes what may exist, also what a failed creation left half made. Gives a sentence for each resource that stays. */
  async removeAll(remover: Remover): Promise<readonly string[]> {
    const problems: string[] = [];
    for (const created of this.#created.toReversed()) {
      const { kind, name } = created.resource;
      try {
        await this.#remove(created, remover);
      } catch (error) {
        problems.push(`could not remove ${kind} ${name}: ${messageOf(error)}`);
      }
    }
    return problems;
  }

  async #remove({ resource, made }: Created, { component, connection, stop }: Remover): Promise<void> {
    const isSettled = await settlesWithin(made, stop.isStopped ? creationMillisecondsWhenStopped : creationMilliseconds);
    await bounded(
      async (signal) => component.remove?.(connection, resource, signal),
      removalMilliseconds,
      stop.removing,
      `no answer within ${formatMilliseconds(removalMilliseconds)}`,
    );
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
