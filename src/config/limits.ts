/** Every bound the config stage sets, in one place. A file over a bound is refused with a sentence, never cut. */

/** The file, before anything is read from it. */
export const maxConfigBytes = 256 * 1024;
/** Mappings and lists inside each other; the parser ends the process on deep nesting. */
export const maxNesting = 64;
/** What the parser's time and memory grow with. */
export const maxLines = 20_000;
export const maxValues = 20_000;
/** Faults of the YAML itself: further ones mostly follow from the first. */
export const maxSyntaxProblems = 50;
export const maxKeysPerMapping = 2000;
export const maxItemsPerList = 5000;
export const maxComponents = 500;
/** `${...}` in one text. */
export const maxVariablesPerText = 100;
export const maxNeeds = 100;
/** Names that a typing error is compared with, and problems after which none is: the work grows with their product. */
export const maxCandidates = 200;
export const maxProblemsWithHints = 500;
/** Checks of one file after `expand`. */
export const maxChecks = 20_000;
export const maxIdLength = 200;
/** Problems listed in the message of an error; the error holds all of them. */
export const maxProblemsShown = 50;

export const componentNamePattern = /^[A-Za-z0-9_-]{1,64}$/;
/** Names of environments appear in reports and file names. */
export const environmentNamePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

export const minTimeoutMilliseconds = 1;
export const maxTimeoutMilliseconds = 24 * 3_600_000;
export const maxRetries = 10;
export const maxBackoffMilliseconds = 60_000;
export const maxSamples = 100_000;
export const maxWarmup = 10_000;
export const maxConcurrency = 100;
/** Seeds are 32-bit in the generators of the embedded stack. */
export const maxSeed = 2 ** 31 - 1;
