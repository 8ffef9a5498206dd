/** 100 comments of the greatest length, with room. */
const bodyLimitBytes = 64 * 1024 * 1024;

/**
 * A fetch that answers only when the whole body is here: Octokit takes a body that breaks off for an empty one, so a reset
 * in the middle of a list would look like a list without entries.
 */
export function fetchWhole(send: typeof fetch): typeof fetch {
  return async (address, init) => {
    const response = await send(address, init);
    const { status, statusText, headers } = response;
    const bytes = await readAll(response.body);
    return new Response(bytes.byteLength === 0 ? null : bytes, { status, statusText, headers });
  };
}

async function readAll(body: ReadableStream<Uint8Array> | null): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > bodyLimitBytes) throw new Error(`the answer is longer than ${bodyLimitBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
