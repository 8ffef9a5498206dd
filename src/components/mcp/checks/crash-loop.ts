import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { pause } from '../../../std/deadline.ts';
import { formatMilliseconds } from '../../../std/duration.ts';
import type { McpConnection } from '../client.ts';
import { duration } from '../duration-option.ts';
import { runtimeFor } from '../runtime/declared-runtime.ts';
import type { RuntimeState } from '../runtime/server-runtime.ts';
import type { McpSettings } from '../settings-schema.ts';

const options = v.strictObject({ during: v.optional(duration('How long it is watched.'), '3s') });

export interface CrashLoopInput {
  readonly duringMilliseconds: number;
}

/** A server that is restarted again and again answers in between, so that other checks may pass by luck. */
export const crashLoop: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: 'The server is watched for a while and is not restarted in it.',
  layer: 'integration',
  options,
  primary: 'during',
  expand({ during }, { runtime }) {
    runtimeFor('crash-loop', runtime);
    const input: CrashLoopInput = { duringMilliseconds: during };
    return [{ name: 'crash-loop', title: 'The server runs without being restarted', input }];
  },
};

export async function runCrashLoop(
  { runtime }: McpConnection,
  { duringMilliseconds }: CrashLoopInput,
  context: CheckContext,
): Promise<void> {
  const before = await runtime.inspect(context.signal);
  await pause(duringMilliseconds, context.signal);
  const after = await runtime.inspect(context.signal);
  const restarts = after.restartCount - before.restartCount;
  const met = restarts <= 0 && after.startedAt === before.startedAt && after.status === 'running';
  const past = before.restartCount === 0 ? '' : `, after ${before.restartCount} restarts before`;
  context.value('restarts', after.restartCount);
  context.find({
    subject: `the server, watched for ${formatMilliseconds(duringMilliseconds)}`,
    expected: 'runs on',
    actual: met ? `runs on${past}` : `${shown(after)}, restarted ${Math.max(restarts, 0)} times meanwhile${past}`,
    met,
  });
}

/** Engines forget the exit code when the server runs again. */
function shown({ status, exitCode }: RuntimeState): string {
  return status === 'running' ? status : `${status} (last exit code ${exitCode})`;
}
