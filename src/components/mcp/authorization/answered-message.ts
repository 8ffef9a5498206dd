/** What the JSON-RPC message in an answer is. */
export type MessageKind = 'result' | 'error' | 'none';

const textLimit = 256 * 1024;

/** Reads an answer until its JSON-RPC message is there: a stream may stay open behind it. */
export async function answeredMessage(response: Response): Promise<{ readonly text: string; readonly message: MessageKind }> {
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const decoder = new TextDecoder();
  let text = '';
  let message: MessageKind = 'none';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (isStream)
      message = kindOfFirst(
        text
          .split(/\r?\n\r?\n/)
          .slice(0, -1)
          .map(dataOf),
      );
    if (message !== 'none' || text.length > textLimit) break;
  }
  return { text: text.slice(0, textLimit), message: isStream ? message : kindOfFirst([text]) };
}

/** Of an event; several lines of data are one text. */
function dataOf(event: string): string {
  const lines = event.split(/\r?\n/).flatMap((line) => /^data: ?(.*)$/.exec(line)?.[1] ?? []);
  return lines.join('\n');
}

/** Notifications are neither a result nor an error. */
function kindOfFirst(texts: readonly string[]): MessageKind {
  for (const text of texts) {
    const message = parse(text);
    if (Object.hasOwn(message, 'result')) return 'result';
    if (Object.hasOwn(message, 'error')) return 'error';
  }
  return 'none';
}

function parse(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
