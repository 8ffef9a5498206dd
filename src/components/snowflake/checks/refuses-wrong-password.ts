import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { Refusal } from '../../../std/errors.ts';
import type { SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';

const options = v.strictObject({});

const wrongPasswordCode = '390100';

/** A login that must fail. As a user that cannot exist: wrong passwords of the real user would lock its account. */
export const refusesWrongPassword: CheckKind<unknown, SnowflakeSettings> = {
  summary: 'A login with a made-up user and password is refused with 390100.',
  layer: 'security',
  costs: 'free',
  options,
  expand: () => [{ name: 'refuses-wrong-password', title: 'A wrong password is refused', input: {} }],
};

export async function runRefusesWrongPassword(connection: SnowflakeConnection, _input: unknown, context: CheckContext): Promise<void> {
  const username = context.uniqueName('INFRA_TEST_NOBODY', '_');
  const code = await refusalOfLogin(connection, username, context.signal);
  context.find({
    subject: 'login with a wrong password',
    expected: `refused with ${wrongPasswordCode}`,
    actual: code === undefined ? 'let in' : `refused with ${code}`,
    met: code === wrongPasswordCode,
  });
}

async function refusalOfLogin(connection: SnowflakeConnection, username: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    await using _session = await connection.open({ username, password: randomBytes(18).toString('base64url') }, signal);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
