import type { CheckContext } from '../../../../model/component.ts';
import { pause } from '../../../../std/deadline.ts';
import { Skip } from '../../../../std/errors.ts';
import type { McpConnection } from '../../client.ts';
import { burnSeconds, cpuPrograms, runFirst } from './programs.ts';

/** The engine reads its counters a little before or after we read the clock. */
const tolerance = 1.2;
/** Programs that were held back by something else prove nothing about the limit. */
const leastShare = 0.1;
const windowShare = 0.75;

/** Programs beside the server would use more CPU than the limit: together they get no more than it. */
export async function proveCpus(connection: McpConnection, context: CheckContext): Promise<void> {
  const { runtime } = connection;
  const { signal } = context;
  const { cpus } = (await runtime.inspect(signal)).limits;
  if (cpus === undefined) throw new Skip('there is no limit of CPU, so nothing would hold back a program that uses all');
  const { machineCpus } = await runtime.usage(signal);
  if (cpus >= machineCpus) throw new Skip(`a limit of ${cpus} CPUs cannot be reached on a machine with ${machineCpus}`);
  const programs = Array.from({ length: Math.ceil(cpus) + 1 }, () => runFirst(cpuPrograms(), runtime, signal));
  // A program that is not there is told by `runFirst`, sooner than the burning ends.
  const used = await Promise.all([usedCpus(connection, context), ...programs]).then(([cpusUsed]) => cpusUsed);
  if (used < cpus * leastShare) throw new Error(`the programs that should use CPU used ${used.toFixed(2)} CPUs, so nothing is proven`);
  context.value('cpus', used);
  context.metric('cpus', used);
  context.find({
    subject: `${programs.length} programs that each use a CPU`,
    expected: `together held to ${cpus} CPUs`,
    actual: `used ${used.toFixed(2)} CPUs`,
    met: used <= cpus * tolerance,
  });
}

async function usedCpus({ runtime }: McpConnection, { signal }: CheckContext): Promise<number> {
  const before = await runtime.usage(signal);
  const startedAt = performance.now();
  await pause(burnSeconds * 1000 * windowShare, signal);
  const after = await runtime.usage(signal);
  return ((after.cpuSeconds - before.cpuSeconds) * 1000) / (performance.now() - startedAt);
}
