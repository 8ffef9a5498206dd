/** The 230 most frequent pairs of letters in the distinct words of technical English: nearly nine of ten pairs of such words. */
const frequentPairs = new Set(
  (
    'ab ac ad ag ai ak al am an ap ar as at au av ay ba be bi bl bo br bs bu ca cc ce ch ci ck cl co cr ct cu da de di dl do dr ds ' +
    'du ea eb ec ed ee ef eg ei el em en ep eq er es et ev ew ex fa fe ff fi fl fo fu ga ge gh gi gn go gr gs gu ha he hi ho ht ia ' +
    'ib ic id ie if ig il im in io ip ir is it iv iz ke ki ks la ld le li ll lo ls lt lu ly ma me mi mm mo mp mu na nc nd ne nf ng ' +
    'ni nn no ns nt nu nv oa ob oc od og oi ok ol om on oo op or os ot ou ov ow pa pe pi pl po pp pr ps pt pu qu ra rc rd re rg ri ' +
    'rk rl rm rn ro rr rs rt ru rv ry sa sc se sh si sk sl so sp ss st su sy ta tc te th ti tl to tr ts tt tu ty ua ub uc ud ue ui ' +
    'ul um un up ur us ut va ve vi wa we wi wn wo xp xt yp ys ze'
  ).split(' '),
);

/**
 * True when a short text reads like ordinary words, so that finding it says nothing: letters in one case (but for a
 * capital), with separators between, nearly all of whose neighbouring pairs are frequent. Of random letters two texts
 * in a hundred are.
 */
export function isWordlike(text: string): boolean {
  if (!/^[A-Za-z _.,:/-]+$/.test(text) || /[a-z][A-Z]/.test(text)) return false;
  const letters = text.toLowerCase();
  let pairs = 0;
  let frequent = 0;
  for (let at = 0; at + 1 < letters.length; at += 1) {
    const pair = letters.slice(at, at + 2);
    if (!/^[a-z]{2}$/.test(pair)) continue;
    pairs += 1;
    if (frequentPairs.has(pair)) frequent += 1;
  }
  return pairs < 3 || frequent >= pairs * 0.75;
}
