import { SnowflakeFailure } from '../failure.ts';

/** PATTERN has to match the whole path; without one every path matches. @throws SnowflakeFailure 100048 for a broken expression */
export function matchesPattern(path: string, pattern: string | undefined): boolean {
  if (pattern === undefined) return true;
  try {
    return new RegExp(`^(?:${pattern})$`, 's').test(path);
  } catch (cause) {
    throw new SnowflakeFailure('100048', '2201B', `Invalid regular expression: '${pattern}'`, { cause });
  }
}
