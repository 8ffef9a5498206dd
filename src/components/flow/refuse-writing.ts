import type { Environment } from '../../model/environment.ts';
import { Skip } from '../../std/errors.ts';
import type { PlannedStep } from './planned-step.ts';
import { httpMethod } from './step-schema.ts';

/** Before anything is asked, so that a walk is skipped as a whole and not in its middle. */
export function refuseWriting(step: PlannedStep, { access, name }: Environment): void {
  const writing = writingPart(step);
  if (writing !== undefined && access === 'read-only') throw new Skip(`${writing} may write, and the environment ${name} is read-only`);
}

/** A call is judged by what the config says that it creates: whether a tool writes is known to its server only. */
function writingPart(step: PlannedStep): string | undefined {
  if (typeof step.query === 'string') return isReading(step.query) ? undefined : 'this statement';
  if (step.insert !== undefined) return 'insert';
  if (step.upsert !== undefined) return 'upsert';
  if (step.creates !== undefined && step.creates.length > 0) return `the tool ${step.call}`;
  const method = httpMethod(step);
  return method === undefined || method === 'get' ? undefined : method.toUpperCase();
}

function isReading(sql: string): boolean {
  return /^\s*(?:select|with|show|describe|desc|explain|values)\b/i.test(sql);
}
