export type Frequency = 'daily' | 'weekly' | 'monthly';

/** The next run after a time. */
export function nextRun(after: number, frequency: Frequency): number {
  const time = new Date(after);
  if (frequency === 'daily') time.setUTCDate(time.getUTCDate() + 1);
  else if (frequency === 'weekly') time.setUTCDate(time.getUTCDate() + 7);
  else {
    // The 31st of one month is the last day of the next, not the first of the one after.
    const day = time.getUTCDate();
    time.setUTCDate(1);
    time.setUTCMonth(time.getUTCMonth() + 1);
    const last = new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + 1, 0)).getUTCDate();
    time.setUTCDate(Math.min(day, last));
  }
  return time.getTime();
}
