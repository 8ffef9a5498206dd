const mostConversations = 1000;
const mostTurns = 50;

/** What people said, by conversation. The oldest conversations and turns are forgotten first. */
export class Conversations {
  readonly #turns = new Map<string, string[]>();

  /** The earlier turns; the new one is kept for the next. */
  add(conversation: string, text: string): readonly string[] {
    const turns = this.#turns.get(conversation) ?? [];
    const earlier = [...turns];
    turns.push(text);
    if (turns.length > mostTurns) turns.shift();
    // Set again, so that the order of the map is that of their use.
    this.#turns.delete(conversation);
    this.#turns.set(conversation, turns);
    const [oldest] = this.#turns.keys();
    if (this.#turns.size > mostConversations && oldest !== undefined) this.#turns.delete(oldest);
    return earlier;
  }
}
