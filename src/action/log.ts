import type { Progress } from '../execute/progress.ts';
import { formatMilliseconds } from '../std/duration.ts';
import { showHiddenInLine } from '../std/escape.ts';

/**
 * One line on the job's log. The runner reads commands out of any line (`::error::` at its start, `##[error]` anywhere),
 * so text from outside may hold neither.
 */
export function say(text: string): void {
  const inert = showHiddenInLine(text)
    .replaceAll('##[', '## [')
    .replace(/^(\s*)::/, '$1: :');
  process.stdout.write(`${inert}\n`);
}

/** One line for each finished check. */
export function logProgress(): Progress {
  return {
    checkFinished: (check, { status, reason, attempts }, done, total) => {
      const milliseconds = attempts.reduce((sum, attempt) => sum + attempt.durationMilliseconds, 0);
      say(`[${done}/${total}] ${status} ${check.id} ${formatMilliseconds(milliseconds)}${reason === '' ? '' : `: ${reason}`}`);
    },
    note: say,
  };
}
