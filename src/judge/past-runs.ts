import type { History, PastRun } from '../model/history.ts';
import type { RunHeader } from '../model/run.ts';

/** A memory that is longer compares with a system that is long gone; a shorter one is noise. */
const newestRuns = 10;

/** The newest runs of the same config in the same environment and kind of stack, oldest first; never the run itself. */
export function pastRunsLike(header: RunHeader, { runs }: History): readonly PastRun[] {
  const { configFile, environment, runId } = header;
  const alike = runs.filter(
    (run) =>
      run.configFile === configFile && run.environment === environment.name && run.stack === environment.stack && run.runId !== runId,
  );
  return alike.slice(-newestRuns);
}
