import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import type { McpConnection } from '../client.ts';
import type { McpSettings } from '../settings-schema.ts';

export const health: CheckKind<Record<string, never>, McpSettings> = {
  summary: 'New connections shake hands, timed as the operation `handshake`.',
  layer: 'performance',
  options: v.strictObject({}),
  expand(_, settings) {
    // A stdio server is started for each handshake: what that takes is the machine's doing.
    const handshake = settings.url === undefined ? { name: 'handshake' } : { name: 'handshake', target: 'handshake p(95) < 50ms' };
    return [{ name: 'health', title: 'The server shakes hands', input: {}, operations: [handshake] }];
  },
};

/** 59 samples without one above the target decide a p(95); a server's log should not see more of us than that. */
const mostSamples = 60;
const mostProcesses = 3;

export async function runHealth(connection: McpConnection, _: unknown, context: CheckContext): Promise<void> {
  const most = connection.settings.url === undefined ? mostProcesses : mostSamples;
  const opened: McpConnection[] = [];
  try {
    const options = { samples: Math.min(context.samples, most), warmup: Math.min(context.warmup, 3) };
    await context.measure('handshake', options, async (signal) => opened.push(await connection.openAnother(signal)));
  } finally {
    // Afterwards, so that saying goodbye is not part of the time.
    await Promise.allSettled(opened.map((other) => other[Symbol.asyncDispose]()));
  }
}
