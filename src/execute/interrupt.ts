/** Signals that people and the runner stop a run with. */
const stopSignals = ['SIGINT', 'SIGTERM'] as const;

/** Exit code of a stopped run (DESIGN: exit codes are an API). */
const stoppedExitCode = 130;

/**
 * An AbortSignal whose reason is the name of the first signal that arrives. A second one ends the process at once:
 * the journal is complete at every moment, so nothing finished is lost.
 */
export function listenForInterrupt(): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const stop = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(stoppedExitCode);
    controller.abort(name);
  };
  for (const name of stopSignals) process.on(name, stop);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      for (const name of stopSignals) process.off(name, stop);
    },
  };
}
