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
  const places = sections.flatMap((section, sectionIndex) =>
    section.rows.map((row) => ({ section: sectionIndex, row, bytes: utf8Bytes(row.text) })),
  );
  const dropped = placesToDrop(sections, places, maxBytes);
  const leftOut = new Map<string, number>();
  const parts = sections.flatMap((section) => {
    const kept = section.rows.filter((row) => {
      const keep = !dropped.has(row);
      if (!keep) leftOut.set(row.noun, (leftOut.get(row.noun) ?? 0) + 1);
      return keep;
    });
    return kept.length === 0 ? [] : [section.head, ...kept.map((row) => row.text), section.tail];
  });
  return { text: parts.join(''), leftOut };
}

function placesToDrop(sections: readonly Section[], places: readonly Place[], maxBytes: number): ReadonlySet<Row> {
  const frames = sections.map((section) => utf8Bytes(section.head) + utf8Bytes(section.tail));
  const remaining = sections.map((section) => section.rows.length);
  const framesInUse = frames.filter((_, index) => remaining[index] !== 0);
  let bytes = [...places.map((place) => place.bytes), ...framesInUse].reduce((sum, size) => sum + size, 0);
  const dropped = new Set<Row>();
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
