import { Refusal } from '../../../std/errors.ts';
import type { NewFinding } from '../../../model/outcome.ts';
import type { AgentHttp, HttpRequest } from '../agent-http.ts';
import { describeRequest } from '../agent-http.ts';
import { parseJson, questionOf } from '../answer.ts';
import type { Answer, Question } from '../answer.ts';
import { fillTemplate, fillText } from '../fill-template.ts';
import type { AgentProtocol, Discovery, Stranger } from '../protocol.ts';
import { answerAt } from './answer-at.ts';
import type { HttpContract } from './http-contract.ts';
import { statusOf } from './status-of.ts';
import { firstWords } from '../../short-text.ts';

/** An agent that is asked with one request and answers with JSON, as its contract says. */
export class HttpJson implements AgentProtocol {
  readonly #http: AgentHttp;
  readonly #contract: HttpContract;

  constructor(http: AgentHttp, contract: HttpContract) {
    this.#http = http;
    this.#contract = contract;
  }

  async discover(signal: AbortSignal): Promise<Discovery> {
    const { title, health } = this.#contract;
    if (health === undefined) return { words: `${title}, not asked yet: it has no health`, findings: [], values: {} };
    const request = { method: 'GET', url: health.url };
    const { status, text } = await this.#http.read(request, signal);
    const isWell = status === 200 && health.isWell(parseJson(text));
    const finding: NewFinding = {
      subject: describeRequest(request),
      expected: health.expected,
      actual: `status ${status}${text === '' ? '' : ` with ${firstWords(text, 80)}`}`,
      met: isWell,
    };
    return { words: title, findings: [finding], values: { status } };
  }

  async ask(question: Question, signal: AbortSignal): Promise<Answer> {
    const request = this.#request(question);
    const body = await this.#http.json(request, signal);
    const answer = answerAt(body, this.#contract);
    if (answer === undefined) throw new Refusal('NO_ANSWER', `${describeRequest(request)} answered without ${this.#contract.answerPath}`);
    return answer;
  }

  asStranger(headers: Readonly<Record<string, string>>): Stranger {
    const http = this.#http.withHeaders(headers);
    const request = this.#request(questionOf('Hello'));
    return {
      attempts: { 'ask a question': async (signal) => await statusOf(http, request, signal) },
      [Symbol.dispose]: () => http[Symbol.dispose](),
    };
  }

  [Symbol.dispose](): void {
    this.#http[Symbol.dispose]();
  }

  #request({ text, conversation }: Question): HttpRequest {
    const { method, url, headers, body } = this.#contract;
    const values = { question: text, conversation };
    const filled = fillTemplate(headers, values) as Readonly<Record<string, string>>;
    // Percent-encoded: a question can never add a segment or a parameter.
    const encoded = { question: encodeURIComponent(text), conversation };
    return {
      method,
      url: new URL(fillText(url, encoded)),
      headers: filled,
      ...(body !== undefined && { body: fillTemplate(body, values) }),
    };
  }
}
