const namedIds = 3;

/** `1 record`, `200 records`. */
export function countOf(count: number, singular: string): string {
  return `${count} ${singular}${count === 1 ? '' : 's'}`;
}

/** The first few ids of a list, for people. */
export function namesOf(ids: readonly string[]): string {
  return ids.slice(0, namedIds).join(', ');
}
