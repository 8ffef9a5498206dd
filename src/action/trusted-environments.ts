import { isAbsolute, relative, resolve, sep } from 'node:path';
import { ConfigError } from '../config/config-error.ts';
import { environmentFromText } from '../config/environment-from-text.ts';
import { InputError } from '../config/inputs.ts';
import { maxConfigBytes } from '../config/limits.ts';
import type { SuiteOptions } from '../config/load.ts';
import { decodeConfig, readConfigFile } from '../config/read-config-file.ts';
import type { Environment } from '../model/environment.ts';
import type { GithubContext } from '../publish/github/context.ts';
import { statusOf } from '../publish/github/find-pull-request.ts';
import type { RestReader } from '../publish/github/find-pull-request.ts';
import { withDeadline } from '../std/deadline.ts';
import { errorMessage } from '../std/errors.ts';
import { formatBytes } from '../std/size.ts';
import type { Trust } from './trust.ts';

const readMilliseconds = 30_000;

/** What trust changes in the loading of one config, and why, for people; an empty note where it changes nothing. */
export interface TrustedLoad {
  readonly options: Pick<Partial<SuiteOptions>, 'stack' | 'trustedEnvironments' | 'variables'>;
  readonly note: string;
}

export interface TrustRequest {
  readonly trust: Trust;
  readonly context: Pick<GithubContext, 'repository'>;
  readonly github: RestReader;
  /** Root of the checkout. */
  readonly workspace: string;
  /** As the invocation asks for them. */
  readonly environment?: string;
  readonly stack?: Environment['stack'];
}

const unchanged: TrustedLoad = { options: {}, note: '' };

/**
 * Decides for one config, before anything is contacted, whether it may meet real services and whose word about environments
 * counts. Reads the config, and at most once the one of the default branch. Throws `InputError` where live is refused and
 * `ConfigError` where the default branch's config is bad.
 */
export async function trustedLoad(file: string, request: TrustRequest): Promise<TrustedLoad> {
  const { trust } = request;
  if (trust.live === 'allowed' && trust.safetyFrom === 'config') return unchanged;
  const own = await ownEnvironment(file, request);
  // Loading says what is wrong with the file. Should it load after all, then on the embedded stack.
  if (own === undefined) return { options: { stack: 'embedded' }, note: '' };
  // Code of a stranger may put any variable of the job into a name that is reported.
  if (own.stack === 'embedded') return trust.live === 'refused' && trust.isForeign ? { options: { variables: {} }, note: '' } : unchanged;
  if (trust.live === 'refused') throw new InputError(`${file}: ${trust.reason}`);
  if (trust.live === 'embedded-instead') return { options: { stack: 'embedded' }, note: trust.reason };
  return await fromDefaultBranch(file, own.name, request);
}

/** The environment as the checked-out config declares it. Undefined when it does not, or has problems. */
async function ownEnvironment(file: string, request: TrustRequest): Promise<Environment | undefined> {
  try {
    return environmentFromText(await readConfigFile(file), file, request).environment;
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

async function fromDefaultBranch(file: string, name: string, request: TrustRequest): Promise<TrustedLoad> {
  const path = pathInRepository(file, request.workspace);
  const label = `${path ?? file} on ${request.context.repository.defaultBranch || 'the default branch'}`;
  const text = path === undefined ? undefined : await readTrusted(path, label, request);
  if (text === undefined) return embedded(`there is no ${label}, or the token may not read it (contents: read)`, name);
  const { environment } = environmentFromText(text, label, request);
  if (environment === undefined) return embedded(`${label} does not declare it`, name);
  const note = environment.stack === 'live' ? '' : `Checks ran on the embedded stack, as ${label} says of the environment ${name}.`;
  return { options: { trustedEnvironments: { text, file: label } }, note };
}

function embedded(because: string, name: string): TrustedLoad {
  const note = `Checks ran on the embedded stack: what a pull request may do in the environment ${name} is read from the default branch, and ${because}. It counts after the merge.`;
  return { options: { stack: 'embedded' }, note };
}

/** Undefined when the default branch has no such file. Safety is not guessed: any other failure refuses live. */
async function readTrusted(path: string, label: string, { context, github }: TrustRequest): Promise<string | undefined> {
  const { owner, name: repo } = context.repository;
  try {
    // Without `ref` it is the default branch itself; a name could be that of a tag as well.
    const answer = github.request('GET /repos/{owner}/{repo}/contents/{path}', { owner, repo, path });
    const { data } = await withDeadline(answer, readMilliseconds, `GitHub gave no answer in ${readMilliseconds / 1000} s`);
    return decodeConfig(contentOf(data), label);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    if (statusOf(error) === 404) return undefined;
    throw new InputError(
      `What a pull request may do in an environment is read from ${label}, and that was impossible: ${errorMessage(error)}. Nothing real is contacted without it: give the token contents: read, or use stack: embedded.`,
      { cause: error },
    );
  }
}

/** With `/` on every system. Undefined when the file is not below the checkout. */
function pathInRepository(file: string, workspace: string): string | undefined {
  const path = relative(workspace, resolve(workspace, file));
  if (path === '' || isAbsolute(path) || path === '..' || path.startsWith(`..${sep}`)) return undefined;
  return path.split(sep).join('/');
}

function contentOf(data: unknown): Buffer {
  const { type, encoding, content } = (typeof data === 'object' && data !== null ? data : {}) as Readonly<Record<string, unknown>>;
  // Above 1 MB the API sends no content; a folder is a list, a submodule has another type.
  if (type !== 'file' || encoding !== 'base64' || typeof content !== 'string')
    throw new TypeError('expected a small file, got something else');
  const bytes = Buffer.from(content, 'base64');
  const limit = formatBytes(maxConfigBytes);
  if (bytes.length > maxConfigBytes) throw new TypeError(`expected a file of at most ${limit}, got ${formatBytes(bytes.length)}`);
  return bytes;
}
