import type { ConnectContext } from '../../../model/component.ts';
import { Skip, errorMessage } from '../../../std/errors.ts';
import { networkOf } from '../../guarded-agent.ts';
import { refuseReadOnly } from '../../refuse-read-only.ts';
import { ContainerRuntime } from './container/container-runtime.ts';
import { deployContainer } from './container/deploy-container.ts';
import { openEngine } from './container/open-engine.ts';
import { missingRuntime } from './missing-runtime.ts';
import { freePort } from './free-port.ts';
import { ProcessRuntime } from './process/process-runtime.ts';
import type { ServerRuntime } from './server-runtime.ts';
import { isImage, isProcess } from './settings.ts';
import type { ImageSettings, RuntimeSettings } from './settings.ts';

export interface StartedRuntime {
  readonly runtime: ServerRuntime;
  /** Where the server is reached; absent when the settings say so. */
  readonly url?: string;
}

/** What the settings say of the runtime: found, or started for this run. */
export async function startRuntime(settings: RuntimeSettings | undefined, context: ConnectContext): Promise<StartedRuntime> {
  if (settings === undefined) return { runtime: missingRuntime('the settings do not say what runs the server (runtime)') };
  const path = settings.path ?? '/mcp';
  if (isProcess(settings)) {
    const port = settings.process.port ?? (await freePort());
    return { runtime: await ProcessRuntime.start(settings, port), url: `http://127.0.0.1:${port}${path}` };
  }
  if (isImage(settings)) return await startImage(settings, path, context);
  return { runtime: await findContainer(settings, context) };
}

async function startImage(settings: ImageSettings, path: string, context: ConnectContext): Promise<StartedRuntime> {
  refuseReadOnly(context);
  const engine = await openEngine(settings.engine, networkOf(context.environment), context.signal);
  const runtime = await deployContainer(engine, settings, context);
  const { ports = [] } = await runtime.inspect(context.signal);
  const published = ports.find(({ port }) => port === settings.port);
  if (published === undefined)
    throw new Error(`${runtime.title} did not publish port ${settings.port}: ${await runtime.lastWords(context.signal)}`);
  return { runtime, url: `http://127.0.0.1:${published.machinePort}${path}` };
}

/** Without an engine the server is still there: only what asks its runtime is skipped. */
async function findContainer({ container = '', engine }: RuntimeSettings, context: ConnectContext): Promise<ServerRuntime> {
  if (context.environment.stack === 'embedded') return missingRuntime(`the embedded stack answers here, not container ${container}`);
  try {
    return new ContainerRuntime(await openEngine(engine, networkOf(context.environment), context.signal), container);
  } catch (error) {
    if (error instanceof Skip) return missingRuntime(errorMessage(error));
    throw error;
  }
}
