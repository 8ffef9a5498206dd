import { Refusal, Skip } from '../../std/errors.ts';
import type { OutputWatch } from '../output-watch.ts';
import { errorInText, problemOf, questionOf } from './answer.ts';
import type { Answer, Question } from './answer.ts';
import type { AgentProtocol, Cancellation, StreamOptions, StreamedAnswer } from './protocol.ts';
import type { AgentSettings } from './settings-schema.ts';
import { addUsage } from './usage.ts';
import type { Usage } from './usage.ts';
import type { UsageMeter } from './usage-meter.ts';

interface Parts {
  readonly settings: AgentSettings;
  readonly protocol: AgentProtocol;
  readonly meter: UsageMeter;
  readonly watch: OutputWatch;
}

/**
 * One agent. It speaks the wires itself: an SDK reads leniently what is to be judged, and hides where an answer stopped.
 * Every question goes through here: what it uses is counted, what it answers is looked into for credentials, and an error
 * that came as an answer is thrown as a `Refusal`.
 */
export class AgentConnection implements AsyncDisposable {
  readonly settings: AgentSettings;
  readonly protocol: AgentProtocol;
  readonly meter: UsageMeter;
  readonly watch: OutputWatch;
  readonly answeredBy = new Set<string>();
  #used: Usage | undefined;
  #refusal: string | undefined;

  constructor({ settings, protocol, meter, watch }: Parts) {
    this.settings = settings;
    this.protocol = protocol;
    this.meter = meter;
    this.watch = watch;
  }

  /** The same connection with its own account of what is used and what was seen. */
  forCheck(): AgentConnection {
    return new AgentConnection({ settings: this.settings, protocol: this.protocol, meter: this.meter, watch: this.watch.fresh() });
  }

  /** Tokens that were told so far. */
  get used(): Usage | undefined {
    return this.#used;
  }

  /** Why a question was not asked, when one was not. */
  get refusal(): string | undefined {
    return this.#refusal;
  }

  async ask(question: string | Question, signal: AbortSignal): Promise<Answer> {
    const asked = typeof question === 'string' ? questionOf(question) : question;
    const answer = await this.#counted(async () => await this.protocol.ask(asked, signal));
    const problem = problemOf(answer, this.settings.error_markers ?? []);
    if (problem !== undefined) throw new Refusal('NO_ANSWER', problem);
    return answer;
  }

  async stream(question: Question, options: StreamOptions): Promise<StreamedAnswer> {
    const streamed = await this.#counted(async () => {
      const answer = await this.protocol.stream?.(question, options);
      if (answer === undefined) throw new Error(`the protocol ${this.settings.protocol} brings no answers in pieces`);
      return answer;
    }, options.untilFirstText);
    const error = errorInText(streamed.text, this.settings.error_markers ?? []);
    return error === undefined ? streamed : { ...streamed, problems: [...streamed.problems, error] };
  }

  /** Asks and cancels; what was used until then is not told, so it counts as a failed question. */
  async cancel(question: Question, signal: AbortSignal): Promise<Cancellation> {
    this.#reserve();
    try {
      const cancellation = await this.protocol.cancel?.(question, signal);
      if (cancellation === undefined) throw new Error(`the protocol ${this.settings.protocol} cancels nothing`);
      return cancellation;
    } finally {
      this.meter.settleUnknown();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.protocol[Symbol.dispose]();
  }

  /** `isCutOff`: nobody reads to where the usage is told. */
  async #counted<Result extends Answer | StreamedAnswer>(work: () => Promise<Result>, isCutOff = false): Promise<Result> {
    this.#reserve();
    let result: Result;
    try {
      result = await work();
    } catch (error) {
      this.meter.settleUnknown();
      if (error instanceof Refusal) this.#see('the error of the agent', { text: error.message });
      throw error;
    }
    const { usage, answeredBy } = result;
    if (isCutOff && usage === undefined) this.meter.settleUnknown();
    else this.meter.settle(usage);
    if (usage !== undefined) this.#used = this.#used === undefined ? usage : addUsage(this.#used, usage);
    if (answeredBy !== undefined) this.answeredBy.add(answeredBy);
    this.#see('the answer', shownIn(result));
    return result;
  }

  #see(subject: string, output: object): void {
    this.watch.see(subject, output, JSON.stringify(output));
  }

  #reserve(): void {
    try {
      this.meter.reserve();
    } catch (error) {
      if (error instanceof Skip) this.#refusal = error.message;
      throw error;
    }
  }
}

/** What of an answer may show in a report. */
function shownIn(result: Answer | StreamedAnswer): object {
  if ('problems' in result) return { text: result.text, problems: result.problems };
  const { text, json, toolCalls, shortfall } = result;
  return { text, json, toolCalls, shortfall };
}
