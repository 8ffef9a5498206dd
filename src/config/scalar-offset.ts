import type { ScalarNode } from './config-node.ts';
import type { SourceText } from './source-text.ts';

/** Units of the source and of the value that one piece of a scalar takes. */
interface Piece {
  readonly source: number;
  readonly value: number;
}

const one: Piece = { source: 1, value: 1 };
const hexEscapes: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/**
 * Offset in the file of a character of a scalar's value. Exact for scalars on one line and for literal blocks; the
 * beginning of the scalar for folded ones, where lines are joined.
 */
export function offsetInScalar(node: ScalarNode, valueOffset: number, source: SourceText): number {
  if (node.style === 'literal') return offsetInLiteral(node, valueOffset, source);
  const written = source.text.slice(node.start, node.end);
  if (node.style === 'folded' || written.includes('\n')) return node.start;
  if (node.style === 'plain') return node.start + valueOffset;
  return (
    node.start + 1 + sourceLength(written.slice(1), valueOffset, node.style === 'single-quoted' ? singleQuotedPiece : doubleQuotedPiece)
  );
}

function sourceLength(written: string, valueOffset: number, pieceAt: (written: string, at: number) => Piece): number {
  let at = 0;
  for (let value = 0; value < valueOffset && at < written.length;) {
    const piece = pieceAt(written, at);
    value += piece.value;
    if (value > valueOffset) break;
    at += piece.source;
  }
  return at;
}

function singleQuotedPiece(written: string, at: number): Piece {
  return written.startsWith("''", at) ? { source: 2, value: 1 } : one;
}

function doubleQuotedPiece(written: string, at: number): Piece {
  if (written[at] !== '\\') return one;
  const kind = written[at + 1] ?? '';
  const digits = Object.hasOwn(hexEscapes, kind) ? (hexEscapes[kind] ?? 0) : 0;
  const code = digits === 0 ? 0 : Number.parseInt(written.slice(at + 2, at + 2 + digits), 16);
  return { source: 2 + digits, value: code > 0xffff ? 2 : 1 };
}

function offsetInLiteral(node: ScalarNode, valueOffset: number, source: SourceText): number {
  const before = String(node.value).slice(0, valueOffset).split('\n');
  const headerLine = source.lineNumberAt(node.start);
  const lineStart = source.lineStart(headerLine + before.length);
  const column = (before.at(-1) ?? '').length;
  const indentation = /^ */.exec(source.text.slice(source.lineStart(headerLine + 1), node.end))?.[0].length ?? 0;
  return Math.min(lineStart + indentation + column, source.text.length);
}
