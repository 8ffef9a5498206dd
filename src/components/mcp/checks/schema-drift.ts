import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { Refusal } from '../../../std/errors.ts';
import type { McpConnection } from '../client.ts';
import type { ListName } from '../lists/server-lists.ts';
import type { McpSettings } from '../settings-schema.ts';
import { compareSnapshots } from '../snapshot/compare-snapshots.ts';
import type { Change } from '../snapshot/compare-snapshots.ts';
import { readSnapshot, staysInside, writeSnapshot } from '../snapshot/snapshot-file.ts';
import { listNames, takeSnapshot } from '../snapshot/snapshot.ts';
import type { Snapshot } from '../snapshot/snapshot.ts';

/** More would hide the first ones; their number is told. */
const mostShown = 100;
const whatIsListed = 'what the server lists';

const options = v.strictObject({
  snapshot: v.pipe(
    v.string(),
    v.regex(/\.json$/, 'expected the name of a .json file'),
    v.check(staysInside, 'expected a file in the folder of the config, or below it'),
    v.description('File beside the config that `infra-test run --update-snapshots` records'),
  ),
  lists: v.optional(
    v.pipe(v.array(v.picklist(listNames)), v.minLength(1), v.description('What is compared; by default everything that a server lists')),
    [...listNames],
  ),
});

export interface SchemaDriftInput {
  readonly snapshot: string;
  readonly lists: readonly ListName[];
}

export const schemaDrift: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: 'Tools, resources and prompts are as recorded: what was added, removed or changed, and whether that breaks callers.',
  layer: 'integration',
  options,
  primary: 'snapshot',
  expand({ snapshot, lists }) {
    const input: SchemaDriftInput = { snapshot, lists: listNames.filter((name) => lists.includes(name)) };
    return [{ name: 'schema-drift', title: 'What the server offers is as recorded', input }];
  },
};

export async function runSchemaDrift(connection: McpConnection, input: SchemaDriftInput, context: CheckContext): Promise<void> {
  const recorded = await readSnapshot(context.configDirectory, input.snapshot);
  const now = await takeSnapshot(connection, input.lists, context.signal);
  if (context.updatesSnapshots) return await record(connection, now, recorded, input, context);
  if (recorded === undefined) {
    throw new Refusal('no-snapshot', `there is no ${input.snapshot} beside the config; it is recorded by: ${recordingCommand(context)}`);
  }
  connection.watch.see(whatIsListed, now, JSON.stringify(now));
  const [before, after] = [withoutSecrets(recorded, connection), withoutSecrets(now, connection)];
  const missing = input.lists.filter((list) => recorded[list] === undefined);
  for (const list of missing) {
    const actual = `not recorded; record anew with: ${recordingCommand(context)}`;
    context.find({ subject: list, expected: 'recorded', actual, met: false });
  }
  const compared = input.lists.filter((list) => !missing.includes(list));
  tell(
    compared.flatMap((list) => compareSnapshots(list, before, after)),
    compared,
    input,
    context,
  );
}

/** Of a long text a part is shown, and a part of a secret would not be known as one. */
function withoutSecrets(snapshot: Snapshot, { watch }: McpConnection): Snapshot {
  return JSON.parse(JSON.stringify(snapshot), (_, value: unknown) => (typeof value === 'string' ? watch.redact(value) : value)) as Snapshot;
}

function recordingCommand({ checkId }: CheckContext): string {
  return `infra-test run --check ${checkId} --update-snapshots`;
}

function tell(changes: readonly Change[], compared: readonly ListName[], input: SchemaDriftInput, context: CheckContext): void {
  for (const weight of ['breaking', 'compatible', 'cosmetic'] as const) {
    context.value(weight, changes.filter((change) => change.weight === weight).length);
  }
  context.value('changes', changes.length);
  for (const { subject, before, after, weight } of sorted(changes).slice(0, mostShown)) {
    const severity = weight === 'breaking' ? 'fail' : 'warn';
    context.find({ subject, expected: before, actual: `${after} (${words[weight]})`, met: false, severity });
  }
  if (changes.length > mostShown) context.note(`${changes.length - mostShown} more changes are not shown`);
  if (changes.length > 0) context.note(`a change that is wanted is recorded by: ${recordingCommand(context)}`);
  if (changes.length > 0 || compared.length === 0) return;
  context.find({ subject: compared.join(', '), expected: `as recorded in ${input.snapshot}`, actual: 'as recorded', met: true });
}

const words = {
  breaking: 'breaking for callers',
  compatible: 'not breaking',
  cosmetic: 'only words, which models follow: read them',
} as const;

function sorted(changes: readonly Change[]): readonly Change[] {
  const order = Object.keys(words);
  return changes.toSorted((left, right) => order.indexOf(left.weight) - order.indexOf(right.weight));
}

/** A definition that holds a credential is not written into a file that is committed. */
async function record(
  connection: McpConnection,
  now: Snapshot,
  recorded: Snapshot | undefined,
  input: SchemaDriftInput,
  context: CheckContext,
): Promise<void> {
  const changed = input.lists.flatMap((list) => compareSnapshots(list, recorded ?? { format: 1 }, now)).length;
  const watch = connection.watch.fresh();
  watch.see(whatIsListed, now, JSON.stringify(now));
  const [leak] = watch.leaks();
  if (leak !== undefined) throw new Refusal('leak', `not recorded: ${leak.subject} has ${leak.words}`);
  await writeSnapshot(context.configDirectory, input.snapshot, { ...recorded, ...now });
  const counts = input.lists.map((list) => `${Object.keys(now[list] ?? {}).length} ${list}`).join(', ');
  context.note(`recorded, not compared: ${counts}${recorded === undefined ? '' : `, with ${changed} changes`}`);
  context.find({ subject: input.snapshot, expected: 'recorded', actual: 'recorded', met: true });
}
