import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withDeadline } from '../../std/deadline.ts';

/** Small text files that the jobs of one run share. A name is written once; every method throws `Error` with a sentence. */
export interface RunArtifacts {
  put(name: string, text: string): Promise<void>;
  /** Names that begin with `prefix`, of all attempts of this run. What was put before is listed. */
  list(prefix: string): Promise<readonly string[]>;
  read(name: string): Promise<string>;
}

/** Twice the limit of a part of a comment. Files come from other jobs, which may not be ours. */
const partLimitBytes = 512 * 1024;
/** The client itself retries for far longer. */
const operationMilliseconds = 15_000;

interface Stored {
  readonly id: number;
  readonly size: number;
  readonly digest?: string | undefined;
}

/** `undefined` where there is no artifact service: outside of a job, and on GitHub Enterprise Server. */
export function openRunArtifacts(
  variables: Readonly<Record<string, string | undefined>>,
  fileLimitBytes = partLimitBytes,
): RunArtifacts | undefined {
  const isThere = variables['ACTIONS_RUNTIME_TOKEN'] !== undefined && variables['ACTIONS_RESULTS_URL'] !== undefined;
  if (!isThere || isEnterpriseServer(variables['GITHUB_SERVER_URL'] ?? 'https://github.com')) return undefined;
  const stored = new Map<string, Stored>();
  return {
    put: (name, text) => inTime(`sharing ${name} with the other jobs`, upload(name, text)),
    list: async (prefix) => {
      const artifacts = await inTime('listing what the jobs of this run share', listAll());
      for (const { name, ...facts } of artifacts) if (name.startsWith(prefix) && newer(facts, stored.get(name))) stored.set(name, facts);
      return [...new Set(artifacts.map(({ name }) => name).filter((name) => name.startsWith(prefix)))];
    },
    read: async (name) => {
      const found = stored.get(name);
      if (found === undefined) throw new Error(`the jobs of this run share no file ${name}`);
      if (found.size > fileLimitBytes) throw new Error(`${name} has ${found.size} bytes, more than ${fileLimitBytes}`);
      return await inTime(`reading ${name}`, download(name, found, fileLimitBytes));
    },
  };
}

/** As the client decides: github.com, data residency and `*.localhost` have the service. */
function isEnterpriseServer(serverUrl: string): boolean {
  const host = new URL(serverUrl).hostname.toLowerCase();
  return host !== 'github.com' && !host.endsWith('.ghe.com') && !host.endsWith('.localhost');
}

function newer(one: Stored, other: Stored | undefined): boolean {
  return other === undefined || one.id > other.id;
}

async function inTime<T>(what: string, work: Promise<T>): Promise<T> {
  return await withDeadline(work, operationMilliseconds, `${what} took longer than ${operationMilliseconds} ms`);
}

async function openClient() {
  const { DefaultArtifactClient } = await import('@actions/artifact');
  return new DefaultArtifactClient();
}

async function listAll(): Promise<readonly (Stored & { readonly name: string })[]> {
  const client = await openClient();
  return (await client.listArtifacts()).artifacts;
}

/** As a raw file, which needs no archive to be read again. Its name is the name of the artifact. */
async function upload(name: string, text: string): Promise<void> {
  await using directory = await temporaryDirectory();
  const file = join(directory.path, name);
  await writeFile(file, text);
  const client = await openClient();
  await client.uploadArtifact(name, [file], directory.path, { skipArchive: true });
}

async function download(name: string, { id, digest }: Stored, fileLimitBytes: number): Promise<string> {
  await using directory = await temporaryDirectory();
  const client = await openClient();
  const result = await client.downloadArtifact(id, { path: directory.path, ...(digest !== undefined && { expectedHash: digest }) });
  if (result.digestMismatch) throw new Error(`${name} is not what was uploaded: its digest differs from ${digest}`);
  const [file, ...others] = await readdir(directory.path);
  if (file === undefined || others.length > 0)
    throw new Error(`expected one file in the artifact ${name}, got ${others.length + (file === undefined ? 0 : 1)}`);
  const bytes = await readFile(join(directory.path, file));
  if (bytes.length > fileLimitBytes) throw new Error(`${name} has ${bytes.length} bytes, more than ${fileLimitBytes}`);
  return bytes.toString();
}

async function temporaryDirectory(): Promise<AsyncDisposable & { readonly path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'infra-test-artifact-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}
