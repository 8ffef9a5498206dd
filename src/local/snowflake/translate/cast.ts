import { isSemiStructured, storageType } from '../catalog/data-type.ts';
import type { DataType } from '../catalog/data-type.ts';
import { literalText } from './node.ts';
import type { Node } from './node.ts';
import type { Translation } from './translation.ts';

const unlimitedText = 16_777_216;

export function printCast(node: Node, type: DataType, translation: Translation, attempt = false): string {
  const cast = attempt ? 'TRY_CAST' : 'CAST';
  if (isSemiStructured(type)) return `sf_variant(${translation.print(node)})`;
  if (type.kind === 'text') {
    const text = literalText(node) === undefined ? `sf_text(${translation.print(node)})` : translation.print(node);
    return type.length < unlimitedText ? `left(${text}, ${type.length})` : text;
  }
  const operand = translation.scalar(node);
  if (type.kind === 'binary') return attempt ? `TRY(unhex(${operand}))` : `unhex(${operand})`;
  // A number inside a VARIANT may be written with a fraction or exponent that only DOUBLE reads.
  return `${cast}(${operand} AS ${storageType(type)})`;
}
