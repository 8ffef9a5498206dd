const patienceMilliseconds = 200;

/**
 * Ends the process with this exit code once everything is written: on its own when nothing is left to do, else after a
 * moment. A vendor's SDK may go on with retries nobody waits for, for more than a minute, and each would keep Node alive.
 */
export function endProcess(exitCode: number): void {
  process.exitCode = exitCode;
  setTimeout(() => process.exit(), patienceMilliseconds).unref();
}
