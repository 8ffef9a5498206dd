/** A text made from another one, and where each of its units came from. */
export interface View {
  readonly text: string;
  /** First unit in the original of what became unit `at`. */
  startOf(at: number): number;
  /** Unit of the original behind what became unit `at`. */
  endOf(at: number): number;
}

/** Escapes inside escapes inside escapes: JSON in JSON in a URL is as deep as logs go. */
const deepestNesting = 4;
const anyEscape =
  /%[0-9a-f]{2}|&(?:#[0-9]{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});|\\(?:u\{[0-9a-f]{1,6}\}|u[0-9a-f]{4}|x[0-9a-f]{2}|[nrtbf]|[^A-Za-z0-9\s])/gi;

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  sol: '/',
  bsol: '\\',
  plus: '+',
  equals: '=',
  num: '#',
  dollar: '$',
  percnt: '%',
  commat: '@',
  colon: ':',
  lowbar: '_',
};
const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

export function sameView(text: string): View {
  return { text, startOf: (at) => at, endOf: (at) => at + 1 };
}

/**
 * The text with URL, HTML, XML, JSON, JavaScript and Markdown escapes taken away, also nested ones; undefined when it has
 * none. Bytes of URLs stay bytes, one unit each.
 */
export function decodedView(text: string): View | undefined {
  let view: View | undefined;
  for (let depth = 0; depth < deepestNesting; depth += 1) {
    const next = decodeOnce(view ?? sameView(text));
    if (next === undefined) return view;
    view = next;
  }
  return view;
}

/** The text without white space; undefined when it is of one line: there a secret is not broken into lines. */
export function squeezedView(view: View): View | undefined {
  if (!/[\r\n]/.test(view.text)) return undefined;
  const builder = new ViewBuilder(view);
  let from = 0;
  for (const { index, 0: space } of view.text.matchAll(/\s+/g)) {
    builder.keep(from, index);
    from = index + space.length;
  }
  builder.keep(from, view.text.length);
  return builder.view();
}

function decodeOnce(view: View): View | undefined {
  // A look for the first characters alone decides most texts.
  if (!/[%&\\]/.test(view.text)) return undefined;
  const builder = new ViewBuilder(view);
  let from = 0;
  for (const { index, 0: escape } of view.text.matchAll(anyEscape)) {
    const character = decodeEscape(escape);
    if (character === undefined) continue;
    builder.keep(from, index);
    builder.put(character, index, index + escape.length);
    from = index + escape.length;
  }
  if (from === 0) return undefined;
  builder.keep(from, view.text.length);
  return builder.view();
}

function decodeEscape(escape: string): string | undefined {
  if (escape.startsWith('%')) return String.fromCharCode(Number.parseInt(escape.slice(1), 16));
  if (escape.startsWith('&#')) {
    const digits = escape.slice(2, -1);
    return characterOf(/^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number(digits));
  }
  if (escape.startsWith('&')) return entities[escape.slice(1, -1).toLowerCase()];
  const rest = escape.slice(1);
  if (/^[ux]./i.test(rest)) return characterOf(Number.parseInt(rest.replaceAll(/[ux{}]/gi, ''), 16));
  return controls[rest] ?? rest;
}

function characterOf(codePoint: number): string | undefined {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : undefined;
}

/** Collects pieces of a view and remembers the places of the original. */
class ViewBuilder {
  readonly #source: View;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #text = '';

  constructor(source: View) {
    this.#source = source;
  }

  keep(from: number, to: number): void {
    this.#text += this.#source.text.slice(from, to);
    for (let at = from; at < to; at += 1) this.#place(at, at + 1);
  }

  put(character: string, from: number, to: number): void {
    this.#text += character;
    for (let unit = 0; unit < character.length; unit += 1) this.#place(from, to);
  }

  view(): View {
    const [starts, ends] = [this.#starts, this.#ends];
    return { text: this.#text, startOf: (at) => starts[at] ?? 0, endOf: (at) => ends[at] ?? 0 };
  }

  #place(from: number, to: number): void {
    this.#starts.push(this.#source.startOf(from));
    this.#ends.push(this.#source.endOf(to - 1));
  }
}
