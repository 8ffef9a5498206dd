/** One challenge of a WWW-Authenticate header (RFC 9110 section 11.6.1). */
export interface Challenge {
  /** As written, such as `Bearer`. */
  readonly scheme: string;
  /** Names in lower case. */
  readonly parameters: Readonly<Record<string, string>>;
}

const token = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
const space = /[ \t]*/y;
const separators = /[ \t,]*/y;
const parameter = new RegExp(`(${token})[ \\t]*=[ \\t]*(?:(${token})|"((?:[^"\\\\]|\\\\.)*)")(?=[ \\t]*(?:,|$))`, 'y');
const schemeName = new RegExp(`(${token})(?=[ \\t,]|$)`, 'y');
const token68 = /[A-Za-z0-9._~+/-]+=*(?=[ \t]*(?:,|$))/y;

/** The challenges in order, or undefined when the header is not written as RFC 9110 says. */
export function parseChallenges(header: string): readonly Challenge[] | undefined {
  const challenges: Challenge[] = [];
  let at = 0;
  const take = (pattern: RegExp): RegExpExecArray | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(header) ?? undefined;
    if (match !== undefined) at = pattern.lastIndex;
    return match;
  };
  take(separators);
  while (at < header.length) {
    const [, scheme] = take(schemeName) ?? [];
    if (scheme === undefined) return undefined;
    take(space);
    const parameters: Record<string, string> = {};
    let found = take(parameter);
    if (found === undefined) take(token68);
    while (found !== undefined) {
      const [, name = '', plain, quoted = ''] = found;
      const key = name.toLowerCase();
      if (Object.hasOwn(parameters, key)) return undefined;
      Object.defineProperty(parameters, key, { value: plain ?? quoted.replaceAll(/\\(.)/g, '$1'), enumerable: true });
      const before = at;
      take(separators);
      found = take(parameter);
      if (found === undefined) at = before;
    }
    challenges.push({ scheme, parameters });
    take(space);
    if (at < header.length && header[at] !== ',') return undefined;
    take(separators);
  }
  return challenges.length === 0 ? undefined : challenges;
}

/** The Bearer challenge of a header (RFC 6750), whatever else it offers. */
export function bearerChallenge(header: string): Challenge | undefined {
  return parseChallenges(header)?.find(({ scheme }) => scheme.toLowerCase() === 'bearer');
}
