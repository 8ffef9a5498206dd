import { errorMessage } from '../../../std/errors.ts';
import type { Account } from '../account.ts';
import { refused } from '../failure.ts';
import { quoteIdentifier } from '../sql/names.ts';
import { statementType } from '../wire/result.ts';
import { restoreState, stateOf } from './account-state.ts';
import type { AccountState } from './account-state.ts';
import type { DataDirectory } from './data-directory.ts';
import { StackInputError } from '../../stack-input-error.ts';
import { decodeGraph, encodeGraph } from './graph-text.ts';
import { reconcileStorage } from './reconcile-storage.ts';

/** Their effect is in DuckDB alone, whose commit is on the disk when it returns. */
const rowsOnly: ReadonlySet<number | undefined> = new Set([
  statementType.select, statementType.insert, statementType.update, statementType.delete, statementType.merge,
]); // prettier-ignore

/**
 * Keeps an account in a folder. A statement is answered when its effect is on the disk. The order makes a kill harmless at
 * every moment: new rows are stored first, then the catalog that knows them, and only then old rows are dropped.
 */
export class Persistence {
  readonly #account: Account;
  readonly #directory: DataDirectory;
  #written = '';
  #unneeded: string[] = [];
  #tail: Promise<unknown> = Promise.resolve();

  private constructor(account: Account, directory: DataDirectory) {
    this.#account = account;
    this.#directory = directory;
    account.timeTravel.dropLater = (storages) => this.#unneeded.push(...storages);
  }

  /**
   * Fills the account with what the folder has. Gives sentences about what could not be kept; undefined for a new folder.
   * @throws StackInputError for a catalog that cannot be read
   */
  static async open(
    account: Account,
    directory: DataDirectory,
  ): Promise<{ readonly persistence: Persistence; readonly lost?: readonly string[] }> {
    const text = await directory.readCatalog();
    if (text !== undefined) restore(text, account, directory);
    const lost = await reconcileStorage(account);
    if (text !== undefined) account.timeTravel.forgetPast();
    const persistence = new Persistence(account, directory);
    return text === undefined
      ? { persistence }
      : { persistence, lost: lost.map((name) => `The rows of ${name} are gone from ${directory.databaseFile}.`) };
  }

  /** To be called when a statement has ended, before it is answered. @throws SnowflakeFailure when the disk does not take it */
  settle(type?: number): Promise<void> {
    if (rowsOnly.has(type) && this.#unneeded.length === 0) return Promise.resolve();
    const result = this.#tail.then(() => this.#save());
    this.#tail = result.catch(() => undefined);
    return result;
  }

  async #save(): Promise<void> {
    const unneeded = this.#unneeded;
    this.#unneeded = [];
    const text = encodeGraph(stateOf(this.#account));
    try {
      if (text !== this.#written) await this.#directory.writeCatalog(text);
    } catch (cause) {
      this.#unneeded.push(...unneeded);
      throw refused(
        'LOCAL-005',
        `keeping the account in ${this.#directory.path}: ${errorMessage(cause)}; the statement is done but not kept`,
        { cause },
      );
    }
    this.#written = text;
    if (unneeded.length === 0) return;
    using connection = await this.#account.engine.connect();
    for (const storage of unneeded) await connection.run(`DROP TABLE IF EXISTS ${quoteIdentifier(storage)}`);
  }
}

function restore(text: string, account: Account, directory: DataDirectory): void {
  try {
    restoreState(decodeGraph(text) as AccountState, account);
  } catch (cause) {
    throw new StackInputError(`--data ${directory.path}: the catalog cannot be read: ${errorMessage(cause)}`, { cause });
  }
}
