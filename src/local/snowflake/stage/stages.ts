import { basename } from 'node:path';
import type { Table } from '../catalog/catalog.ts';
import type { Options, PlainObject } from '../catalog/objects.ts';
import { LoadHistory } from './load-history.ts';
import { StageFolder } from './stage-folder.ts';

/** A stage that ends with its session; drivers make one for array binds. */
export interface TemporaryStage {
  readonly kind: 'TEMPORARY STAGE';
  readonly options: Options;
}

/** Where the files of all stages are: a folder each, found by the object and not by its name, so it follows a rename. */
export class Stages {
  readonly loads = new LoadHistory();
  readonly #directory: string;
  readonly #byObject = new WeakMap<PlainObject | Table | TemporaryStage, StageFolder>();
  readonly #byUser = new Map<string, StageFolder>();
  #count = 0;

  constructor(directory: string) {
    this.#directory = directory;
  }

  /** Names of the folders that these objects have. */
  foldersOf(objects: readonly (PlainObject | Table)[]): ReadonlyMap<PlainObject | Table, string> {
    return new Map(objects.flatMap((object) => entryOf(object, this.#byObject.get(object))));
  }

  get foldersOfUsers(): ReadonlyMap<string, string> {
    return new Map([...this.#byUser].flatMap(([user, folder]) => entryOf(user, folder)));
  }

  /** Of an account that was kept. */
  restoreFolders(byObject: ReadonlyMap<PlainObject | Table, string>, byUser: ReadonlyMap<string, string>): void {
    for (const [object, name] of byObject) this.#byObject.set(object, new StageFolder(this.#directory, name));
    for (const [user, name] of byUser) this.#byUser.set(user, new StageFolder(this.#directory, name));
    this.#count = Math.max(0, ...[...byObject.values(), ...byUser.values()].map(Number));
  }

  folderOf(object: PlainObject | Table | TemporaryStage): StageFolder {
    const folder = this.#byObject.get(object) ?? this.#newFolder();
    this.#byObject.set(object, folder);
    return folder;
  }

  folderOfUser(name: string): StageFolder {
    const folder = this.#byUser.get(name) ?? this.#newFolder();
    this.#byUser.set(name, folder);
    return folder;
  }

  renameUser(from: string, to: string | undefined): void {
    const folder = this.#byUser.get(from);
    this.#byUser.delete(from);
    if (folder && to !== undefined) this.#byUser.set(to, folder);
  }

  #newFolder(): StageFolder {
    this.#count += 1;
    return new StageFolder(this.#directory, String(this.#count));
  }
}

function entryOf<Key>(key: Key, folder: StageFolder | undefined): readonly (readonly [Key, string])[] {
  return folder ? [[key, basename(folder.directory)]] : [];
}
