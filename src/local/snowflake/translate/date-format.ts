import { refused } from '../failure.ts';
import { quoteText } from '../sql/names.ts';

/** The elements of a Snowflake date format and their strftime twins. Elements that start alike stand longest first. */
const elements: readonly (readonly [RegExp, string])[] = [
  [/^YYYY/i, '%Y'],
  [/^YY/i, '%y'],
  [/^MMMM/i, '%B'],
  [/^MON/i, '%b'],
  [/^MM/i, '%m'],
  [/^DD/i, '%d'],
  [/^DY/i, '%a'],
  [/^HH24/i, '%H'],
  [/^HH12/i, '%I'],
  [/^(?:AM|PM)/i, '%p'],
  [/^MI/i, '%M'],
  [/^SS/i, '%S'],
  [/^FF[0-9]?/i, 'fraction'],
  [/^TZH:TZM/i, 'zone:'],
  [/^TZHTZM/i, 'zone'],
  [/^"([^"]*)"/, ''],
  [/^[-/:. ,T_]/, ''],
];

type Piece = { readonly kind: 'strftime' | 'fraction' | 'zone'; readonly text: string };

/** @throws SnowflakeFailure LOCAL-003 for an element without a twin */
function piecesOf(format: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let rest = format;
  while (rest !== '') {
    const [expression, twin = ''] = elements.find(([candidate]) => candidate.test(rest)) ?? [];
    const found = expression?.exec(rest);
    if (!found) throw refused('LOCAL-003', `the date format '${format}'`);
    const piece = pieceOf(twin, found);
    const last = pieces.at(-1);
    if (last?.kind === 'strftime' && piece.kind === 'strftime')
      pieces[pieces.length - 1] = { kind: 'strftime', text: last.text + piece.text };
    else pieces.push(piece);
    rest = rest.slice(found[0].length);
  }
  return pieces;
}

function pieceOf(twin: string, found: RegExpExecArray): Piece {
  if (twin === 'fraction') return { kind: 'fraction', text: found[0].slice(2) || '9' };
  if (twin.startsWith('zone')) return { kind: 'zone', text: twin.slice(4) };
  return { kind: 'strftime', text: twin === '' ? (found[1] ?? found[0]).replaceAll('%', '%%') : twin };
}

/** Text of a point in time. `offset` is the SQL of its offset in minutes; a time without a zone has none. */
export function formatMoment(local: string, offset: string | undefined, format: string): string {
  const parts = piecesOf(format).map(({ kind, text }) => {
    if (kind === 'strftime') return `strftime(${local}, ${quoteText(text)})`;
    if (kind === 'fraction') return text === '0' ? `''` : `left(strftime(${local}, '%f') || '000', ${text})`;
    if (offset === undefined) throw refused('LOCAL-003', `the format '${format}' of a time without a zone`);
    const zone = `sf_offset_text(CAST(${offset} AS INTEGER))`;
    return text === ':' ? `left(${zone}, 3) || ':' || right(${zone}, 2)` : zone;
  });
  return parts.length > 0 ? `(${parts.join(' || ')})` : `''`;
}

/** The strptime format that reads what the format describes. */
export function parsingFormat(format: string): string {
  return piecesOf(format)
    .map(({ kind, text }) => {
      if (kind === 'zone') throw refused('LOCAL-003', `reading the date format '${format}'`);
      return kind === 'fraction' ? '%f' : text;
    })
    .join('');
}
