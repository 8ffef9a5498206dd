import type { Brain } from './brain.ts';
import type { Conversations } from './conversations.ts';
import { BadRequest } from './exchange.ts';
import type { Exchange } from './exchange.ts';
import { modelName, notice } from './label.ts';
import { AgentTrouble } from './question.ts';
import { requireText } from './texts.ts';

export interface InvocationOptions {
  readonly brain: Brain;
  readonly conversations: Conversations;
  /** Errors are told with HTTP 200. */
  readonly hidesErrors: boolean;
}

const sessionHeader = 'x-amzn-bedrock-agentcore-runtime-session-id';

/** POST /invocations of Bedrock AgentCore's contract for HTTP. */
export async function invoke(options: InvocationOptions, exchange: Exchange): Promise<void> {
  const { prompt } = await exchange.readObject();
  const text = requireText(prompt, 'prompt');
  await tell(options, exchange, text, exchange.header(sessionHeader), (answer) => ({ result: answer }));
}

/** POST /runs/wait of LangGraph's Agent Server: a run without a thread, answered when it is over. */
export async function waitForRun(options: InvocationOptions, exchange: Exchange): Promise<void> {
  const { assistant_id: assistant, input } = await exchange.readObject();
  if (assistant !== 'agent') throw new BadRequest(`There is no assistant ${JSON.stringify(assistant)}, only "agent".`);
  const messages = (input as { readonly messages?: readonly { readonly content?: unknown }[] } | undefined)?.messages ?? [];
  const text = requireText(messages.at(-1)?.content, 'The last message');
  await tell(options, exchange, text, undefined, (answer) => ({
    messages: [
      { type: 'human', content: text },
      { type: 'ai', content: answer },
    ],
  }));
}

async function tell(
  { brain, conversations, hidesErrors }: InvocationOptions,
  exchange: Exchange,
  text: string,
  conversation: string | undefined,
  shape: (answer: string) => object,
): Promise<void> {
  const earlier = conversation === undefined ? [] : conversations.add(conversation, text);
  try {
    const { text: answer, usage } = await brain.answer({ text, earlier, functions: [], signal: exchange.signal });
    exchange.sendJson(200, {
      ...shape(answer),
      model: modelName,
      notice,
      usage: { input_tokens: usage.input, output_tokens: usage.output },
    });
  } catch (error) {
    if (!(error instanceof AgentTrouble)) throw error;
    exchange.sendJson(hidesErrors ? 200 : 500, { error: error.message });
  }
}
