import { randomBytes } from 'node:crypto';

/** Such as `20261122-182631-9f3a1c`: sorts by time, unique enough to tag what a run creates. */
export function newRunId(now = new Date()): string {
  const [date = '', time = ''] = now.toISOString().split('T');
  return `${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}-${randomBytes(3).toString('hex')}`;
}
