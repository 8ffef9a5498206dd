/** Of a part as JSON in UTF-8: small enough that a job can read hundreds of them. */
export const maxPartBytes = 256 * 1024;

/** Characters of each kind of text; a cut text is up to 40 longer, because it says how much is missing. */
export const partTextLimits = {
  /** Names, ids, titles, files, branches, commits. */
  name: 300,
  identity: 4000,
  /** Conditions of a target and reasons of a check row. */
  line: 500,
  /** Reasons of a verdict and notes. */
  sentence: 1000,
  /** What was expected and what came. */
  text: 2000,
} as const;

/** Runs kept of one job, the worst first. */
export const maxRunsOfPart = 100;

/** Conditions kept of one operation. */
export const maxTargetsOfOperation = 20;
