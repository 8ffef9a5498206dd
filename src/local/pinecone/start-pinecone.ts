import { createHash, randomBytes } from 'node:crypto';
import { adminPath } from '../admin/refuse-stranger.ts';
import { generateWorld } from '../data/world.ts';
import type { World } from '../data/world.ts';
import type { Fault } from '../faults.ts';
import { StackInputError } from '../stack-input-error.ts';
import { ApiKeys } from './access.ts';
import type { Role } from './access.ts';
import { inMoment, newMoment } from './moment.ts';
import type { Moment } from './moment.ts';
import { DataFile } from './persistence/data-file.ts';
import { replayWrites } from './persistence/replay-writes.ts';
import { Project } from './project.ts';
import { quotasOfPlan } from './quotas.ts';
import type { Plan } from './quotas.ts';
import { seedIndex } from './seed-index.ts';
import { PineconeServer } from './server.ts';
import { Service } from './service.ts';

export interface PineconeEndpoint extends AsyncDisposable {
  /** Of the control plane: `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** May do everything. */
  readonly apiKey: string;
  /** May read records, addressed by `hostOf`. */
  readonly readOnlyKey: string;
  /** Base URL of the route to faults and knobs, when it was asked for. */
  readonly admin: { readonly url: string; readonly token: string } | undefined;
  /** What a folder could not give back; undefined when it is new. */
  readonly lost: readonly string[] | undefined;
  /** Address of an index of the first project. */
  hostOf(name: string): string;
  /** A new key; a project other than the first is made when it is first named. */
  issueKey(role: Role, project?: string): string;
}

export interface PineconeOptions {
  /** Data of the index `sophia-calls`; without it the endpoint starts empty. */
  readonly world?: World;
  /** Which made the world; needed with a folder, which keeps it. */
  readonly seed?: number;
  readonly faults?: readonly Fault[];
  /** Whose quotas hold; `enterprise` when absent. */
  readonly plan?: Plan;
  readonly port?: number;
  /** Folder that keeps what is written. */
  readonly dataDirectory?: string;
  /** Whether faults and knobs can be set over HTTP. */
  readonly admin?: boolean;
}

/** @throws StackInputError for a folder that cannot be used */
export async function startPinecone(options: PineconeOptions = {}): Promise<PineconeEndpoint> {
  await using cleanup = new AsyncDisposableStack();
  const file = options.dataDirectory === undefined ? undefined : cleanup.use(await DataFile.open(options.dataDirectory));
  const quotas = quotasOfPlan[options.plan ?? 'enterprise'];
  const project = new Project('', quotas);
  const others = new Map<string, Project>();
  const keys = new ApiKeys();
  const opening = file === undefined ? newMoment() : openFolder(file, options);
  const { apiKey, readOnlyKey } = inMoment(opening, () => {
    if (options.world !== undefined) seedIndex(project, worldOf(options, file), options.faults ?? []);
    return { apiKey: keys.issue('ProjectEditor'), readOnlyKey: keys.issue('DataPlaneViewer') };
  });
  let url = '';
  const hostOf = (name: string): string => `${url}/i/${name}`;
  const service = new Service(project, keys, hostOf);
  const lost = file?.start === undefined ? undefined : replayWrites(file, service);
  const token = options.admin === true ? randomBytes(24).toString('base64url') : undefined;
  const server = cleanup.use(new PineconeServer(service, { token, file }));
  url = `http://127.0.0.1:${await server.listen(options.port)}`;
  const resources = cleanup.move();
  return {
    url,
    apiKey,
    readOnlyKey,
    admin: token === undefined ? undefined : { url: `${url}${adminPath}`, token },
    lost,
    hostOf,
    issueKey: (role, name) => {
      if (name === undefined) return keys.issue(role);
      const named = others.get(name) ?? new Project(name, quotas);
      others.set(name, named);
      return keys.issue(role, named);
    },
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}

/** The moment of the first start: the same for a folder at every start. */
function openFolder(file: DataFile, { world, seed = 0 }: PineconeOptions): Moment {
  if (file.start !== undefined) return file.start.moment;
  const moment = newMoment();
  file.begin({ moment, worldSeed: seed, worldHash: hashOf(world) });
  return moment;
}

/** Writes are done again on the data that they were first done on. */
function worldOf({ world, seed }: PineconeOptions, file: DataFile | undefined): World {
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
