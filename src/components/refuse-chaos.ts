import type { CheckContext } from '../model/component.ts';
import { Skip } from '../std/errors.ts';

/** Before anything is stopped or overloaded on purpose. Throws `Skip` where the environment does not allow that. */
export function refuseChaos({ environment }: Pick<CheckContext, 'environment'>): void {
  const { access, chaos, name } = environment;
  if (access === 'read-only') throw new Skip(`environment ${name} is read-only: nothing is stopped or overloaded in it`);
  if (chaos === 'forbid') throw new Skip(`environment ${name} forbids chaos: nothing is stopped or overloaded in it (chaos: allow)`);
}
