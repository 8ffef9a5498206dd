import type { AnyComponent } from '../model/component.ts';
import { Skip } from '../std/errors.ts';

/** A kind of component that cannot be connected to here, known before trying. */
export interface Unavailable {
  readonly uses: string;
  readonly reason: string;
  /** True when it should have worked: the checks are then broken instead of skipped. */
  readonly isFault: boolean;
}

/** A loader that gives, for an unavailable kind, a component that says why instead of connecting. */
export function withUnavailable(
  load: (uses: string) => Promise<AnyComponent>,
  unavailable: readonly Unavailable[],
): (uses: string) => Promise<AnyComponent> {
  return async (uses) => {
    const known = unavailable.find((kind) => kind.uses === uses);
    return known ? refusing(known) : await load(uses);
  };
}

function refusing({ reason, isFault }: Unavailable): AnyComponent {
  const connect = async (): Promise<never> => {
    // A plain error: it is broken, and trying again would not help.
    throw isFault ? new Error(reason) : new Skip(reason);
  };
  return { connect, checks: {} };
}
