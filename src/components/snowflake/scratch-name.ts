/** Begins the name of every table that a check creates. What does not begin so is never dropped. */
export const scratchPrefix = 'INFRA_TEST';
