import { CST, Lexer } from 'yaml';
import { maxLines, maxNesting, maxSyntaxProblems, maxValues } from './limits.ts';
import type { Problems } from './problems.ts';

const refused: Readonly<Record<string, string>> = {
  anchor: 'anchors (&name) are not supported; write the value where it is needed',
  alias: 'aliases (*name) are not supported; write the value where it is needed',
  tag: 'tags (!name) are not supported; quote the value when it begins with "!"',
  'directive-line': 'directives (%NAME) are not supported',
};

/** Marks that the lexer adds; they are not in the text. */
const marks: readonly (string | null)[] = ['doc-mode', 'scalar', 'flow-error-end'];
const collections: readonly (string | null)[] = ['flow-seq-start', 'flow-map-start', 'seq-item-ind', 'explicit-key-ind'];

/**
 * Looks at the tokens of a YAML text before it is parsed, because the parser is recursive and a deep document ends the
 * process. The lexer of the same library is a loop over the text, so both agree on what is a bracket and what is text.
 * Reports nesting, lines and values over the limits, anchors, aliases, tags and directives.
 */
export function scanTokens(text: string, problems: Problems): void {
  if (reportHidden(text, problems)) return;
  const depth = new NestingDepth();
  let offset = 0;
  let lines = 0;
  let values = 0;
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    const isMark = marks.includes(type);
    if (type === 'newline') lines += 1;
    if (type === 'scalar' || type?.endsWith('quoted-scalar') === true || collections.includes(type)) values += 1;
    if (type !== null && Object.hasOwn(refused, type)) problems.add(offset, refused[type] ?? '');
    if (type === 'scalar') depth.content(offset);
    else if (type === 'flow-error-end') depth.closeAll();
    else if (!isMark) depth.see(type, token, offset);
    const excess = firstExcess(depth.depth, lines, values);
    if (excess !== undefined) problems.add(offset, excess);
    if (excess !== undefined || problems.count >= maxSyntaxProblems) return;
    if (!isMark) offset += token.length;
  }
}

/** Nobody can see them, and the lexer never returns from some: U+2028, U+2029 or a lone carriage return between documents. */
function reportHidden(text: string, problems: Problems): boolean {
  const hidden = text.search(/[^\P{Cc}\t\n\r]|\r(?!\n)|[\u2028\u2029\uFEFF]/u);
  if (hidden === -1) return false;
  const code = text.charCodeAt(hidden).toString(16).padStart(4, '0').toUpperCase();
  problems.add(hidden, `expected text, got the unprintable character U+${code}`);
  return true;
}

function firstExcess(depth: number, lines: number, values: number): string | undefined {
  if (depth > maxNesting) return `expected at most ${maxNesting} mappings and lists inside each other`;
  if (lines > maxLines) return `expected at most ${maxLines} lines; use several files`;
  return values > maxValues ? `expected at most ${maxValues} keys and values; use several files` : undefined;
}

/** Open brackets plus open indentations: never less than half of the parser's real depth. */
class NestingDepth {
  #brackets = 0;
  #columns: number[] = [];
  #lineStart = 0;
  /** True until something other than space and list marks was seen on the line. */
  #leading = true;

  get depth(): number {
    return this.#brackets + this.#columns.length;
  }

  see(type: string | null, token: string, offset: number): void {
    if (type === 'flow-seq-start' || type === 'flow-map-start') {
      this.content(offset);
      this.#brackets += 1;
    } else if (type === 'flow-seq-end' || type === 'flow-map-end') {
      this.#brackets = Math.max(0, this.#brackets - 1);
    } else if (type === 'seq-item-ind' || type === 'explicit-key-ind') {
      this.#open(offset);
    } else if (type === 'map-value-ind') {
      // A value mark at the beginning of a line may open a mapping with an empty key.
      if (this.#leading) this.#open(offset);
    } else if (type !== 'space' && type !== 'comment' && type !== 'newline') {
      this.content(offset);
    }
    this.#endLines(token, offset);
  }

  /** Line ends are tokens of their own or part of a text; a block of text ends with one. */
  #endLines(token: string, offset: number): void {
    const last = token.lastIndexOf('\n');
    if (last === -1) return;
    this.#lineStart = offset + last + 1;
    if (last === token.length - 1) this.#leading = true;
  }

  /** The lexer gives up on brackets that are open when the indentation goes back. */
  closeAll(): void {
    this.#brackets = 0;
  }

  /** Something that is neither space nor a list mark begins here. */
  content(offset: number): void {
    if (this.#leading) this.#open(offset);
    this.#leading = false;
  }

  #open(offset: number): void {
    if (this.#brackets > 0) return;
    const column = offset - this.#lineStart;
    while (this.#columns.length > 0 && (this.#columns.at(-1) ?? 0) >= column) this.#columns.pop();
    this.#columns.push(column);
  }
}
