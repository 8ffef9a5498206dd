import { escapeHtml } from '../../std/escape.ts';

/** HTML that is known to be well-formed: made by the `html` tag, or trusted because it is our own constant. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Child = Markup | string | number | null | readonly Child[];

/** Every value is escaped unless it is `Markup`, so no call site can forget. Attribute values must be quoted. */
export function html(pieces: TemplateStringsArray, ...values: readonly Child[]): Markup {
  const compact = compactPieces(pieces);
  let text = compact[0] ?? '';
  for (let index = 0; index < values.length; index += 1) text += childText(values[index] ?? null) + (compact[index + 1] ?? '');
  return new Markup(text);
}

function childText(value: Child): string {
  if (typeof value === 'string') return escapeHtml(value);
  if (value instanceof Markup) return value.text;
  if (value === null) return '';
  return typeof value === 'number' ? String(value) : value.map((child) => childText(child)).join('');
}

const compacted = new WeakMap<TemplateStringsArray, readonly string[]>();

/** Indentation of the source is a third of a large page; one line break means the same to a browser. */
function compactPieces(pieces: TemplateStringsArray): readonly string[] {
  const known = compacted.get(pieces);
  if (known !== undefined) return known;
  const compact = pieces.map((piece) => piece.replaceAll(/\s*\n\s*/g, '\n'));
  compacted.set(pieces, compact);
  return compact;
}

/** For constants of this folder only. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

/** Long dotted names may break behind their separators instead of anywhere. */
export function breakable(text: string): Markup {
  return new Markup(escapeHtml(text).replaceAll(/(?<=[._/])(?=\w)/g, '<wbr>'));
}
