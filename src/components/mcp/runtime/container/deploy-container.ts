import type { ConnectContext } from '../../../../model/component.ts';
import { Refusal, Skip } from '../../../../std/errors.ts';
import type { ImageSettings } from '../settings.ts';
import { freePort } from '../free-port.ts';
import { ContainerRuntime } from './container-runtime.ts';
import { containerSpec, expiryLabel, runLabel } from './container-spec.ts';
import type { Engine } from './open-engine.ts';
import { pullImage } from './pull-image.ts';

const containerPrefix = 'infra-test-mcp';
/** Longer than any job of a hosted runner may take. */
const lifetimeMilliseconds = 6 * 3_600_000;

/** Makes and starts a container for this run; it is removed when the connection was closed. */
export async function deployContainer(engine: Engine, settings: ImageSettings, context: ConnectContext): Promise<ContainerRuntime> {
  const { signal } = context;
  if (!engine.isOfThisMachine)
    throw new Skip(`the engine at ${engine.address.text} is elsewhere, so a server started there is out of reach`);
  await removeExpired(engine, signal);
  if (settings.pull === 'missing') await pullImage(engine, settings.image, signal);
  const name = context.uniqueName(containerPrefix, '-');
  const labels = { [runLabel]: context.runId, [expiryLabel]: new Date(Date.now() + lifetimeMilliseconds).toISOString() };
  await context.create(
    { kind: 'container', name },
    async () => start(engine, name, containerSpec(settings, await freePort(), labels), signal),
    (removing) => removeContainer(engine, name, removing),
  );
  return new ContainerRuntime(engine, name);
}

async function start(engine: Engine, name: string, body: object, signal: AbortSignal): Promise<void> {
  try {
    await engine.json('POST', '/containers/create', { query: { name }, body, signal });
  } catch (error) {
    if (error instanceof Refusal && error.code === '404')
      throw new Refusal('404', `${error.message} (pull: missing would fetch it)`, { cause: error });
    throw error;
  }
  await engine.json('POST', `/containers/${name}/start`, { signal });
}

async function removeContainer(engine: Engine, name: string, signal: AbortSignal): Promise<void> {
  try {
    await engine.bytes('DELETE', `/containers/${name}`, { query: { force: 'true', v: 'true' }, signal });
  } catch (error) {
    if (!(error instanceof Refusal && error.code === '404')) throw error;
  }
}

/** What runs that were killed left behind, known by label and name. */
async function removeExpired(engine: Engine, signal: AbortSignal): Promise<void> {
  const query = { all: 'true', filters: JSON.stringify({ label: [expiryLabel] }) };
  const found = await engine.json<readonly ListedContainer[]>('GET', '/containers/json', { query, signal });
  for (const { Names, Labels } of found) {
    const name = Names[0]?.replace(/^\//, '') ?? '';
    const isExpired = Date.parse(Labels[expiryLabel] ?? '') < Date.now();
    if (isExpired && name.startsWith(`${containerPrefix}-`)) await removeContainer(engine, name, signal);
  }
}

interface ListedContainer {
  readonly Names: readonly string[];
  readonly Labels: Readonly<Record<string, string>>;
}
