import type { AgentMeans } from './answer-by-rules.ts';
import { answerByRules } from './answer-by-rules.ts';
import { pauseOrThrow } from './pause-or-throw.ts';
import { AgentTrouble } from './question.ts';
import type { Question, Told } from './question.ts';

const slowMilliseconds = 2500;
const mixingMilliseconds = 20;

/** Answers questions by rules, with the tools of an MCP server where a rule needs data. */
export class Brain {
  readonly #options: AgentMeans;
  /** Of the mixing agent: one place for the question of everybody. */
  #lastText = '';

  constructor(options: AgentMeans) {
    this.#options = options;
  }

  /** @throws AgentTrouble, and the signal's reason when it is aborted */
  async answer(question: Question): Promise<Told> {
    const { faults } = this.#options;
    const { signal } = question;
    if (faults.includes('slow-agent')) await pauseOrThrow(slowMilliseconds, signal);
    const text = faults.includes('mixed-conversations') ? await this.#mixed(question) : question.text;
    if (faults.includes('agent-error-200') && /\brefund/i.test(text)) throw new AgentTrouble('the model behind this agent is overloaded');
    const told = await answerByRules({ ...question, text }, this.#options);
    return { ...told, usage: { input: countWords([...question.earlier, question.text]), output: countWords([told.text]) } };
  }

  /** The pieces of an answer as a stream brings them. */
  async *stream(told: Told, signal: AbortSignal): AsyncGenerator<string> {
    const pieces = told.text.match(/\S+\s*/g) ?? [];
    for (const [index, piece] of pieces.entries()) {
      if (index === 2 && this.#options.faults.includes('stuck-stream')) await aborted(signal);
      signal.throwIfAborted();
      yield piece;
    }
  }

  async #mixed({ text, signal }: Question): Promise<string> {
    this.#lastText = text;
    await pauseOrThrow(mixingMilliseconds, signal);
    return this.#lastText;
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

function countWords(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + (text.match(/\S+/g)?.length ?? 0), 0);
}
