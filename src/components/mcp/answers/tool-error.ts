import { Refusal } from '../../../std/errors.ts';
import type { McpConnection } from '../client.ts';
import { shortText } from '../../short-text.ts';
import type { ToolAnswer } from './tool-answer.ts';

/** A tool's error result as an error of ours. Its words are shortened after secrets were taken out: a cut could hide one. */
export function toolError({ watch }: McpConnection, tool: string, { text }: ToolAnswer): Refusal {
  return new Refusal('tool-error', `tool ${tool} answered: ${shortText(watch.redact(text))}`);
}
