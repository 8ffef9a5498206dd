import type { CheckContext } from '../model/component.ts';
import { Skip } from '../std/errors.ts';

/** Before the first request, so that a drill that may not create anything costs nothing. Throws `Skip`. */
export function refuseReadOnly({ environment }: Pick<CheckContext, 'environment'>): void {
  if (environment.access === 'read-only') throw new Skip(`environment ${environment.name} is read-only: nothing is created in it`);
}
