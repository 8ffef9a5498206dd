import { createHash } from 'node:crypto';

/** One call of a tool, as the tool itself saw it. */
export interface LoggedCall {
  /** 1 and up; a gap means that older entries were dropped. */
  readonly sequence: number;
  readonly at: string;
  readonly tool: string;
  /** Of the arguments as JSON with sorted keys: what was asked can be compared and is not kept. */
  readonly arguments_sha256: string;
  /** Who called: the client that the access token was issued to, else the name that the client gave itself. */
  readonly caller: string;
  readonly is_error: boolean;
  readonly duration_ms: number;
}

const mostEntries = 1000;

/** The latest calls of all tools, so that a test can prove that a tool was really used. */
export class ToolLog {
  readonly #entries: LoggedCall[] = [];
  #count = 0;

  add(call: {
    readonly tool: string;
    readonly args: unknown;
    readonly caller: string;
    readonly isError: boolean;
    readonly milliseconds: number;
  }): void {
    this.#count += 1;
    this.#entries.push({
      sequence: this.#count,
      at: new Date().toISOString(),
      tool: call.tool,
      arguments_sha256: hashOfArguments(call.args),
      caller: call.caller.slice(0, 200),
      is_error: call.isError,
      duration_ms: Math.round(call.milliseconds * 10) / 10,
    });
    if (this.#entries.length > mostEntries) this.#entries.shift();
  }

  /** Calls after the one with this number, of one tool when it is named. */
  since(sequence: number, tool?: string): readonly LoggedCall[] {
    return this.#entries.filter((entry) => entry.sequence > sequence && (tool === undefined || entry.tool === tool));
  }
}

/** The same for the same arguments in any order of keys. */
export function hashOfArguments(args: unknown): string {
  return createHash('sha256').update(sortedJson(args)).digest('hex');
}

function sortedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const pairs = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${pairs.map(([key, inner]) => `${JSON.stringify(key)}:${sortedJson(inner)}`).join(',')}}`;
}
