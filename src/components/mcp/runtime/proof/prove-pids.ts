import type { CheckContext } from '../../../../model/component.ts';
import { Skip } from '../../../../std/errors.ts';
import type { McpConnection } from '../../client.ts';
import { pidPrograms, runFirst } from './programs.ts';
import { whileAnswering } from './while-answering.ts';

const margin = 16;
/** Node ends itself with a signal when it cannot start its threads; others say it. */
const killed = 128;
const cannotFork = /fork|resource temporarily unavailable/i;
/** More would be a load on the machine, not on the limit. */
const mostPids = 1000;

/** A program beside the server starts more processes than the limit: it cannot, and the server answers on. */
export async function provePids(connection: McpConnection, context: CheckContext): Promise<void> {
  const { runtime } = connection;
  const { pids } = (await runtime.inspect(context.signal)).limits;
  if (pids === undefined) throw new Skip('there is no limit of processes, so nothing would stop a program that starts many');
  if (pids > mostPids) throw new Skip(`the limit of ${pids} processes is not tried: above ${mostPids} the machine itself would suffer`);
  const count = pids + margin;
  const { exitCode, output } = await whileAnswering(connection, context, () => runFirst(pidPrograms(count), runtime, context.signal));
  context.find({
    subject: `a program that starts ${count} processes`,
    expected: `stopped by the limit of ${pids}`,
    actual: exitCode === 0 ? 'started all of them' : `could not start ${afterHowMany(output)} (exit code ${exitCode})`,
    met: exitCode >= killed || (exitCode !== 0 && cannotFork.test(output)),
  });
}

function afterHowMany(output: string): string {
  const started = /^\d+$/m.exec(output)?.[0];
  return started === undefined ? 'them' : `more than ${started}`;
}
