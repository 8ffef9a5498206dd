/** Begins the name of every index and namespace that a check creates. What does not begin so is never removed. */
export const scratchPrefix = 'infra-test';
