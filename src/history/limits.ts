/** Every bound of what is kept, in one place. */

/** Newest runs kept of one config in one environment. */
export const runsKept = 30;
/** Of the whole file. A repository's caches share 10 GB, and every job reads this one. */
export const mostFileBytes = 4 * 1024 * 1024;
/** Refused before it is parsed. Larger than what is written, because a newest run is kept whatever it takes. */
export const mostReadBytes = 8 * 1024 * 1024;

export const longestName = 400;
export const longestPath = 4096;
export const longestRunId = 200;
/** The year 2100 in Unix time: a run of the far future would stay the newest for ever. */
export const latestMilliseconds = 4_102_444_800_000;
/** Metrics beyond it are no measurement. */
export const largestMetric = 1e18;
/** Own limit for all that is done with one store. */
export const storeDeadlineMilliseconds = 20_000;
