import { asList, asRecord, asText } from '../as-record.ts';
import type { Answer, Question } from '../answer.ts';
import { parseJson } from '../answer.ts';
import { readUsage } from '../usage.ts';
import { firstWords } from '../../short-text.ts';

/** What the two versions of A2A write differently. Both are read with the same eyes: their members do not collide. */
export type A2aVersion = '1.0' | '0.3';

interface Methods {
  readonly send: string;
  readonly stream: string;
  readonly getTask: string;
  readonly cancelTask: string;
}

export const methods: Readonly<Record<A2aVersion, Methods>> = {
  '1.0': { send: 'SendMessage', stream: 'SendStreamingMessage', getTask: 'GetTask', cancelTask: 'CancelTask' },
  '0.3': { send: 'message/send', stream: 'message/stream', getTask: 'tasks/get', cancelTask: 'tasks/cancel' },
};

/** Parameters of a question. `waits`: the answer comes when the task is over. */
export function messageParams(version: A2aVersion, question: Question, waits: boolean): object {
  const contextId = question.earlier.at(-1)?.answer.conversation;
  const shared = { messageId: crypto.randomUUID(), ...(contextId !== undefined && { contextId }) };
  if (version === '0.3') {
    const message = { kind: 'message', role: 'user', parts: [{ kind: 'text', text: question.text }], ...shared };
    return { message, configuration: { blocking: waits } };
  }
  const message = { role: 'ROLE_USER', parts: [{ text: question.text }], ...shared };
  return { message, configuration: { returnImmediately: !waits } };
}

export interface A2aTask {
  readonly kind: 'task';
  readonly id: string;
  readonly contextId: string;
  /** As 0.3 writes it: `completed`, `input-required`. */
  readonly state: string;
  readonly statusText: string;
  readonly artifacts: readonly A2aArtifact[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface A2aArtifact {
  readonly id: string;
  readonly text: string;
  /** Structured parts. */
  readonly data: readonly unknown[];
}

export interface A2aMessage {
  readonly kind: 'message';
  readonly contextId: string;
  readonly text: string;
  readonly data: readonly unknown[];
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface StatusUpdate {
  readonly kind: 'status';
  readonly taskId: string;
  readonly state: string;
  readonly statusText: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

export interface ArtifactUpdate {
  readonly kind: 'artifact';
  readonly taskId: string;
  readonly artifact: A2aArtifact;
  readonly append: boolean;
}

export type A2aEvent = A2aTask | A2aMessage | StatusUpdate | ArtifactUpdate;

/** A result or an event of a stream; undefined when it is none that A2A knows. */
export function readEvent(result: unknown): A2aEvent | undefined {
  const record = asRecord(result);
  const kind = record['kind'];
  if (kind === 'task') return readTask(record);
  if (kind === 'message') return readMessage(record);
  if (kind === 'status-update') return readStatusUpdate(record);
  if (kind === 'artifact-update') return readArtifactUpdate(record);
  // 1.0 names the kind by the member that is there.
  if (record['task'] !== undefined) return readTask(asRecord(record['task']));
  if (record['message'] !== undefined) return readMessage(asRecord(record['message']));
  if (record['statusUpdate'] !== undefined) return readStatusUpdate(asRecord(record['statusUpdate']));
  if (record['artifactUpdate'] !== undefined) return readArtifactUpdate(asRecord(record['artifactUpdate']));
  return undefined;
}

/** A task as `GetTask` gives it: not inside of anything. */
export function readTask(record: Readonly<Record<string, unknown>>): A2aTask {
  return {
    kind: 'task',
    id: asText(record['id']) ?? '',
    contextId: asText(record['contextId']) ?? '',
    ...readStatus(record['status']),
    artifacts: asList(record['artifacts']).map(readArtifact),
    metadata: asRecord(record['metadata']),
  };
}

/** Nothing follows these states by itself. */
export function isOver(state: string): boolean {
  return ['completed', 'failed', 'canceled', 'rejected', 'input-required', 'auth-required'].includes(state);
}

/** The answer that a task or a message is. */
export function answerOf(event: A2aTask | A2aMessage): Answer {
  const isMessage = event.kind === 'message';
  const artifacts = isMessage ? [] : event.artifacts;
  const said = isMessage ? event.text : artifacts.map((artifact) => artifact.text).join('\n') || event.statusText;
  const data = isMessage ? event.data : artifacts.flatMap((artifact) => artifact.data);
  const finish = isMessage ? 'message' : event.state;
  const json = data.length === 0 ? parseJson(said) : data.length === 1 ? data[0] : data;
  // Structured parts alone are an answer too.
  const text = said.trim() === '' && data.length > 0 ? JSON.stringify(json) : said;
  const usage = readUsage(event.metadata['usage']);
  const answeredBy = asText(event.metadata['model']);
  return {
    text,
    toolCalls: [],
    finish,
    ...(json !== undefined && { json }),
    ...(usage !== undefined && { usage }),
    ...(answeredBy !== undefined && { answeredBy }),
    ...(event.contextId !== '' && { conversation: event.contextId }),
    ...shortfallOf(event, text),
  };
}

function shortfallOf(event: A2aTask | A2aMessage, text: string): Pick<Answer, 'shortfall'> {
  if (event.kind === 'message' || event.state === 'completed') return {};
  const words = text === '' ? '' : `: ${firstWords(text, 200)}`;
  return { shortfall: `the task ended as ${event.state || 'nothing'}${words}` };
}

function readMessage(record: Readonly<Record<string, unknown>>): A2aMessage {
  const { text, data } = readParts(record['parts']);
  return { kind: 'message', contextId: asText(record['contextId']) ?? '', text, data, metadata: asRecord(record['metadata']) };
}

function readStatusUpdate(record: Readonly<Record<string, unknown>>): StatusUpdate {
  return {
    kind: 'status',
    taskId: asText(record['taskId']) ?? '',
    ...readStatus(record['status']),
    metadata: asRecord(record['metadata']),
  };
}

function readArtifactUpdate(record: Readonly<Record<string, unknown>>): ArtifactUpdate {
  const artifact = readArtifact(record['artifact']);
  return { kind: 'artifact', taskId: asText(record['taskId']) ?? '', artifact, append: record['append'] === true };
}

function readArtifact(value: unknown): A2aArtifact {
  const record = asRecord(value);
  return { id: asText(record['artifactId']) ?? '', ...readParts(record['parts']) };
}

function readParts(value: unknown): Pick<A2aArtifact, 'text' | 'data'> {
  const parts = asList(value).map(asRecord);
  return {
    text: parts.map((part) => asText(part['text']) ?? '').join(''),
    data: parts.flatMap((part) => (part['data'] === undefined ? [] : [part['data']])),
  };
}

/** `TASK_STATE_INPUT_REQUIRED` is `input-required`. */
function readStatus(value: unknown): { readonly state: string; readonly statusText: string } {
  const status = asRecord(value);
  const state = (asText(status['state']) ?? '')
    .replace(/^TASK_STATE_/, '')
    .toLowerCase()
    .replaceAll('_', '-');
  return { state, statusText: readParts(asRecord(status['message'])['parts']).text };
}
