import { pollUntil } from '../poll-until.ts';
import { describeItem, findItems } from './own-items.ts';
import type { OwnItems } from './own-items.ts';
import type { Walk } from './walk.ts';

/** Stores that are eventually consistent show a record for a while after it was removed. */
const patienceMilliseconds = 10_000;

/**
 * The end of a walk: what it created is removed, and each component is asked again whether anything is left. Does nothing
 * once the time of the check is over: then the run removes what the ledger has.
 */
export async function leaveNothing(walk: Walk): Promise<void> {
  const { context, created } = walk;
  if (created.length === 0 || context.signal.aborted) return;
  const count = created.flatMap(({ keys }) => keys).length;
  const describe = (problems: readonly string[]) => (isNone(problems) ? `${count} removed` : problems.join('; '));
  // What could not be removed is found by the second look, and tried again when the check is over.
  await context.hop({ name: 'clean up', component: '', describe, isDone: isNone }, () => context.removeCreated());
  for (const [use, items] of Map.groupBy(created, (item) => item.use)) await lookAgain(walk, use, items);
}

async function lookAgain({ connection, context }: Walk, use: string, items: readonly OwnItems[]): Promise<void> {
  const find = async () => {
    const found = items.map(async (item) => (await findItems(connection, item, context.signal)).map((key) => describeItem(item, key)));
    return (await Promise.all(found)).flat();
  };
  const describe = (left: readonly string[]) => (isNone(left) ? 'nothing left' : `still there: ${left.join(', ')}`);
  const left = await context.hop({ name: 'look again', component: use, describe, isDone: isNone }, async () => {
    const wait = { what: `${use} to show nothing of it`, withinMilliseconds: patienceMilliseconds, signal: context.signal, describe };
    return (await pollUntil(wait, find, isNone)).value;
  });
  const actual = isNone(left) ? 'nothing' : left.join(', ');
  context.find({ subject: `left in ${use}`, expected: 'nothing that this check created', actual, met: isNone(left) });
}

function isNone(list: readonly string[]): boolean {
  return list.length === 0;
}
