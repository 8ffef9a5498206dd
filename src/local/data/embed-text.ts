const stopWords = new Set(
  'a about all also an and any are as at be been but by can could do does for from get had has have how i if in into is it its just like me more my need next no not of on one or our out over so some than that the their them then there they this to up us was we were what when where which who will with would you your'.split(
    ' ',
  ),
);

/**
 * Embedding without a model: a hashed bag of words. Each word adds +1 or -1 at one coordinate, then the sum is scaled
 * to unit length and rounded to float32. The same text gives the same vector everywhere, and texts that share words
 * are near each other, which is all that search over the embedded stack needs.
 */
export function embedText(text: string, dimension: number): number[] {
  const sums = new Float64Array(dimension);
  for (const word of text.toLowerCase().match(/[a-z0-9]+/g) ?? []) {
    if (stopWords.has(word)) continue;
    const hash = hashOfWord(word);
    const coordinate = (hash >>> 1) % dimension;
    sums[coordinate] = (sums[coordinate] ?? 0) + (hash & 1 ? 1 : -1);
  }
  const length = Math.sqrt(sums.reduce((total, sum) => total + sum * sum, 0));
  if (length > 0) return Array.from(sums, (sum) => Math.fround(sum / length));
  // No words, or all cancelled out: cosine needs a direction all the same.
  return Array.from(sums, (_, index) => (index === 0 ? 1 : 0));
}

/** FNV-1a with a final mix, because its low bits alone repeat for short words. */
function hashOfWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index += 1) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
