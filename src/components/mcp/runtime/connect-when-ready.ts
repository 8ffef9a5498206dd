import { pause } from '../../../std/deadline.ts';
import { Refusal, TransportError, errorMessage } from '../../../std/errors.ts';
import type { RuntimeState, ServerRuntime } from './server-runtime.ts';

const pauseMilliseconds = 50;
/** A server that ended so often while it started will not come. */
const mostRestarts = 4;
const shownWords = 1000;

type Redact = (text: string) => string;

/** Connects to a server that was just started, as soon as it answers. Throws when it ended for good, again and again, or at the signal. */
export async function connectWhenReady<T>(
  runtime: ServerRuntime,
  connect: () => Promise<T>,
  redact: Redact,
  signal: AbortSignal,
): Promise<T> {
  for (;;) {
    try {
      return await connect();
    } catch (error) {
      const state = await askInTime((moment) => runtime.inspect(moment));
      if (!mayStillCome(error, state) || signal.aborted) throw await withReason(error, runtime, state, redact);
      await pause(pauseMilliseconds, signal);
    }
  }
}

/** Connects once. Where that fails and the server is not simply running, the error says what its runtime knows. */
export async function explained<T>(runtime: ServerRuntime, connect: () => Promise<T>, redact: Redact): Promise<T> {
  try {
    return await connect();
  } catch (error) {
    throw await withReason(error, runtime, await askInTime((moment) => runtime.inspect(moment)), redact);
  }
}

function mayStillCome(error: unknown, state: RuntimeState | undefined): boolean {
  if (!(error instanceof TransportError) || state === undefined) return false;
  return state.status === 'running' || (isRestarted(state) && state.restartCount < mostRestarts);
}

/** Podman calls a server exited until it has restarted it. */
function isRestarted({ status, restartPolicy, exitCode }: RuntimeState): boolean {
  if (status === 'restarting') return true;
  return restartPolicy === 'on-failure' ? exitCode !== 0 : restartPolicy !== 'no';
}

async function withReason(error: unknown, runtime: ServerRuntime, state: RuntimeState | undefined, redact: Redact): Promise<unknown> {
  if (!(error instanceof TransportError) || state === undefined) return error;
  const { status, restartCount, exitCode, health } = state;
  if (status === 'running' && restartCount === 0 && health !== 'unhealthy') return error;
  const facts = [
    status,
    ...(health === 'unhealthy' ? ['unhealthy'] : []),
    ...(restartCount > 0 ? [`restarted ${restartCount} times`] : []),
    // Engines forget it when the server runs again.
    ...(status === 'running' ? [] : [`last exit code ${exitCode}`]),
  ];
  // What is secret goes before it is cut, or a part of that would stay.
  const words = redact((await askInTime((moment) => runtime.lastWords(moment))) ?? '').slice(-shownWords);
  const told = `${errorMessage(error)} (${runtime.title}: ${facts.join(', ')}${words === '' ? '' : `; its last words: ${words}`})`;
  if (status !== 'running') return new Refusal(status.toUpperCase(), told, { cause: error });
  return new TransportError(error.kind, told, { cause: error });
}

/** Asked when something went wrong already, perhaps because the time is over: it has a little time of its own. */
async function askInTime<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  try {
    return await ask(AbortSignal.timeout(1000));
  } catch {
    return undefined;
  }
}
