import * as v from 'valibot';
import { parseDurationMilliseconds } from '../../../std/duration.ts';
import { parseBytes } from '../../../std/size.ts';
import { parseEngineAddress } from './container/engine-address.ts';
import { restartPolicies } from './server-runtime.ts';

const parsable = (parse: (text: string) => unknown, expected: string) =>
  v.pipe(
    v.string(),
    v.check((text) => {
      try {
        parse(text);
        return true;
      } catch {
        return false;
      }
    }, expected),
  );

const size = parsable(parseBytes, 'expected a size such as 256MB');
const duration = parsable(parseDurationMilliseconds, 'expected a duration such as 500ms or 5s');
export const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));
const environment = v.record(v.string(), v.string());
const words = v.pipe(v.array(v.pipe(v.string(), v.nonEmpty('expected a word of the command'))), v.nonEmpty('expected a program'));

const health = v.strictObject({
  command: v.pipe(words, v.description('Program in the container that ends with 0 when the server is healthy')),
  interval: v.exactOptional(duration),
  timeout: v.exactOptional(duration),
  retries: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  start_period: v.exactOptional(duration),
});

const supervised = v.strictObject({
  command: v.pipe(v.string(), v.nonEmpty('expected a program')),
  args: v.exactOptional(v.array(v.string())),
  env: v.exactOptional(v.pipe(environment, v.description('Besides it gets PATH, HOME and PORT'))),
  port: v.exactOptional(v.pipe(port, v.description('Where it listens; absent: a free one, told as the variable PORT'))),
});

const forms = ['container', 'image', 'process'] as const;

/** Which settings each form understands. */
const fieldsOfForm: Readonly<Record<(typeof forms)[number], readonly string[]>> = {
  container: ['engine'],
  image: ['engine', 'command', 'env', 'port', 'path', 'memory', 'cpus', 'pids', 'read_only', 'user', 'init', 'health', 'restart', 'pull'],
  process: ['path', 'memory', 'restart'],
};

const fields = v.strictObject({
  container: v.exactOptional(v.pipe(v.string(), v.nonEmpty(), v.description('Name or id of a container that is there already'))),
  image: v.exactOptional(v.pipe(v.string(), v.nonEmpty(), v.description('Image that is started for this run and removed after it'))),
  process: v.exactOptional(v.pipe(supervised, v.description('Program that is started, supervised and stopped by this run'))),
  engine: v.exactOptional(
    v.pipe(
      parsable(parseEngineAddress, 'expected unix:///path, npipe:////./pipe/name, tcp://host:port or https://host:port'),
      v.description('Address of the container engine; by default DOCKER_HOST, then where Docker and Podman usually listen'),
    ),
  ),
  command: v.exactOptional(v.pipe(words, v.description('Command of the container; by default that of the image'))),
  env: v.exactOptional(environment),
  port: v.exactOptional(v.pipe(port, v.description('Port that the server listens on in the container'))),
  path: v.exactOptional(v.pipe(v.string(), v.startsWith('/'), v.description('Path of the endpoint; /mcp by default'))),
  memory: v.exactOptional(size),
  cpus: v.exactOptional(v.pipe(v.number(), v.minValue(0.01))),
  pids: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  read_only: v.exactOptional(v.pipe(v.boolean(), v.description('The root file system cannot be written'))),
  user: v.exactOptional(v.pipe(v.string(), v.description('User in the container, such as 1000:1000'))),
  init: v.exactOptional(v.pipe(v.boolean(), v.description("A small init process is the server's parent"))),
  health: v.exactOptional(health),
  restart: v.exactOptional(v.picklist(restartPolicies)),
  pull: v.exactOptional(
    v.pipe(v.picklist(['never', 'missing']), v.description('`never` (default): the image must be there; `missing`: it is fetched')),
  ),
});

type Fields = v.InferOutput<typeof fields>;

export const runtimeSchema = v.pipe(
  fields,
  v.check((given) => formsOf(given).length === 1, 'expected one of container, image or process'),
  v.check(
    (given) => oddFields(given).length === 0,
    ({ input }) =>
      `${oddFields(input).join(', ')} ${oddFields(input).length === 1 ? 'makes' : 'make'} no sense beside ${formsOf(input)[0]}`,
  ),
  v.check(({ image, port }) => image === undefined || port !== undefined, 'an image needs the port that its server listens on'),
  v.description('What runs the server: a container that is there, an image or a program that this run starts'),
);

export type RuntimeSettings = Fields;
export type ImageSettings = Fields & { readonly image: string; readonly port: number };
export type ProcessSettings = Fields & { readonly process: v.InferOutput<typeof supervised> };

/** True when the run itself starts the server, so that only then its address is known. */
export function isOwnDeployment(runtime: RuntimeSettings | undefined): runtime is ImageSettings | ProcessSettings {
  return runtime !== undefined && runtime.container === undefined;
}

export function isImage(runtime: RuntimeSettings): runtime is ImageSettings {
  return runtime.image !== undefined;
}

export function isProcess(runtime: RuntimeSettings): runtime is ProcessSettings {
  return runtime.process !== undefined;
}

function formsOf(given: Fields): readonly (typeof forms)[number][] {
  return forms.filter((form) => given[form] !== undefined);
}

function oddFields(given: Fields): readonly string[] {
  const [form] = formsOf(given);
  if (form === undefined) return [];
  return Object.keys(given).filter((field) => field !== form && !fieldsOfForm[form].includes(field));
}
