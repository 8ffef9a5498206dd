import { parsedJson } from './tool-answer.ts';

/** What of a result of `resources/read` is looked at: text, or base64. */
export interface ResourceResult {
  readonly contents: readonly {
    readonly uri: string;
    readonly mimeType?: string | undefined;
    readonly text?: string | undefined;
    readonly blob?: string | undefined;
  }[];
}

export interface ResourceAnswer {
  readonly text: string;
  /** The text as JSON, else the text. */
  readonly result: unknown;
  /** Of the first part; empty when it says none. */
  readonly mimeType: string;
  /** Of the content itself, decoded. */
  readonly sizeBytes: number;
  readonly uris: readonly string[];
}

export function resourceAnswer({ contents }: ResourceResult): ResourceAnswer {
  const text = contents.flatMap((part) => part.text ?? []).join('\n');
  const sizeBytes = contents.reduce(
    (sum, part) => sum + Buffer.byteLength(part.text ?? '') + Buffer.byteLength(part.blob ?? '', 'base64'),
    0,
  );
  return { text, result: parsedJson(text), mimeType: contents[0]?.mimeType ?? '', sizeBytes, uris: contents.map(({ uri }) => uri) };
}
