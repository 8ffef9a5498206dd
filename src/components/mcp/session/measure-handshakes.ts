import type { CheckContext, MeasureOptions } from '../../../model/component.ts';
import type { McpConnection } from '../client.ts';

/** 59 samples without one above the target decide a p(95); a server's log should not see more of us than that. */
const mostSamples = 60;
/** Of a server over stdio, which is started for each handshake. */
const mostProcesses = 3;
const mostWarmups = 3;

/** Opens a connection that is closed when all was measured. */
export type Shake = (signal: AbortSignal) => Promise<void>;

/**
 * Has new connections timed by `measure`, which is told how many. Each is closed, and its session ended, so that none stays on
 * the server.
 */
export async function measureHandshakes(
  connection: McpConnection,
  { samples, warmup }: Pick<CheckContext, 'samples' | 'warmup'>,
  measure: (options: MeasureOptions, shake: Shake) => Promise<void>,
): Promise<void> {
  const most = connection.settings.url === undefined ? mostProcesses : mostSamples;
  const opened: McpConnection[] = [];
  try {
    const options = { samples: Math.min(samples, most), warmup: Math.min(warmup, mostWarmups) };
    await measure(options, async (signal) => void opened.push(await connection.openAnother(signal)));
  } finally {
    // Afterwards, so that saying goodbye is not part of the time.
    await Promise.allSettled(opened.map((other) => other[Symbol.asyncDispose]()));
  }
}
