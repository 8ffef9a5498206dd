import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { refusalCodeOf } from '../wire/refusal-code.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection } from '../vector-index.ts';

export const refusesWrongKey: CheckKind<unknown, PineconeSettings> = {
  summary: 'A made-up API key is refused with 401.',
  layer: 'security',
  costs: 'free',
  options: v.strictObject({}),
  expand: () => [{ name: 'refuses-wrong-key', title: 'A wrong API key is refused', input: {} }],
};

export async function runRefusesWrongKey(connection: PineconeConnection, _input: unknown, context: CheckContext): Promise<void> {
  const stranger = connection.withKey(`pcsk_${randomBytes(3).toString('hex')}_${randomBytes(24).toString('hex')}`);
  const { settings, config } = connection;
  const attempts = {
    'describe the index': () => stranger.control.describe(settings.index, context.signal),
    'count its records': () => stranger.index(config.host).count(connection.namespace, context.signal),
  };
  for (const [words, attempt] of Object.entries(attempts)) {
    const code = await refusalCodeOf(attempt);
    context.find({
      subject: `${words} with a wrong key`,
      expected: 'refused with 401',
      actual: code === undefined ? 'let in' : `refused with ${code}`,
      met: code === '401',
    });
  }
}
