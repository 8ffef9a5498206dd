import type { ToolCapability } from '../../../model/capability.ts';
import { Refusal } from '../../../std/errors.ts';
import type { Answer, Question } from '../answer.ts';
import type { AgentProtocol, Discovery } from '../protocol.ts';
import type { ViaSettings } from '../settings-schema.ts';
import { answerAt } from './answer-at.ts';

/** An agent that is a tool of an MCP server. The mcp component speaks to it; connection and credentials are checked there. */
export class ToolAgent implements AgentProtocol {
  readonly #tool: ToolCapability;
  readonly #via: ViaSettings;

  constructor(tool: ToolCapability, via: ViaSettings) {
    this.#tool = tool;
    this.#via = via;
  }

  async discover(): Promise<Discovery> {
    return { words: `the tool ${this.#via.tool} of ${this.#via.component}`, findings: [], values: {} };
  }

  async ask(question: Question, signal: AbortSignal): Promise<Answer> {
    const { tool, argument = 'question', answer: answerPath, usage: usagePath } = this.#via;
    const result = await this.#tool.call(tool, { [argument]: question.text }, signal);
    const given = answerAt(result, { answerPath, usagePath });
    if (given === undefined) throw new Refusal('NO_ANSWER', `the tool ${tool} answered without ${answerPath ?? 'anything'}`);
    return given;
  }

  [Symbol.dispose](): void {
    // The connection is that of the mcp component.
  }
}
