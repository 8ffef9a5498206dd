/** What of a result of `prompts/get` is looked at. */
export interface PromptResult {
  readonly messages: readonly { readonly role: string; readonly content: { readonly type: string; readonly text?: string } }[];
}

export interface PromptAnswer {
  /** Text parts of all messages, one after the other. */
  readonly text: string;
  readonly roles: readonly string[];
  readonly sizeBytes: number;
}

export function promptAnswer({ messages }: PromptResult): PromptAnswer {
  const text = messages.flatMap(({ content }) => (content.type === 'text' ? [content.text ?? ''] : [])).join('\n');
  return { text, roles: messages.map(({ role }) => role), sizeBytes: Buffer.byteLength(JSON.stringify(messages)) };
}
