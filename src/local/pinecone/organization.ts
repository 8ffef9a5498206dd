import { createHash } from 'node:crypto';
import { errorMessage } from '../../std/errors.ts';
import { generateWorld } from '../data/world.ts';
import type { World } from '../data/world.ts';
import type { Fault } from '../faults.ts';
import { StackInputError } from '../stack-input-error.ts';
import { ApiKeys } from './access.ts';
import type { ApiKey, Role } from './access.ts';
import type { Knobs } from './faults/knobs.ts';
import { inMoment, newMoment } from './moment.ts';
import type { Moment } from './moment.ts';
import type { DataFile, KeptChange } from './persistence/data-file.ts';
import { replayChanges } from './persistence/replay-changes.ts';
import { restoreSnapshot, snapshotOf } from './persistence/snapshot.ts';
import type { EndpointState } from './persistence/snapshot.ts';
import { Projects } from './projects.ts';
import { quotasOfPlan } from './quotas.ts';
import type { Plan } from './quotas.ts';
import { PineconeRefusal } from './refusal.ts';
import type { Reply } from './route.ts';
import { seedIndex } from './seed-index.ts';
import { Service } from './service.ts';
import type { RawRequest } from './service.ts';

export interface OrganizationOptions {
  /** Data of the index `sophia-calls`; without it the first project starts empty. */
  readonly world?: World;
  /** Which made the world; needed with a folder, which keeps it. */
  readonly seed?: number;
  readonly faults?: readonly Fault[];
  /** Whose quotas hold; `enterprise` when absent. */
  readonly plan?: Plan;
  /** A kept log below this size is not compacted; a megabyte when absent. */
  readonly leastLogBytes?: number;
}

/** Keys and projects, and the service over them. With a file every change is on the disk before it is answered. */
export class Organization {
  readonly keys: ApiKeys;
  /** What the file could not give back; undefined when it is new. */
  readonly lost: readonly string[] | undefined;
  readonly #service: Service;
  readonly #file: DataFile | undefined;

  /** @throws StackInputError for a file that was made with other generated data */
  constructor(options: OrganizationOptions, file: DataFile | undefined, hostOf: (name: string) => string) {
    const state = openState(options, file);
    this.keys = state.keys;
    this.#service = new Service(state.projects, state.keys, hostOf);
    this.#file = file;
    this.lost = file?.start === undefined ? undefined : replayChanges(file, this.#service, state.keys);
    // What could not be done again is in the log alone.
    if (!this.lost?.length) file?.compactWith((keep) => snapshotOf(state, keep), options.leastLogBytes);
  }

  get knobs(): Knobs {
    return this.#service.knobs;
  }

  set knobs(knobs: Knobs) {
    this.#service.knobs = knobs;
  }

  /** @throws PineconeRefusal when the disk does not take what it changed */
  async answer(request: RawRequest, moment: Moment = newMoment()): Promise<Reply> {
    const { backupLagMilliseconds, backupDurationMilliseconds } = this.knobs;
    const { reply, wrote } = inMoment(moment, () => this.#service.answer(request));
    const knobs = {
      ...(backupLagMilliseconds && { backupLagMilliseconds }),
      ...(backupDurationMilliseconds && { backupDurationMilliseconds }),
    };
    if (wrote) await this.#keep({ moment, request, status: reply.status, knobs });
    return reply;
  }

  /** The key can be used at once; `kept` tells when it is on the disk. */
  issueKey(role: Role, project?: string): { readonly key: ApiKey; readonly kept: Promise<void> } {
    const issued = this.keys.issue(role, project);
    return { key: issued, kept: this.#keep({ issued }) };
  }

  async revokeKey(revoked: ApiKey): Promise<void> {
    this.keys.revoke(revoked);
    await this.#keep({ revoked });
  }

  /** Called in the same turn of the event loop as the change was made: a snapshot between two turns has all that the log has. */
  async #keep(change: KeptChange): Promise<void> {
    try {
      await this.#file?.add(change);
    } catch (cause) {
      throw new PineconeRefusal('broken', `Keeping the change in ${this.#file?.path}: ${errorMessage(cause)}; it is done but not kept`);
    }
  }
}

/** What there is before the first change of the log. */
function openState(options: OrganizationOptions, file: DataFile | undefined): EndpointState {
  const opening = file === undefined ? newMoment() : openFile(file, options);
  return inMoment(opening, () => {
    // Keys come first, so that they are the same whether the data is made again or comes from a snapshot.
    const state = { keys: new ApiKeys(), projects: new Projects(quotasOfPlan[options.plan ?? 'enterprise']) };
    if (file?.snapshot !== undefined) restoreSnapshot(file.snapshot, (list) => file.records(list), state);
    else if (options.world !== undefined) seedIndex(state.projects.named(''), worldOf(options, file), options.faults ?? []);
    return state;
  });
}

/** The moment of the first start: the same for a file at every start. */
function openFile(file: DataFile, { world, seed = 0 }: OrganizationOptions): Moment {
  if (file.start !== undefined) return file.start.moment;
  const moment = newMoment();
  file.begin({ moment, worldSeed: seed, worldHash: hashOf(world) });
  return moment;
}

/** Without a snapshot changes are done again on the data that they were first done on. */
function worldOf({ world, seed }: OrganizationOptions, file: DataFile | undefined): World {
  const start = file?.start;
  const first = start === undefined || start.worldSeed === seed ? world : generateWorld(start.worldSeed);
  if (first === undefined || (start !== undefined && hashOf(first) !== start.worldHash)) {
    throw new StackInputError(`--data ${file?.path}: it was made by a version with other generated data`);
  }
  return first;
}

function hashOf(world: World | undefined): string {
  return createHash('sha256')
    .update(JSON.stringify(world) ?? '')
    .digest('hex');
}
