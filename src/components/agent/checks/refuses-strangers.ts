import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import type { AgentConnection } from '../client.ts';
import type { AgentSettings } from '../settings-schema.ts';

/** Whose request it is that must be refused. */
export interface StrangerInput {
  readonly credentials: 'none' | 'wrong';
}

export const refusesNoCredentials = strangerCheck(
  'none',
  'refuses-no-credentials',
  'A question without credentials is refused with 401 or 403.',
);
export const refusesWrongCredentials = strangerCheck(
  'wrong',
  'refuses-wrong-credentials',
  'A question with a made-up bearer token is refused with 401 or 403.',
);

export async function runRefusesStrangers(
  connection: AgentConnection,
  { credentials }: StrangerInput,
  context: CheckContext,
): Promise<void> {
  const { protocol, settings } = connection;
  if (protocol.asStranger === undefined)
    throw new Error(`credentials of an agent over ${settings.protocol} are checked at its mcp component`);
  // In place of the headers of the settings, which may hold credentials.
  using stranger = protocol.asStranger(
    credentials === 'none' ? {} : { authorization: `Bearer infra-test-${randomBytes(12).toString('hex')}` },
  );
  for (const [words, attempt] of Object.entries(stranger.attempts)) {
    const status = await attempt(context.signal);
    context.find({
      subject: `${words} with ${credentials === 'none' ? 'no' : 'wrong'} credentials`,
      expected: 'status 401 or 403',
      actual: `status ${status}`,
      met: status === 401 || status === 403,
    });
  }
}

function strangerCheck(
  credentials: StrangerInput['credentials'],
  name: string,
  summary: string,
): CheckKind<Record<string, never>, AgentSettings> {
  return {
    summary,
    layer: 'security',
    costs: 'free',
    options: v.strictObject({}),
    expand(_, { protocol }) {
      if (protocol === 'mcp') throw new Error(`${name}: the mcp component holds the credentials, so its check authorization belongs there`);
      const input: StrangerInput = { credentials };
      return [{ name, title: summary.replace(/\.$/, ''), input }];
    },
  };
}
