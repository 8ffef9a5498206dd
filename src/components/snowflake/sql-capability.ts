import type { SqlCapability } from '../../model/capability.ts';
import type { Bind, SnowflakeConnection } from './session.ts';

/** SQL for flows. Throws `TypeError` for a bind that Snowflake has no value for. */
export function sqlCapability(connection: SnowflakeConnection): SqlCapability {
  return {
    // Asynchronous, so that a bad bind is a rejection like every other error.
    query: async (sql, binds, signal) => connection.session.query(sql, { signal, tag: 'infra-test:flow', binds: binds.map(asBind) }),
  };
}

function asBind(value: unknown): Bind {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  throw new TypeError(`A bind must be text, a number, a boolean or null, not ${Array.isArray(value) ? 'a list' : typeof value}.`);
}
