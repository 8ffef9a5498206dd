import type { Progress, ShownCheck } from '../execute/progress.ts';
import type { Outcome } from '../model/outcome.ts';
import { formatMilliseconds } from '../std/duration.ts';
import { showHiddenInLine } from '../std/escape.ts';
import { paintFor, statusFormats, statusIcons, warningIcon } from './style.ts';

const redrawMilliseconds = 100;
const clearLine = '\r\u001B[2K';

/** Progress of a run on a stream: one live line on a terminal, one line for each finished check elsewhere. */
export function progressOn(stream: NodeJS.WriteStream): Progress & Disposable {
  const isLive = stream.isTTY && process.env['CI'] === undefined;
  return isLive ? new LiveProgress(stream) : new LineProgress(stream);
}

function finishedLine(stream: NodeJS.WriteStream, check: ShownCheck, outcome: Outcome): string {
  const paint = paintFor(stream);
  const milliseconds = outcome.attempts.reduce((sum, attempt) => sum + attempt.durationMilliseconds, 0);
  const reason = outcome.reason === '' ? '' : `: ${showHiddenInLine(outcome.reason)}`;
  const flaky = outcome.flaky ? ' (flaky)' : '';
  const isWarning = check.severity === 'warn' && (outcome.status === 'failed' || outcome.status === 'broken');
  const icon = isWarning ? paint('yellow', warningIcon) : paint(statusFormats[outcome.status], statusIcons[outcome.status]);
  return `${icon} ${check.id}${flaky}${reason} ${paint('gray', formatMilliseconds(milliseconds))}`;
}

class LineProgress implements Progress, Disposable {
  readonly #stream: NodeJS.WriteStream;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
  }

  checkFinished(check: ShownCheck, outcome: Outcome, done: number, total: number): void {
    const width = String(total).length;
    this.#stream.write(`[${String(done).padStart(width)}/${total}] ${finishedLine(this.#stream, check, outcome)}\n`);
  }

  note(text: string): void {
    this.#stream.write(`${text}\n`);
  }

  [Symbol.dispose](): void {}
}

/** What runs now, how many are done and for how long: redrawn in place, so it never fills the scroll-back. */
class LiveProgress implements Progress, Disposable {
  readonly #stream: NodeJS.WriteStream;
  readonly #running = new Set<string>();
  readonly #startedAt = performance.now();
  readonly #timer: NodeJS.Timeout;
  #done = 0;
  #total = 0;

  constructor(stream: NodeJS.WriteStream) {
    this.#stream = stream;
    this.#timer = setInterval(() => this.#draw(), redrawMilliseconds).unref();
  }

  runStarted(header: { readonly checks: readonly unknown[] }): void {
    this.#done = 0;
    this.#total = header.checks.length;
  }

  checkStarted(check: ShownCheck): void {
    this.#running.add(check.id);
  }

  checkFinished(check: ShownCheck, outcome: Outcome, done: number, total: number): void {
    this.#running.delete(check.id);
    this.#done = done;
    this.#total = total;
    if (outcome.status === 'failed' || outcome.status === 'broken') this.#print(finishedLine(this.#stream, check, outcome));
  }

  note(text: string): void {
    this.#print(text);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#stream.write(clearLine);
  }

  #print(line: string): void {
    this.#stream.write(`${clearLine}${line}\n`);
  }

  #draw(): void {
    const elapsed = `${Math.round((performance.now() - this.#startedAt) / 1000)}s`;
    const now = [...this.#running].join(', ') || 'starting';
    const line = `${this.#done}/${this.#total} done, ${elapsed}, running: ${now}`;
    this.#stream.write(clearLine + line.slice(0, Math.max(20, (this.#stream.columns || 80) - 1)));
  }
}
