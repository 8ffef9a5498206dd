import type { CheckContext } from '../../model/component.ts';
import { Skip } from '../../std/errors.ts';

/** Tools are not judged here: whether one writes is known to its server only. */
export function refuseWriting(what: string, { environment }: CheckContext): void {
  if (environment.access === 'read-only') throw new Skip(`${what} may write, and the environment ${environment.name} is read-only`);
}
