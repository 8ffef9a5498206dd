import type { Answer } from '../answer.ts';
import { parseJson } from '../answer.ts';
import { asRecord, asText } from '../as-record.ts';
import { readUsage } from '../usage.ts';
import { valueAt } from '../value-at.ts';

export interface AnswerPlace {
  /** Absent: the whole is the answer. */
  readonly answerPath?: string | undefined;
  readonly usagePath?: string | undefined;
}

/** The answer inside of what came; undefined when it is not there. */
export function answerAt(body: unknown, { answerPath, usagePath }: AnswerPlace): Answer | undefined {
  const found = answerPath === undefined ? body : valueAt(body, answerPath);
  if (found === undefined || found === null) return undefined;
  const isText = typeof found === 'string';
  const json = isText ? parseJson(found) : found;
  const usage = usagePath === undefined ? undefined : readUsage(valueAt(body, usagePath));
  const answeredBy = asText(asRecord(body)['model']);
  return {
    text: isText ? found : JSON.stringify(found),
    toolCalls: [],
    finish: 'answered',
    ...(json !== undefined && { json }),
    ...(usage !== undefined && { usage }),
    ...(answeredBy !== undefined && { answeredBy }),
  };
}
