import { createParser } from 'eventsource-parser';
import { formatMilliseconds } from '../../std/duration.ts';
import { timerDelay } from '../../std/deadline.ts';
import { firstWords } from '../short-text.ts';

/** One event of a server-sent stream. */
export interface StreamEvent {
  /** From 1. */
  readonly number: number;
  readonly data: string;
  /** On the clock of `performance.now()`. */
  readonly at: number;
}

/** Nothing came for too long. */
export class StreamStuck extends Error {
  override readonly name = 'StreamStuck';

  constructor(idleMilliseconds: number, events: number) {
    super(`nothing came for ${formatMilliseconds(idleMilliseconds)} after ${events} ${events === 1 ? 'event' : 'events'}`);
  }
}

export interface ReadOptions {
  /** Longest wait for a next byte. */
  readonly idleMilliseconds: number;
  /** Told what is no event stream, in sentences. */
  readonly onProblem: (problem: string) => void;
}

/** Events as they arrive. Throws `StreamStuck`; whoever stops reading closes the stream. */
export async function* readEvents(response: Response, options: ReadOptions): AsyncGenerator<StreamEvent> {
  const type = response.headers.get('content-type') ?? 'no content type';
  if (!/^text\/event-stream\b/i.test(type)) options.onProblem(`the content type is ${type} instead of text/event-stream`);
  const arrived: StreamEvent[] = [];
  let count = 0;
  const parser = createParser({
    onEvent: ({ data }) => arrived.push({ number: (count += 1), data, at: performance.now() }),
    onError: ({ type: kind, line }) =>
      options.onProblem(`a line is not one of an event stream (${kind}): ${JSON.stringify(firstWords(line ?? '', 60))}`),
  });
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = (response.body ?? new Blob([]).stream()).getReader();
  let isOpen = true;
  try {
    while (isOpen) {
      const { value, done } = await nextChunk(reader, options.idleMilliseconds, count);
      isOpen = !done;
      if (value !== undefined) parser.feed(decode(decoder, value, options));
      yield* arrived.splice(0);
    }
    // What is left would have been an event if its end had come.
    parser.feed('\n\n');
    if (arrived.length > 0) options.onProblem('the stream ended in the middle of an event');
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, { onProblem }: ReadOptions): string {
  try {
    return decoder.decode(bytes, { stream: true });
  } catch {
    onProblem('the stream has bytes that are not UTF-8');
    return Buffer.from(bytes).toString('utf8');
  }
}

type Chunk = Awaited<ReturnType<ReadableStreamDefaultReader<Uint8Array>['read']>>;

async function nextChunk(reader: ReadableStreamDefaultReader<Uint8Array>, idleMilliseconds: number, count: number): Promise<Chunk> {
  const idle = Promise.withResolvers<never>();
  const timer = setTimeout(() => idle.reject(new StreamStuck(idleMilliseconds, count)), timerDelay(idleMilliseconds));
  const read = reader.read();
  try {
    return await Promise.race([read, idle.promise]);
  } finally {
    clearTimeout(timer);
    read.catch(() => undefined);
  }
}
