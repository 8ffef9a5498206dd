import { fileURLToPath } from 'node:url';
import { freePort } from '../../../../src/components/mcp/runtime/free-port.ts';
import { Supervisor } from '../../../../src/components/mcp/runtime/process/supervisor.ts';
import { expect } from 'vitest';

export const modernFile = fileURLToPath(new URL('modern-server.mjs', import.meta.url));

/** The server of `modern-server.mjs` as somebody else's. */
export async function startModern(): Promise<AsyncDisposable & { readonly url: string }> {
  const port = await freePort();
  await using cleanup = new AsyncDisposableStack();
  const supervisor = cleanup.use(new Supervisor({ command: [process.execPath, modernFile], env: { PORT: String(port) }, restart: 'no' }));
  await supervisor.start();
  const url = `http://127.0.0.1:${port}/mcp`;
  await untilAnswers(url);
  const owned = cleanup.move();
  return { url, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** Any answer at all. */
export async function untilAnswers(url: string): Promise<void> {
  const ask = () =>
    fetch(url).then(
      () => 'answers',
      () => 'does not',
    );
  await expect.poll(ask, { timeout: 20_000 }).toBe('answers');
}
