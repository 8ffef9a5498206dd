import type { Node } from './node.ts';
import type { Translation } from './translation.ts';

/** Values that end up in one column: where one of them is semi-structured, all become so. */
export function printAlike(nodes: readonly Node[], translation: Translation): readonly string[] {
  const mixed = nodes.some((node) => translation.isSemiStructured(node)) && !nodes.every((node) => translation.isSemiStructured(node));
  return nodes.map((node) => (mixed ? `sf_variant(${translation.print(node)})` : translation.print(node)));
}
