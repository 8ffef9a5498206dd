import { cutText, markdownCode } from '../../std/escape.ts';

/** Words that no renderer gives a meaning to: letters with the punctuation of a sentence; short numbers, without a dot behind. */
const harmless = /^(?:\(?(?:[A-Za-z]+|[a-z]+(?:-[a-z]+)+)(?:'[a-z]{1,2})?\)?[.,;:!?]?|\d{1,5}[,;]?)$/;
/** GitHub links 7 to 40 hexadecimal digits to a commit; `defaced` would be one. */
const likeCommit = /[0-9a-f]{7}/i;

interface Piece {
  readonly isCode: boolean;
  readonly words: readonly string[];
}

/**
 * A sentence from outside for GitHub Markdown: plain words stay words, everything else (names, numbers, addresses, marks)
 * is shown as code, where nothing is active. Line breaks become spaces.
 */
export function prose(text: string, limit = 500): string {
  const words = cutText(text, limit)
    .split(/\s+/)
    .filter((word) => word !== '');
  return piecesOf(words)
    .map((piece) => (piece.isCode ? codeText(piece.words.join(' ')) : piece.words.join(' ')))
    .join(' ');
}

/** A single plain word between two of code belongs to them: `p(95) is 538ms` is one thing. */
function piecesOf(words: readonly string[]): readonly Piece[] {
  const kinds = words.map((word) => !harmless.test(word) || likeCommit.test(word));
  const joined = kinds.map((isCode, index) => isCode || (kinds[index - 1] === true && kinds[index + 1] === true));
  const pieces: { isCode: boolean; words: string[] }[] = [];
  words.forEach((word, index) => {
    const isCode = joined[index] ?? true;
    const last = pieces.at(-1);
    if (last?.isCode === isCode) last.words.push(word);
    else pieces.push({ isCode, words: [word] });
  });
  return pieces;
}

/** The mark that ends a clause is no part of the name before it. */
function codeText(text: string): string {
  const mark = /[A-Za-z0-9)]([.,;:])$/.exec(text)?.[1] ?? '';
  return markdownCode(text.slice(0, text.length - mark.length)) + mark;
}
