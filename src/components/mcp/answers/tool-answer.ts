import { Refusal } from '../../../std/errors.ts';
import { mismatchOf } from '../../json-schema.ts';
import type { ToolDescription } from '../lists/server-lists.ts';

const resultLimitBytes = 1024 * 1024;

/** What of a result of `tools/call` is looked at. */
export interface ToolResult {
  readonly content: readonly { readonly type: string; readonly text?: string | undefined }[];
  readonly structuredContent?: unknown;
  readonly isError?: boolean | undefined;
}

export interface ToolAnswer {
  readonly isError: boolean;
  /** Text parts, one after the other. */
  readonly text: string;
  /** Structured content where the tool gives it, else the text as JSON, else the text. */
  readonly result: unknown;
  readonly sizeBytes: number;
  /** How it differs from the output schema of the tool, when its description was given. */
  readonly mismatch?: string;
}

/** Throws `Refusal` when the result is larger than 1 MiB. */
export function toolAnswer(tool: string, result: ToolResult, json: string, definition: ToolDescription | undefined): ToolAnswer {
  const { content, structuredContent, isError } = result;
  const text = content.flatMap((part) => (part.type === 'text' ? [part.text ?? ''] : [])).join('\n');
  const sizeBytes = Buffer.byteLength(json);
  if (sizeBytes > resultLimitBytes) throw new Refusal('RESULT_TOO_LARGE', `tool ${tool} answered more than 1 MiB`);
  const mismatch =
    definition?.outputSchema === undefined || isError === true ? undefined : mismatchOfOutput(definition.outputSchema, result);
  return {
    isError: isError === true,
    text,
    result: structuredContent ?? parsedJson(text),
    sizeBytes,
    ...(mismatch !== undefined && { mismatch }),
  };
}

function mismatchOfOutput(schema: object, { structuredContent }: ToolResult): string | undefined {
  return structuredContent === undefined ? 'there is no structured content' : mismatchOf(schema, structuredContent);
}

/** The text itself when it is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}
