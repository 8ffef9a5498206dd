import type { SourcePosition } from '../model/source.ts';
import { maskLiteralSecrets } from './secret-names.ts';

const excerptWidth = 100;
const excerptBefore = 60;
const maskContext = 200;

/** The text of one config file: where an offset is, and what its line says. Offsets count UTF-16 units from 0. */
export class SourceText {
  readonly file: string;
  readonly text: string;
  readonly #lineStarts: readonly number[];

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    this.#lineStarts = lineStarts(text);
  }

  /** Offsets outside of the text are moved to its nearest end. */
  positionAt(offset: number): SourcePosition {
    const bounded = Math.min(Math.max(offset, 0), this.text.length);
    const line = this.#lineOf(bounded);
    return { file: this.file, line: line + 1, column: bounded - this.#startOf(line) + 1 };
  }

  /** Offset of the first character of a line, counted from 0. */
  lineStart(line: number): number {
    return this.#startOf(line);
  }

  lineNumberAt(offset: number): number {
    return this.#lineOf(offset);
  }

  /** About 100 characters of the line around a position, tabs as one space so that a caret below them fits. */
  excerptAt(offset: number): { readonly text: string; readonly caret: number } {
    const { line, column } = this.positionAt(offset);
    const caret = column - 1;
    const from = Math.max(0, caret - excerptBefore);
    // Masking needs the name in front of a value; a whole line may have 256 KiB, so it sees a bounded piece of it.
    const contextFrom = Math.max(0, from - maskContext);
    const context = this.#lineText(line - 1).slice(contextFrom, from + excerptWidth);
    const shown = maskLiteralSecrets(context).replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ');
    return { text: shown.slice(from - contextFrom).trimEnd(), caret: caret - from };
  }

  #lineText(line: number): string {
    const end = this.#lineStarts[line + 1] ?? this.text.length;
    return this.text.slice(this.#startOf(line), end).replace(/\r?\n$/, '');
  }

  #startOf(line: number): number {
    return this.#lineStarts[line] ?? this.text.length;
  }

  #lineOf(offset: number): number {
    let low = 0;
    let high = this.#lineStarts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.#startOf(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}
