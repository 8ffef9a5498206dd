import type { Comparison, LatencyChange } from '../model/comparison.ts';

type Operation = Pick<LatencyChange, 'component' | 'operation'>;

/** Finds the change of an operation; each lookup takes constant time. */
export function latencyChanges(comparison: Comparison | undefined): (operation: Operation) => LatencyChange | undefined {
  const changes = new Map((comparison?.operations ?? []).map((change) => [keyOf(change), change]));
  return (operation) => changes.get(keyOf(operation));
}

function keyOf({ component, operation }: Operation): string {
  return JSON.stringify([component, operation]);
}
