import type { CheckContext } from '../../../model/component.ts';
import { Refusal } from '../../../std/errors.ts';
import { quoteIdentifier } from '../structure/identifier.ts';
import { askFor } from '../session.ts';
import type { SnowflakeConnection } from '../session.ts';

/**
 * Suspends and resumes the warehouse, so that its cache is empty; others who use it wait meanwhile. Returns why that was not done,
 * or undefined when it was. The resume bills a minute.
 */
export async function restartWarehouse({ session, spend }: SnowflakeConnection, context: CheckContext): Promise<string | undefined> {
  const { access, chaos, name } = context.environment;
  if (access === 'read-only' || chaos === 'forbid') return `environment ${name} does not allow to disturb others (access, chaos)`;
  if (spend.warehouse === undefined) return 'this role sees no warehouse of the session';
  const warehouse = quoteIdentifier(spend.warehouse.name);
  const ask = askFor(context);
  try {
    await suspend(() => session.query(`ALTER WAREHOUSE ${warehouse} SUSPEND`, ask));
    spend.suspended();
    await session.query(`ALTER WAREHOUSE ${warehouse} RESUME IF SUSPENDED`, ask);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return `${error.code}: this role may not suspend and resume ${spend.warehouse.name} (OPERATE)`;
    throw error;
  }
}

async function suspend(attempt: () => Promise<unknown>): Promise<void> {
  try {
    await attempt();
  } catch (error) {
    const isSuspendedAlready = error instanceof Refusal && /cannot be suspended/.test(error.message);
    if (!isSuspendedAlready) throw error;
  }
}
