import type { Environment } from '../../model/environment.ts';
import { Skip } from '../../std/errors.ts';

/** What a request changes is known to the other side only, so a read-only environment gets the safe methods (RFC 9110 9.2.1). */
export function refuseWriting(method: string, environment: Environment): void {
  if (environment.access === 'read-write' || ['GET', 'HEAD', 'OPTIONS'].includes(method)) return;
  throw new Skip(`${method} may write, and the environment ${environment.name} is read-only`);
}
