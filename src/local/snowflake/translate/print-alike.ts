import { printVariant } from './cast.ts';
import type { Node } from './node.ts';
import type { Translation } from './translation.ts';

/** Values that end up in one column: where one of them is semi-structured, all become so. */
export function printAlike(nodes: readonly Node[], translation: Translation): readonly string[] {
  const mixed = nodes.some((node) => translation.isSemiStructured(node)) && !nodes.every((node) => translation.isSemiStructured(node));
  const kinds = new Set(nodes.map((node) => translation.typeOf(node)?.kind));
  // Next to a number a text has to be one too.
  if (kinds.has('text') && (kinds.has('fixed') || kinds.has('real'))) return nodes.map((node) => translation.numeric(node));
  return nodes.map((node) => (mixed ? printVariant(node, translation) : translation.print(node)));
}
