import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { formatMilliseconds } from '../../../std/duration.ts';
import { refuseChaos } from '../../refuse-chaos.ts';
import type { McpConnection } from '../client.ts';
import { duration } from '../duration-option.ts';
import { crash } from '../runtime/crash.ts';
import { runtimeFor } from '../runtime/declared-runtime.ts';
import type { McpSettings } from '../settings-schema.ts';

const options = v.strictObject({ within: v.optional(duration('Until then the server must answer again.'), '10s') });

export interface RestartInput {
  readonly withinMilliseconds: number;
}

/** A crash, not a stop: its process is killed behind the back of whoever restarts it. */
export const restart: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: "The server's process is killed; it is restarted and answers again in time, told as the operation `recovery`.",
  layer: 'disaster-recovery',
  options,
  primary: 'within',
  expand({ within }, { runtime }) {
    runtimeFor('restart', runtime);
    const input: RestartInput = { withinMilliseconds: within };
    return [{ name: 'restart', title: 'The server comes back after a crash', input, operations: [{ name: 'recovery' }] }];
  },
};

export async function runRestart(connection: McpConnection, { withinMilliseconds }: RestartInput, context: CheckContext): Promise<void> {
  refuseChaos(context);
  const before = await connection.runtime.inspect(context.signal);
  if (before.restartPolicy === 'no') {
    const actual = 'none: the server would stay down, so it was not killed';
    context.find({ subject: 'restart policy', expected: 'one that restarts the server', actual, met: false });
    return;
  }
  const sinceMilliseconds = Date.now();
  const recovery = await crash(connection, withinMilliseconds, context);
  if (recovery.milliseconds !== undefined) {
    context.sample('recovery', recovery.milliseconds);
    context.value('recovery', recovery.milliseconds);
    context.value('value', recovery.milliseconds);
  }
  context.find({
    subject: 'the server after a crash',
    expected: `answers again within ${formatMilliseconds(withinMilliseconds)}`,
    actual: recovery.milliseconds === undefined ? `does not: ${recovery.problem}` : `after ${formatMilliseconds(recovery.milliseconds)}`,
    met: recovery.milliseconds !== undefined,
  });
  const { restartCount } = await connection.runtime.inspect(context.signal);
  const met = restartCount > before.restartCount;
  context.find({ subject: 'restart count', expected: `more than ${before.restartCount}`, actual: String(restartCount), met });
  const events = await connection.runtime.events(sinceMilliseconds, context.signal);
  if (events.length > 0) context.note(`${connection.runtime.title} told of ${events.join(', ')}`);
}
