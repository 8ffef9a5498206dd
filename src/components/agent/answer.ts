import type { Usage } from './usage.ts';

/** One turn of a conversation. */
export interface Turn {
  readonly question: string;
  readonly answer: Answer;
}

export interface Question {
  readonly text: string;
  /** The turns before it. */
  readonly earlier: readonly Turn[];
  /** Names the conversation where the asker does. */
  readonly conversation: string;
  /** Functions that the asker offers to run, in the words of OpenAI's API. */
  readonly functions?: readonly unknown[];
}

export interface ToolCall {
  readonly name: string;
  readonly arguments: unknown;
}

export interface Answer {
  readonly text: string;
  /** Structured parts, else the text where it is JSON. */
  readonly json?: unknown;
  /** Functions that the asker is asked to run. */
  readonly toolCalls: readonly ToolCall[];
  readonly usage?: Usage;
  /** How it ended, in the protocol's words. */
  readonly finish: string;
  /** Why it is not a whole answer. */
  readonly shortfall?: string;
  /** What the agent says answered, such as the name of a model. */
  readonly answeredBy?: string;
  /** Names the conversation where the agent does. */
  readonly conversation?: string;
}

/** Beginnings that frameworks give their errors when they pass them on as an answer. */
const errorBeginnings = [
  'error:',
  'exception:',
  'internal server error',
  'traceback (most recent call last)',
  'agent stopped due to',
  'i encountered an error',
];

/** Why an answer is none although the agent sent it as one, in a sentence; undefined when it is one. */
export function problemOf({ text, toolCalls, shortfall }: Answer, markers: readonly string[]): string | undefined {
  if (shortfall !== undefined) return shortfall;
  if (text.trim() === '' && toolCalls.length === 0) return 'the answer is empty';
  return errorInText(text, markers);
}

/** Why a text is an error and no answer, in a sentence. */
export function errorInText(text: string, markers: readonly string[]): string | undefined {
  const words = text.trimStart().toLowerCase();
  const beginning = errorBeginnings.find((marker) => words.startsWith(marker));
  if (beginning !== undefined) return `the answer is an error: it begins with "${beginning}"`;
  const marker = markers.find((candidate) => words.includes(candidate.toLowerCase()));
  return marker === undefined ? undefined : `the answer is an error: it contains "${marker}"`;
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A new question without turns before it. */
export function questionOf(text: string): Question {
  return { text, earlier: [], conversation: crypto.randomUUID() };
}

/** The next question of the same conversation. */
export function followUp(question: Question, answer: Answer, text: string): Question {
  return { ...question, text, earlier: [...question.earlier, { question: question.text, answer }] };
}
