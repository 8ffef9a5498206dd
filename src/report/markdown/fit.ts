/** A whole block or table row: it is kept or left out as one, so what remains is valid Markdown. */
export interface Row {
  readonly text: string;
  /** Rows of low importance are left out first; among equals, the later ones. */
  readonly importance: number;
  /** Names the row in the note about what was left out, such as `passed check`. */
  readonly noun: string;
}

/** A section without rows that are kept is left out with its head and tail. */
export interface Section {
  readonly head: string;
  readonly rows: readonly Row[];
  readonly tail: string;
}

export interface FittedSections {
  readonly text: string;
  /** How many rows were left out, by their noun. */
  readonly leftOut: ReadonlyMap<string, number>;
}

interface Place {
  readonly section: number;
  readonly row: Row;
  readonly bytes: number;
}

/** Joins sections, leaving out the least important rows until the UTF-8 text is at most `maxBytes` long. */
export function fitSections(sections: readonly Section[], maxBytes: number): FittedSections {
  const dropped = rowsToDrop(sections, maxBytes);
  const leftOut = new Map<string, number>();
  for (const { noun } of dropped) leftOut.set(noun, (leftOut.get(noun) ?? 0) + 1);
  const parts = sections.flatMap((section) => {
    const kept = section.rows.filter((row) => !dropped.has(row));
    return kept.length === 0 ? [] : [section.head, ...kept.map((row) => row.text), section.tail];
  });
  return { text: parts.join(''), leftOut };
}

/** Rows to leave out, the least important first, so that what remains is at most `maxBytes` of UTF-8. Each row is a value of its own. */
export function rowsToDrop(sections: readonly Section[], maxBytes: number): ReadonlySet<Row> {
  const dropped = new Set<Row>();
  if (maxBytes === Number.POSITIVE_INFINITY) return dropped;
  const places = sections.flatMap((section, sectionIndex) =>
    section.rows.map((row): Place => ({ section: sectionIndex, row, bytes: utf8Bytes(row.text) })),
  );
  const frames = sections.map((section) => utf8Bytes(section.head) + utf8Bytes(section.tail));
  const remaining = sections.map((section) => section.rows.length);
  const framesInUse = frames.filter((_, index) => remaining[index] !== 0);
  let bytes = [...places.map((place) => place.bytes), ...framesInUse].reduce((sum, size) => sum + size, 0);
  if (bytes <= maxBytes) return dropped;
  for (const place of places.toReversed().sort((left, right) => left.row.importance - right.row.importance)) {
    if (bytes <= maxBytes) break;
    dropped.add(place.row);
    const left = (remaining[place.section] ?? 1) - 1;
    remaining[place.section] = left;
    bytes -= place.bytes + (left === 0 ? (frames[place.section] ?? 0) : 0);
  }
  return dropped;
}

export function utf8Bytes(text: string): number {
  return Buffer.byteLength(text);
}
