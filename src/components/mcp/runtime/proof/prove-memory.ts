import type { CheckContext } from '../../../../model/component.ts';
import { Skip } from '../../../../std/errors.ts';
import { formatBytes } from '../../../../std/size.ts';
import type { McpConnection } from '../../client.ts';
import { memoryPrograms, runFirst } from './programs.ts';
import { whileAnswering } from './while-answering.ts';

/** From here on a signal ended it: the kernel's SIGKILL (137), or its own, of a program that is refused memory. */
const killed = 128;
const outOfMemory = /memory|alloc|out of space/i;
/** Beyond the limit, so that what is stopped is not stopped by chance. */
const marginBytes = 64 * 1024 * 1024;

/** A program beside the server takes more memory than the limit: it is killed, and the server lives. */
export async function proveMemory(connection: McpConnection, context: CheckContext): Promise<void> {
  const { runtime } = connection;
  const { limits, container } = await runtime.inspect(context.signal);
  if (limits.memoryBytes === undefined) throw new Skip('there is no limit of memory, so nothing would stop a program that takes all');
  const bytes = Math.max(limits.memoryBytes, container?.memoryWithSwapBytes ?? 0) + marginBytes;
  const startedAtMilliseconds = Date.now();
  const { exitCode, output } = await whileAnswering(connection, context, () => runFirst(memoryPrograms(bytes), runtime, context.signal));
  const events = await runtime.events(startedAtMilliseconds, context.signal);
  const told = events.includes('oom') ? ', and the engine told of it (oom)' : '';
  context.value('exit_code', exitCode);
  context.find({
    subject: `a program that takes ${formatBytes(bytes)}`,
    expected: `stopped by the limit of ${formatBytes(limits.memoryBytes)}`,
    actual: exitCode === 0 ? 'took all of it and ended by itself' : `ended with exit code ${exitCode}${told}`,
    met: exitCode >= killed || (exitCode !== 0 && outOfMemory.test(output)),
  });
}
