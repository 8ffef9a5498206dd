import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { scratchPrefix } from '../scratch/scratch-name.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection } from '../vector-index.ts';

const options = v.strictObject({
  indexes: v.optional(
    v.pipe(
      v.union([v.literal('all'), v.array(v.string())]),
      v.description('Other indexes of the project that must be protected; all of them.'),
    ),
    [],
  ),
});

type Options = v.InferOutput<typeof options>;

export interface ProtectionInput {
  readonly indexes: 'all' | readonly string[];
}

/** Read from the description: nothing is ever deleted to see whether it can be. */
export const protection: CheckKind<Options, PineconeSettings> = {
  summary: 'The index is protected against deletion, as its description says; nothing is deleted to find out.',
  layer: 'security',
  costs: 'free',
  privileges: 'ControlPlaneViewer or ProjectViewer',
  options,
  expand: ({ indexes }, { index }) => {
    const input: ProtectionInput = { indexes: indexes === 'all' ? 'all' : [...new Set([index, ...indexes])] };
    return [{ name: 'protection', title: 'Deletion protection is enabled', input }];
  },
};

export async function runProtection(connection: PineconeConnection, { indexes }: ProtectionInput, context: CheckContext): Promise<void> {
  const { control } = connection;
  const found =
    indexes === 'all'
      ? (await control.list(context.signal)).filter(({ name }) => !name.startsWith(`${scratchPrefix}-`))
      : await Promise.all(indexes.map((name) => control.describe(name, context.signal)));
  if (found.length === 0) throw new Error('This key sees no index: nothing can be said about protection.');
  for (const { name, deletionProtection = 'not told' } of found) {
    const met = deletionProtection === 'enabled';
    context.find({ subject: `deletion protection of index ${name}`, expected: 'enabled', actual: deletionProtection, met });
  }
}
