import { Refusal, TransportError } from '../../../std/errors.ts';
import { bodyOf, describeRequest, noAnswer } from '../agent-http.ts';
import type { AgentHttp, HttpRequest } from '../agent-http.ts';
import { StreamStuck, readEvents } from '../event-stream.ts';
import type { StreamEvent } from '../event-stream.ts';
import type { StreamOptions, StreamedAnswer } from '../protocol.ts';

/** Follows the events of one protocol. */
export interface StreamReader {
  /** Texts so far. */
  readonly text: string;
  /** Throws `Refusal` for an error that is told inside of the stream. */
  take(event: StreamEvent, onProblem: (problem: string) => void): void;
  /** What the whole stream lacks, in sentences, and what it told besides the text. */
  finish(): Pick<StreamedAnswer, 'finish' | 'usage' | 'answeredBy' | 'problems'>;
}

/** Asks and reads the stream to its end. A stream that is stuck is a problem of it, not an error. */
export async function readStream(
  http: AgentHttp,
  request: HttpRequest,
  reader: StreamReader,
  { signal, idleMilliseconds, untilFirstText = false }: StreamOptions,
): Promise<StreamedAnswer> {
  using closing = new Closing(signal);
  const problems: string[] = [];
  const onProblem = (problem: string) => problems.push(problem);
  const started = performance.now();
  let events = 0;
  let firstTextAt: number | undefined;
  const response = await http.open(request, closing.signal);
  if (isJson(response)) throw await notStreamed(request, response);
  try {
    for await (const event of readEvents(response, { idleMilliseconds, onProblem })) {
      events = event.number;
      reader.take(event, onProblem);
      if (firstTextAt === undefined && reader.text !== '') firstTextAt = event.at;
      if (untilFirstText && firstTextAt !== undefined) break;
    }
  } catch (error) {
    if (signal.aborted)
      throw new TransportError('timeout', `${describeRequest(request)}: the stream was not over in time`, { cause: error });
    if (!(error instanceof StreamStuck)) throw noAnswer(error, request, signal);
    onProblem(`the stream is stuck: ${error.message}`);
  }
  const { problems: lacks, ...told } = reader.finish();
  return {
    text: reader.text,
    events,
    ...(firstTextAt !== undefined && { firstTextMilliseconds: firstTextAt - started }),
    totalMilliseconds: performance.now() - started,
    ...told,
    problems: untilFirstText ? [] : [...problems, ...lacks],
  };
}

/** Aborted with the outer signal and when the reading is over, so that no connection stays open behind a stream. */
class Closing implements Disposable {
  readonly #controller = new AbortController();
  readonly signal: AbortSignal;

  constructor(outer: AbortSignal) {
    this.signal = AbortSignal.any([outer, this.#controller.signal]);
  }

  [Symbol.dispose](): void {
    this.#controller.abort();
  }
}

function isJson({ status, headers }: Response): boolean {
  return status >= 300 || /^application\/(?:[\w.+-]*\+)?json\b/i.test(headers.get('content-type') ?? '');
}

/** An error that came in place of a stream, or a whole answer. */
async function notStreamed(request: HttpRequest, response: Response): Promise<Error> {
  bodyOf(request, response, await response.text());
  return new Refusal('NO_STREAM', `${describeRequest(request)} answered with JSON where a stream was asked for`);
}
