import * as v from 'valibot';
import { parseDurationMilliseconds } from '../../std/duration.ts';

/** An option such as `within: 5s`, refused at its line when it is no duration. */
export function durationOption(description: string, absent: string) {
  return v.optional(v.pipe(v.string(), v.check(isDuration, 'expected a duration such as 500ms or 5s'), v.description(description)), absent);
}

/** How long a write may take to show: usually below a second, and nothing is promised. Below the default limit of a check. */
export const shownWithin = durationOption('How long a write may take to show, such as `5s`.', '20s');

function isDuration(text: string): boolean {
  try {
    return parseDurationMilliseconds(text) > 0;
  } catch {
    return false;
  }
}
