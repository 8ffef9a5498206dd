import type { CheckContext } from '../../model/component.ts';
import type { FlowConnection } from './connection.ts';
import type { OwnItems } from './own-items.ts';

/** One run of the steps of a check. */
export interface Walk {
  readonly connection: FlowConnection;
  readonly context: CheckContext;
  /** Values of names and of earlier steps, by name. */
  readonly results: Record<string, unknown>;
  /** Names that this walk made: nobody else has them, so what carries one may be removed. */
  readonly names: Set<string>;
  /** What it created, in the order of creation. */
  readonly created: OwnItems[];
}
