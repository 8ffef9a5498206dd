import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { formatMilliseconds } from '../../../std/duration.ts';
import { Refusal, Skip, TransportError, errorMessage } from '../../../std/errors.ts';
import { refuseChaos } from '../../refuse-chaos.ts';
import type { McpConnection } from '../client.ts';
import { duration } from '../duration-option.ts';
import { crash } from '../runtime/crash.ts';
import { runtimeFor } from '../runtime/declared-runtime.ts';
import type { McpSettings } from '../settings-schema.ts';

const options = v.strictObject({ within: v.optional(duration('Until then the server must answer again.'), '10s') });

export interface SessionSurvivesInput {
  readonly withinMilliseconds: number;
}

/** Apart from `restart`: a server that is back with its sessions lost still fails every client that was connected. */
export const sessionSurvives: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: 'A session that was open when the server crashed goes on after its restart (2026-07-28 has none that could be lost).',
  layer: 'disaster-recovery',
  options,
  primary: 'within',
  expand({ within }, { runtime }) {
    runtimeFor('session-survives', runtime);
    const input: SessionSurvivesInput = { withinMilliseconds: within };
    return [{ name: 'session-survives', title: 'An open session survives a crash of the server', input }];
  },
};

export async function runSessionSurvives(
  connection: McpConnection,
  { withinMilliseconds }: SessionSurvivesInput,
  context: CheckContext,
): Promise<void> {
  const subject = 'an open session after a crash';
  const expected = 'goes on';
  if (connection.server.era === 'modern') throw new Skip('the server speaks 2026-07-28, which has no sessions that could be lost');
  refuseChaos(context);
  const { restartPolicy } = await connection.runtime.inspect(context.signal);
  if (restartPolicy === 'no')
    return context.find({ subject, expected, actual: 'the server has no restart policy, so it was not killed', met: false });
  await using session = await connection.openAnother(context.signal);
  await session.listTools(context.signal);
  if (session.sessionId === undefined) context.note('the server keeps no sessions');
  const { milliseconds, problem } = await crash(connection, withinMilliseconds, context);
  if (milliseconds === undefined) {
    const actual = `the server did not come back within ${formatMilliseconds(withinMilliseconds)}: ${problem}`;
    return context.find({ subject, expected, actual, met: false });
  }
  const lost = await lossOf(session, context.signal);
  context.find({ subject, expected, actual: lost === undefined ? expected : `is lost: ${lost}`, met: lost === undefined });
}

/** What the server says to a request of the old session; undefined when it answers. */
async function lossOf(session: McpConnection, signal: AbortSignal): Promise<string | undefined> {
  try {
    await tryTwice(() => session.listTools(signal));
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return `${error.code}: ${errorMessage(error)}`;
    throw error;
  }
}

/** The first request may go out on a connection that ended with the crash; that says nothing of the session. */
async function tryTwice(ask: () => Promise<unknown>): Promise<void> {
  try {
    await ask();
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    await ask();
  }
}
