import type { ServerResponse } from 'node:http';

/** Until the time is over or the client is gone. */
export function silence(response: ServerResponse, milliseconds: number | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = milliseconds === undefined ? undefined : setTimeout(resolve, Math.min(milliseconds, 2 ** 31 - 1));
    response.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
