/** Longest line that is kept whole: stderr of a child may have no line breaks at all. */
const longestLine = 2000;

/** The end of a stream of text: its last lines, each bounded. */
export class LastLines {
  readonly #limit: number;
  #lines: string[] = [''];

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(text: string): void {
    const [rest = '', ...next] = text.split('\n');
    const last = this.#lines.pop() ?? '';
    this.#lines.push((last + rest).slice(0, longestLine), ...next.map((line) => line.slice(0, longestLine)));
    // One more than the limit, because the line that is being written is empty after a line break.
    this.#lines = this.#lines.slice(-this.#limit - 1);
  }

  text(): string {
    const complete = this.#lines.at(-1) === '' ? this.#lines.slice(0, -1) : this.#lines;
    return complete.slice(-this.#limit).join('\n');
  }
}
