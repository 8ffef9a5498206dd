import type { NewFinding } from '../../model/outcome.ts';
import type { Answer, Question } from './answer.ts';
import type { Usage } from './usage.ts';

/** What an agent says of itself. */
export interface Discovery {
  /** For people, such as `assistant 1.2.0 speaks A2A 1.0`. */
  readonly words: string;
  readonly findings: readonly NewFinding[];
  /** Names that `require` may ask for: models or skills; undefined where the protocol lists nothing. */
  readonly names?: readonly string[];
  /** Values for conditions. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** An answer that came in pieces. */
export interface StreamedAnswer {
  /** All pieces. */
  readonly text: string;
  readonly finish?: string;
  readonly usage?: Usage;
  readonly answeredBy?: string;
  readonly events: number;
  /** From the request to the first piece of text; undefined when none came. */
  readonly firstTextMilliseconds?: number;
  readonly totalMilliseconds: number;
  /** What is not as the protocol says, in sentences. */
  readonly problems: readonly string[];
}

export interface StreamOptions {
  readonly signal: AbortSignal;
  readonly idleMilliseconds: number;
  /** Stops reading when the first piece of text is there; how the stream goes on is not judged then. */
  readonly untilFirstText?: boolean;
}

/** What became of a question that was cancelled. */
export interface Cancellation {
  readonly findings: readonly NewFinding[];
  readonly notes: readonly string[];
}

/** One way to talk to an agent. Errors are `Refusal` (it answered no, also inside of HTTP 200) and `TransportError`. */
export interface AgentProtocol extends Disposable {
  discover(signal: AbortSignal): Promise<Discovery>;
  ask(question: Question, signal: AbortSignal): Promise<Answer>;
  stream?(question: Question, options: StreamOptions): Promise<StreamedAnswer>;
  /** Asks, and cancels when the answer has begun. */
  cancel?(question: Question, signal: AbortSignal): Promise<Cancellation>;
  /** The same agent for somebody with other credentials, or with none; undefined where credentials belong to somebody else. */
  asStranger?(headers: Readonly<Record<string, string>>): Stranger;
}

/** What somebody else would do, by the words for it. Each gives the HTTP status. */
export interface Stranger extends Disposable {
  readonly attempts: Readonly<Record<string, (signal: AbortSignal) => Promise<number>>>;
}
