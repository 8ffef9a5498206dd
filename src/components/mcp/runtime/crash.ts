import type { CheckContext } from '../../../model/component.ts';
import { pause } from '../../../std/deadline.ts';
import { errorMessage } from '../../../std/errors.ts';
import type { McpConnection } from '../client.ts';

const pauseMilliseconds = 25;

export interface Recovery {
  /** From the kill to the first new handshake; absent when there was none in time. */
  readonly milliseconds?: number;
  /** Why the last try failed. */
  readonly problem: string;
}

/** Kills the server's process and waits until a server that was started anew shakes hands. */
export async function crash(connection: McpConnection, withinMilliseconds: number, context: CheckContext): Promise<Recovery> {
  const { runtime } = connection;
  const { startedAt: before } = await runtime.inspect(context.signal);
  const signal = AbortSignal.any([context.signal, AbortSignal.timeout(withinMilliseconds)]);
  await runtime.kill(context.signal);
  const killedAt = performance.now();
  let problem = 'it was not started again';
  while (!signal.aborted) {
    try {
      const { startedAt, status } = await runtime.inspect(signal);
      if (startedAt !== before && status === 'running') {
        await using _ = await connection.openAnother(signal);
        return { milliseconds: performance.now() - killedAt, problem: '' };
      }
    } catch (error) {
      if (!signal.aborted) problem = errorMessage(error);
    }
    await pause(pauseMilliseconds, signal);
  }
  // The check's own deadline says more than a server that did not come.
  context.signal.throwIfAborted();
  return { problem };
}
