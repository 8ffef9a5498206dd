import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where an engine listens. */
export type EngineAddress =
  | { readonly kind: 'socket'; readonly path: string; readonly text: string }
  | { readonly kind: 'web'; readonly url: URL; readonly text: string };

/** Of the form of DOCKER_HOST. Throws `Error` with a sentence for people. */
export function parseEngineAddress(text: string): EngineAddress {
  const [, scheme = '', rest = ''] = /^([a-z]+):\/\/(.*)$/.exec(text) ?? [];
  if (scheme === 'unix' && rest.startsWith('/')) return { kind: 'socket', path: rest, text };
  if (scheme === 'npipe' && rest !== '') return { kind: 'socket', path: rest.replaceAll('/', '\\'), text };
  const web = scheme === 'tcp' ? `http://${rest}` : text;
  if (['tcp', 'http', 'https'].includes(scheme) && URL.canParse(web)) return { kind: 'web', url: new URL(web), text };
  throw new Error(`expected the address of a container engine such as unix:///var/run/docker.sock or tcp://127.0.0.1:2375, got ${text}`);
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Where to look, in order: only where the user says so, else where Docker and Podman usually listen. */
export function engineAddresses(declared: string | undefined, variables: Variables, platform: NodeJS.Platform): readonly EngineAddress[] {
  const named = declared ?? variables['DOCKER_HOST'];
  if (named !== undefined && named !== '') return [parseEngineAddress(named)];
  if (platform === 'win32') return [parseEngineAddress('npipe:////./pipe/docker_engine')];
  const runtimeDirectory = variables['XDG_RUNTIME_DIR'];
  const own =
    runtimeDirectory === undefined ? [] : [join(runtimeDirectory, 'docker.sock'), join(runtimeDirectory, 'podman', 'podman.sock')];
  const paths = ['/var/run/docker.sock', join(homedir(), '.docker', 'run', 'docker.sock'), ...own, '/run/podman/podman.sock'];
  return paths.map((path) => parseEngineAddress(`unix://${path}`));
}
