import { setParameter } from './run/run-session-statement.ts';
import type { Fields } from './request.ts';
import type { Session } from './session.ts';

export type RequestParameters = Readonly<Record<string, string>>;

/** Parameters that came with a login or a request. Those that are the driver's own business (CLIENT_*) are left out. */
export function readParameters(values: Fields): RequestParameters {
  const entries = Object.entries(values).map(([name, value]) => [name.toUpperCase(), String(value)] as const);
  return Object.fromEntries(
    entries.filter(([name]) => !name.startsWith('CLIENT_') && !name.startsWith('SPCS_') && name !== 'GCS_USE_DOWNSCOPED_CREDENTIAL'),
  );
}

/** @throws SnowflakeFailure 001008, LOCAL-007 */
export async function setParameters(values: RequestParameters, session: Session): Promise<void> {
  for (const [name, value] of Object.entries(values)) await setParameter(name, value, session);
}

/** Runs work with parameters that hold for it alone; what the work itself sets stays. */
export async function withParameters<Value>(values: RequestParameters, session: Session, work: () => Promise<Value>): Promise<Value> {
  const names = Object.keys(values);
  if (names.length === 0) return work();
  const before = names.map((name) => [name, session.parameters.get(name)] as const);
  await setParameters(values, session);
  const during = new Map(session.parameters);
  try {
    return await work();
  } finally {
    for (const [name, value] of before) {
      const changedByWork = session.parameters.get(name) !== during.get(name);
      if (value !== undefined && !changedByWork) await setParameter(name, String(value), session);
    }
  }
}
