import * as v from 'valibot';

/** Part of a check's id and a name that conditions can say: a hyphen only before a letter, because `a-1` subtracts. */
export const checkName = v.pipe(
  v.string(),
  v.maxLength(64),
  v.regex(/^[A-Za-z_](?:\w|-(?=[A-Za-z_]))*$/, 'expected a name of letters, digits, _ and - before a letter'),
  v.description('Part of the id of the check'),
);
