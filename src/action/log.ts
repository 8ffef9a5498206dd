import type { Progress } from '../execute/progress.ts';
import { formatMilliseconds } from '../std/duration.ts';
import { showHiddenInLine } from '../std/escape.ts';
import type { Redact } from '../std/redact.ts';

/** The job's log: every line that is not a workflow command of ours goes through it. */
export interface Log {
  /** One line. */
  say(text: string): void;
  /** One line for each finished check. */
  readonly progress: Progress;
}

/**
 * A log without secrets and without commands. The runner masks what it was told to, in fewer forms than `redact` finds;
 * and it reads commands out of any line (`::error::` at its start, `##[error]` anywhere), so text from outside may hold neither.
 */
export function createLog(redact: Redact): Log {
  const say = (text: string): void => {
    // Hidden characters are shown afterwards: a secret may hold some.
    process.stdout.write(`${inertLine(redact(text))}\n`);
  };
  return {
    say,
    progress: {
      checkFinished: (check, { status, reason, attempts }, done, total) => {
        const milliseconds = attempts.reduce((sum, attempt) => sum + attempt.durationMilliseconds, 0);
        say(`[${done}/${total}] ${status} ${check.id} ${formatMilliseconds(milliseconds)}${reason === '' ? '' : `: ${reason}`}`);
      },
      note: say,
    },
  };
}

function inertLine(text: string): string {
  return showHiddenInLine(text)
    .replaceAll('##[', '## [')
    .replace(/^(\s*)::/, '$1: :');
}
