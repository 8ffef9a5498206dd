import type { CheckContext } from '../../../model/component.ts';
import { Refusal, TransportError } from '../../../std/errors.ts';
import type { McpConnection } from '../client.ts';
import type { ToolDescription } from '../lists/server-lists.ts';
import type { Arguments, FailureOfCall } from './find-failing.ts';

export type Verdict =
  | { readonly kind: 'answer' }
  | { readonly kind: 'tool error' }
  | { readonly kind: 'failure'; readonly failure: FailureOfCall };

const reconnectMilliseconds = 5000;

/**
 * Calls with arguments that a schema allows, and says what came of it: an answer, an error that the tool told, or a failure.
 * A connection that broke is made anew.
 */
export class ToolCaller implements AsyncDisposable {
  readonly #context: CheckContext;
  readonly #withinMilliseconds: number;
  #connection: McpConnection;
  readonly #opened: McpConnection[] = [];
  #isGone = false;

  constructor(connection: McpConnection, withinMilliseconds: number, context: CheckContext) {
    this.#connection = connection;
    this.#withinMilliseconds = withinMilliseconds;
    this.#context = context;
  }

  /** True when the server did not come back after it was lost. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** Throws when the attempt of the check is over, or the server wants to be left alone. */
  async call(tool: ToolDescription, args: Arguments): Promise<Verdict> {
    // Of its own, because whether this very call leaked is what is asked.
    const watch = this.#connection.watch.fresh();
    const limited = AbortSignal.any([this.#context.signal, AbortSignal.timeout(this.#withinMilliseconds)]);
    try {
      const { isError, mismatch } = await this.#connection.watchedBy(watch).callTool(tool.name, args, limited, tool);
      const [leak] = watch.leaks();
      if (leak !== undefined) return failed('leak', `it answered with ${leak.words}`);
      if (mismatch !== undefined) return failed('output', `its answer is not as its output schema says: ${this.#context.redact(mismatch)}`);
      return { kind: isError ? 'tool error' : 'answer' };
    } catch (error) {
      this.#context.signal.throwIfAborted();
      if (error instanceof Refusal)
        return failed('protocol error', `it was refused with ${error.code}, although its schema allows the arguments`);
      if (!(error instanceof TransportError) || error.kind === '429') throw error;
      if (error.kind === 'timeout') return failed('timeout', `no answer within ${this.#withinMilliseconds} ms`);
      if (error.kind === '5xx') return failed('server error', error.message);
      await this.#reconnect();
      return failed('crash', `the connection was lost${this.#isGone ? ', and the server did not come back' : ''}`);
    }
  }

  async #reconnect(): Promise<void> {
    const signal = AbortSignal.any([this.#context.signal, AbortSignal.timeout(reconnectMilliseconds)]);
    try {
      this.#connection = await this.#connection.openAnother(signal);
      this.#opened.push(this.#connection);
    } catch {
      this.#isGone = true;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#opened.map((connection) => connection[Symbol.asyncDispose]()));
  }
}

function failed(kind: string, words: string): Verdict {
  return { kind: 'failure', failure: { kind, words } };
}
