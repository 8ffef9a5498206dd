import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { parseDurationMilliseconds } from '../../../std/duration.ts';
import { Skip } from '../../../std/errors.ts';
import { awaitReady } from '../scratch/await-ready.ts';
import { compareShape } from '../backup/compare-copy.ts';
import { durationOption } from '../duration-option.ts';
import { pollUntil } from '../../poll-until.ts';
import { refusalCodeOf } from '../wire/refusal-code.ts';
import { refuseReadOnly } from '../../refuse-read-only.ts';
import { scratchPrefix } from '../scratch/scratch-name.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection } from '../vector-index.ts';

const options = v.strictObject({ within: durationOption('How long the new index may take to be ready, such as `2m`.', '2m') });

type Options = v.InferOutput<typeof options>;

export interface CreateInput {
  readonly withinMilliseconds: number;
}

/** Whether indexes of this shape can be made and removed in this project: a quota, a region or a right may be gone. */
export const create: CheckKind<Options, PineconeSettings> = {
  summary: 'A new index of the same shape is created, becomes ready, is as asked for, is deleted and gone.',
  layer: 'unit',
  costs: 'free',
  privileges: 'ControlPlaneEditor or ProjectEditor; an environment that is not read-only',
  options,
  expand: ({ within }) => [
    {
      name: 'create',
      title: 'An index can be created and deleted',
      input: { withinMilliseconds: parseDurationMilliseconds(within) } satisfies CreateInput,
      operations: [{ name: 'create_index' }, { name: 'delete_index' }],
    },
  ],
};

export async function runCreate(connection: PineconeConnection, input: CreateInput, context: CheckContext): Promise<void> {
  refuseReadOnly(context);
  const { config, control } = connection;
  if (config.deployment !== 'managed') throw new Skip(`index ${config.name} is not serverless: another of its kind is not created`);
  const name = context.uniqueName(scratchPrefix, '-');
  const startedAt = performance.now();
  await context.create({ kind: 'index', name }, () => control.createLike(config, name, context.signal));
  const ready = await awaitReady(connection, { name, subject: 'new index', ...input }, context);
  if (ready === undefined) return;
  context.sample('create_index', performance.now() - startedAt);
  compareShape(config, ready, 'new index', context);
  await lookAtDeletion(connection, name, input.withinMilliseconds, context);
}

async function lookAtDeletion(
  { control }: PineconeConnection,
  name: string,
  withinMilliseconds: number,
  context: CheckContext,
): Promise<void> {
  const startedAt = performance.now();
  await control.remove(name, context.signal);
  const ask = () => refusalCodeOf(() => control.describe(name, context.signal));
  const wait = { what: `index ${name} to be gone`, withinMilliseconds, signal: context.signal };
  const { value, isDone } = await pollUntil(wait, ask, (code) => code === '404');
  if (isDone) context.sample('delete_index', performance.now() - startedAt);
  const actual = isDone ? 'gone' : value === undefined ? 'still there' : `refused with ${value}`;
  context.find({ subject: 'deleted index', expected: 'gone', actual, met: isDone });
}
