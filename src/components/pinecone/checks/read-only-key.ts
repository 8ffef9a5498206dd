import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { keyAttempt } from '../key-action.ts';
import { refusalCodeOf } from '../wire/refusal-code.ts';
import { refuseReadOnly } from '../../refuse-read-only.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection } from '../vector-index.ts';

const options = v.strictObject({
  api_key: v.pipe(v.string(), v.nonEmpty(), v.description('Key with the role DataPlaneViewer or ProjectViewer.')),
});

type Options = v.InferOutput<typeof options>;

export const readOnlyKey: CheckKind<Options, PineconeSettings> = {
  summary: 'A key for reading can read, and a write with it is refused with 403.',
  layer: 'security',
  costs: 'free',
  privileges: 'The key itself',
  options,
  expand: ({ api_key: apiKey }) => [
    { name: 'read-only-key', title: 'A key for reading cannot write', input: { apiKey } satisfies ReadOnlyInput },
  ],
};

export interface ReadOnlyInput {
  readonly apiKey: string;
}

export async function runReadOnlyKey(connection: PineconeConnection, input: ReadOnlyInput, context: CheckContext): Promise<void> {
  refuseReadOnly(context);
  const viewer = connection.withKey(input.apiKey);
  const reading = await refusalCodeOf(keyAttempt('statistics', viewer, connection, context));
  context.find({
    subject: 'read with the read-only key',
    expected: 'allowed',
    actual: reading === undefined ? 'allowed' : `refused with ${reading}`,
    met: reading === undefined,
  });
  const writing = await refusalCodeOf(keyAttempt('upsert', viewer, connection, context));
  context.find({
    subject: 'write with the read-only key',
    expected: 'refused with 403',
    actual: writing === undefined ? 'allowed' : `refused with ${writing}`,
    met: writing === '403',
  });
}
