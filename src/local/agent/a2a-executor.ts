import { randomUUID } from 'node:crypto';
import type { Message, Part, TaskStatus } from '@a2a-js/sdk';
import type { AgentExecutor, ExecutionEventBus, RequestContext } from '@a2a-js/sdk/server';
import type { Brain } from './brain.ts';
import type { Conversations } from './conversations.ts';
import { BadRequest } from './exchange.ts';
import { modelName, notice } from './label.ts';
import { AgentTrouble } from './question.ts';
import type { Told } from './question.ts';
import { requireText } from './texts.ts';

/** Whether the request wants a stream, in the state of its context. */
export const streamingKey = 'streaming';

/** Numbers of the protocol's enumeration, which the SDK's module holds: that is loaded at run time alone. */
const states = { working: 2, completed: 3, failed: 4, canceled: 5 } as const;
const agentRole = 2;
const metadata = { model: modelName, notice };

type Place = Pick<RequestContext, 'taskId' | 'contextId'>;

/** Runs questions as tasks; a task that is cancelled stops. */
export class BrainExecutor implements AgentExecutor {
  readonly #brain: Brain;
  readonly #conversations: Conversations;
  readonly #running = new Map<string, AbortController>();

  constructor(brain: Brain, conversations: Conversations) {
    this.#brain = brain;
    this.#conversations = conversations;
  }

  async execute(context: RequestContext, bus: ExecutionEventBus): Promise<void> {
    const controller = new AbortController();
    this.#running.set(context.taskId, controller);
    const { taskId: id, contextId } = context;
    bus.publish({ kind: 'task', data: { id, contextId, status: status('working'), artifacts: [], history: [], metadata } });
    try {
      const told = await this.#answer(context, controller.signal);
      await this.#publishAnswer(context, told, bus, controller.signal);
    } catch (error) {
      if (controller.signal.aborted) return;
      if (!(error instanceof AgentTrouble || error instanceof BadRequest)) throw error;
      publishStatus(context, status('failed', error.message), bus);
    } finally {
      this.#running.delete(context.taskId);
      bus.finished();
    }
  }

  async cancelTask(taskId: string, bus: ExecutionEventBus): Promise<void> {
    this.#running.get(taskId)?.abort(new Error('cancelled'));
    publishStatus({ taskId, contextId: '' }, status('canceled'), bus);
  }

  /** Ends all tasks. */
  stop(): void {
    for (const controller of this.#running.values()) controller.abort(new Error('the agent stops'));
  }

  async #answer({ userMessage, contextId }: RequestContext, signal: AbortSignal): Promise<Told> {
    const said = userMessage.parts.flatMap(({ content }) => (content?.$case === 'text' ? [content.value] : [])).join('\n');
    const text = requireText(said, 'The message');
    return await this.#brain.answer({ text, earlier: this.#conversations.add(contextId, text), functions: [], signal });
  }

  async #publishAnswer(context: RequestContext, told: Told, bus: ExecutionEventBus, signal: AbortSignal): Promise<void> {
    const artifactId = randomUUID();
    const isStream = context.context.state.get(streamingKey) === true;
    const pieces = isStream ? this.#brain.stream(told, signal) : [told.text];
    let append = false;
    for await (const piece of pieces) {
      bus.publish({
        kind: 'artifactUpdate',
        data: {
          ...placeOf(context),
          artifact: { artifactId, name: 'answer', description: '', parts: [textPart(piece)], metadata: undefined, extensions: [] },
          append,
          lastChunk: !isStream,
          metadata: undefined,
        },
      });
      append = true;
    }
    const usage = { input_tokens: told.usage.input, output_tokens: told.usage.output };
    publishStatus(context, status('completed'), bus, { ...metadata, usage });
  }
}

function placeOf({ taskId, contextId }: Place): Place {
  return { taskId, contextId };
}

function publishStatus(place: Place, next: TaskStatus, bus: ExecutionEventBus, about: object = metadata): void {
  bus.publish({ kind: 'statusUpdate', data: { ...placeOf(place), status: next, metadata: { ...about } } });
}

function status(state: keyof typeof states, words?: string): TaskStatus {
  return { state: states[state], message: words === undefined ? undefined : message(words), timestamp: new Date().toISOString() };
}

function message(text: string): Message {
  return {
    messageId: randomUUID(),
    contextId: '',
    taskId: '',
    role: agentRole,
    parts: [textPart(text)],
    metadata,
    extensions: [],
    referenceTaskIds: [],
  };
}

function textPart(value: string): Part {
  return { content: { $case: 'text', value }, metadata: undefined, filename: '', mediaType: '' };
}
