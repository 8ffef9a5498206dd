import { pause } from '../../../../std/deadline.ts';
import { errorMessage } from '../../../../std/errors.ts';
import type { CheckContext } from '../../../../model/component.ts';
import type { McpConnection } from '../../client.ts';

const pauseMilliseconds = 100;

/** Does the work, and finds whether the server went on answering meanwhile, over a connection of its own, without being restarted. */
export async function whileAnswering<T>(connection: McpConnection, context: CheckContext, work: () => Promise<T>): Promise<T> {
  const { signal } = context;
  const before = await connection.runtime.inspect(signal);
  await using other = await connection.openAnother(signal);
  const doing = { isDone: false };
  const asking = ask(other, doing, signal);
  let result: T;
  try {
    result = await work();
  } finally {
    doing.isDone = true;
  }
  const { asked, problems } = await asking;
  const [problem] = problems;
  context.find({
    subject: 'the server meanwhile',
    expected: 'answers',
    actual: problem === undefined ? `answered ${asked} of ${asked} requests` : `${problems.length} of ${asked} requests failed: ${problem}`,
    met: problem === undefined,
  });
  const after = await connection.runtime.inspect(signal);
  const goesOn = after.startedAt === before.startedAt;
  context.find({ subject: 'the server itself', expected: 'runs on', actual: goesOn ? 'runs on' : 'was restarted or ended', met: goesOn });
  return result;
}

async function ask(
  connection: McpConnection,
  doing: { readonly isDone: boolean },
  signal: AbortSignal,
): Promise<{ readonly asked: number; readonly problems: readonly string[] }> {
  const problems: string[] = [];
  for (let asked = 1; ; asked += 1) {
    // Once more when the work is done: that it answers afterwards counts as well.
    const isLast = doing.isDone || signal.aborted;
    try {
      await connection.listTools(signal);
    } catch (error) {
      problems.push(errorMessage(error));
    }
    if (isLast) return { asked, problems };
    await pause(pauseMilliseconds, signal);
  }
}
