import { randomBytes } from 'node:crypto';
import { adminPath } from '../admin/refuse-stranger.ts';
import type { ApiKey, Role } from './access.ts';
import { Organization } from './organization.ts';
import type { OrganizationOptions } from './organization.ts';
import { DataFile } from './persistence/data-file.ts';
import { PineconeServer } from './server.ts';

export interface PineconeEndpoint extends AsyncDisposable {
  /** Of the control plane: `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** May do everything. */
  readonly apiKey: string;
  /** May read records, addressed by `hostOf`. */
  readonly readOnlyKey: string;
  /** All keys at the start: these two, and those that a folder kept. */
  readonly keys: readonly ApiKey[];
  /** Base URL of the route to faults, knobs and keys, when it was asked for. */
  readonly admin: { readonly url: string; readonly token: string } | undefined;
  /** What a folder could not give back; undefined when it is new. */
  readonly lost: readonly string[] | undefined;
  /** Address of an index of the first project. */
  hostOf(name: string): string;
  /** A new key, kept like a write; a project other than the first is made when it is first named. */
  issueKey(role: Role, project?: string): string;
}

export interface PineconeOptions extends OrganizationOptions {
  readonly port?: number;
  /** Folder that keeps what is written. */
  readonly dataDirectory?: string;
  /** Whether faults and knobs can be set and keys be issued over HTTP. */
  readonly admin?: boolean;
}

/** @throws StackInputError for a folder that cannot be used */
export async function startPinecone(options: PineconeOptions = {}): Promise<PineconeEndpoint> {
  await using cleanup = new AsyncDisposableStack();
  const file = options.dataDirectory === undefined ? undefined : cleanup.use(await DataFile.open(options.dataDirectory));
  let url = '';
  const hostOf = (name: string): string => `${url}/i/${name}`;
  const organization = new Organization(options, file, hostOf);
  const token = options.admin === true ? randomBytes(24).toString('base64url') : undefined;
  const server = cleanup.use(new PineconeServer(organization, token));
  url = `http://127.0.0.1:${await server.listen(options.port)}`;
  const resources = cleanup.move();
  const { keys, lost } = organization;
  return {
    url,
    apiKey: keys.editor.secret,
    readOnlyKey: keys.viewer.secret,
    keys: keys.all,
    admin: token === undefined ? undefined : { url: `${url}${adminPath}`, token },
    lost,
    hostOf,
    issueKey: (role, project) => organization.issueKey(role, project).key.secret,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  };
}
