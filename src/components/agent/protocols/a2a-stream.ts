import { parseJson } from '../answer.ts';
import { asText } from '../as-record.ts';
import type { StreamEvent } from '../event-stream.ts';
import { readUsage } from '../usage.ts';
import type { Usage } from '../usage.ts';
import { isOver, readEvent } from './a2a-wire.ts';
import type { A2aEvent, ArtifactUpdate } from './a2a-wire.ts';
import { resultOf } from './json-rpc.ts';
import type { RpcCall } from './json-rpc.ts';
import type { StreamReader } from './read-stream.ts';
import { firstWords } from '../../short-text.ts';

/** The events of a task: first the task itself (or one message), pieces of artifacts, one last state, and nothing more. */
export class A2aStream implements StreamReader {
  readonly #call: RpcCall;
  readonly #artifacts = new Map<string, string>();
  #message = '';
  #state = '';
  #statusText = '';
  #isFirst = true;
  #isOver = false;
  #usage: Usage | undefined;
  #model: string | undefined;
  /** Of the task, when one has begun. */
  taskId: string | undefined;

  constructor(call: RpcCall) {
    this.#call = call;
  }

  get text(): string {
    return [...this.#artifacts.values()].join('\n') || this.#message;
  }

  take({ number, data }: StreamEvent, onProblem: (problem: string) => void): void {
    const body = parseJson(data);
    if (body === undefined) return onProblem(`event ${number} is no JSON`);
    if (this.#isOver) return onProblem(`event ${number} came after the end (${this.#state})`);
    const event = readEvent(resultOf(body, this.#call));
    if (event === undefined) return onProblem(`event ${number} is none of task, message, status update and artifact update`);
    if (this.#isFirst && event.kind !== 'task' && event.kind !== 'message') onProblem('the stream does not begin with a task or a message');
    this.#isFirst = false;
    this.#takeEvent(event, number, onProblem);
  }

  finish() {
    const problems = [
      ...(this.#isOver ? [] : [`the stream ended while the task was ${this.#state || 'not begun'}`]),
      ...(this.#isOver && !['completed', 'message'].includes(this.#state)
        ? [`the task ended as ${this.#state}${said(this.#statusText)}`]
        : []),
      ...(this.text === '' && this.#state === 'completed' ? ['no piece of text came'] : []),
    ];
    return {
      problems,
      ...(this.#state !== '' && { finish: this.#state }),
      ...(this.#usage !== undefined && { usage: this.#usage }),
      ...(this.#model !== undefined && { answeredBy: this.#model }),
    };
  }

  #takeEvent(event: A2aEvent, number: number, onProblem: (problem: string) => void): void {
    if (event.kind === 'artifact') return this.#takeArtifact(event, number, onProblem);
    this.#usage = readUsage(event.metadata['usage']) ?? this.#usage;
    this.#model ??= asText(event.metadata['model']);
    if (event.kind === 'message') {
      this.#message += event.text;
      this.#end('message', '');
      return;
    }
    if (event.kind === 'task') {
      this.taskId = event.id;
      for (const { id, text } of event.artifacts) this.#artifacts.set(id, text);
    } else if (event.taskId !== this.taskId) onProblem(`event ${number} belongs to another task`);
    if (isOver(event.state)) this.#end(event.state, event.statusText);
    else this.#state = event.state;
  }

  #takeArtifact({ taskId, artifact, append }: ArtifactUpdate, number: number, onProblem: (problem: string) => void): void {
    if (taskId !== this.taskId) onProblem(`event ${number} belongs to another task`);
    const before = this.#artifacts.get(artifact.id);
    if (append && before === undefined) onProblem(`event ${number} adds to an artifact that was not begun`);
    this.#artifacts.set(artifact.id, append ? `${before ?? ''}${artifact.text}` : artifact.text);
  }

  #end(state: string, statusText: string): void {
    this.#isOver = true;
    this.#state = state;
    this.#statusText = statusText;
  }
}

function said(words: string): string {
  return words === '' ? '' : `: ${firstWords(words, 200)}`;
}
