import { Refusal } from '../../../std/errors.ts';
import { parseJson } from '../answer.ts';
import { asList, asRecord, asText } from '../as-record.ts';
import { errorInBody } from '../body-error.ts';
import type { StreamEvent } from '../event-stream.ts';
import { readUsage } from '../usage.ts';
import type { Usage } from '../usage.ts';
import { cutBy } from './chat-finish.ts';
import type { StreamReader } from './read-stream.ts';

const terminator = '[DONE]';

/** The chunks of a chat completion: deltas, one finish reason, perhaps usage, then `[DONE]` and nothing more. */
export class ChatStream implements StreamReader {
  text = '';
  readonly #finishes: string[] = [];
  readonly #ids = new Set<string>();
  #usage: Usage | undefined;
  #model: string | undefined;
  #isDone = false;
  #hasToolCalls = false;

  take({ number, data }: StreamEvent, onProblem: (problem: string) => void): void {
    if (this.#isDone) return onProblem(`event ${number} came after ${terminator}`);
    if (data === terminator) {
      this.#isDone = true;
      return;
    }
    const chunk = asRecord(parseJson(data));
    const error = errorInBody(chunk);
    if (error !== undefined) throw new Refusal(error.code, `event ${number} of the stream is an error: ${error.code}: ${error.message}`);
    if (!Array.isArray(chunk['choices'])) return onProblem(`event ${number} is no chunk of a completion: it has no list "choices"`);
    const id = asText(chunk['id']);
    if (id !== undefined) this.#ids.add(id);
    this.#usage = readUsage(chunk['usage']) ?? this.#usage;
    this.#model ??= asText(chunk['model']);
    for (const choice of chunk['choices']) this.#takeChoice(asRecord(choice), number, onProblem);
  }

  finish() {
    const [finish] = this.#finishes;
    const cut = finish === undefined ? undefined : cutBy(finish);
    const problems = [
      ...(this.#finishes.length === 1 ? [] : [`the stream has ${this.#finishes.length} finish reasons instead of one`]),
      ...(cut === undefined ? [] : [cut]),
      ...(this.#isDone ? [] : [`the stream ended without ${terminator}`]),
      ...(this.#ids.size > 1 ? [`the chunks have ${this.#ids.size} different ids`] : []),
      ...(this.text === '' && !this.#hasToolCalls ? ['no piece of text came'] : []),
    ];
    return {
      problems,
      ...(finish !== undefined && { finish }),
      ...(this.#usage !== undefined && { usage: this.#usage }),
      ...(this.#model !== undefined && { answeredBy: this.#model }),
    };
  }

  #takeChoice(choice: Readonly<Record<string, unknown>>, number: number, onProblem: (problem: string) => void): void {
    const delta = asRecord(choice['delta']);
    const piece = asText(delta['content']) ?? '';
    if (piece !== '' && this.#finishes.length > 0) onProblem(`event ${number} brings text after the finish reason`);
    this.text += piece;
    if (asList(delta['tool_calls']).length > 0) this.#hasToolCalls = true;
    const finish = asText(choice['finish_reason']);
    if (finish !== undefined) this.#finishes.push(finish);
  }
}
