import type { CheckContext } from '../../model/component.ts';
import type { McpConnection } from './client.ts';

/** 59 samples without one above the target decide a p(95); a server's log should not see more of us than that. */
const mostSamples = 60;
/** Of a server over stdio, which is started for each handshake. */
const mostProcesses = 3;
const mostWarmups = 3;

/** Times new connections as an operation. Each is closed, and its session ended, so that none stays on the server. */
export async function measureHandshakes(connection: McpConnection, operation: string, context: CheckContext): Promise<void> {
  const most = connection.settings.url === undefined ? mostProcesses : mostSamples;
  const opened: McpConnection[] = [];
  try {
    const options = { samples: Math.min(context.samples, most), warmup: Math.min(context.warmup, mostWarmups) };
    await context.measure(operation, options, async (signal) => opened.push(await connection.openAnother(signal)));
  } finally {
    // Afterwards, so that saying goodbye is not part of the time.
    await Promise.allSettled(opened.map((other) => other[Symbol.asyncDispose]()));
  }
}
