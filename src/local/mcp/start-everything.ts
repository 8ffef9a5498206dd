import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolveEngine } from '../engine.ts';

export interface EverythingEndpoint extends AsyncDisposable {
  /** `http://127.0.0.1:PORT/mcp`. */
  readonly url: string;
}

const startTimeoutMilliseconds = 15_000;

/**
 * Runs before the published server, which listens on all interfaces and has no option to change that: it moves the
 * server to loopback, tells us the port, and ends the process when we are gone.
 */
const preload = `
  import { Server } from 'node:net';
  const listen = Server.prototype.listen;
  Server.prototype.listen = function (port, ...rest) {
    this.once('listening', () => process.send({ port: this.address().port }));
    return listen.call(this, { port: Number(port), host: '127.0.0.1' }, rest.find((entry) => typeof entry === 'function'));
  };
  process.on('disconnect', () => process.exit(0));
`;

/**
 * Starts the reference server `server-everything` from npm over streamable HTTP, in a process of its own.
 * @throws EngineMissing when it is not installed, and an Error with its last words when it does not start
 */
export async function startEverything(port = 0): Promise<EverythingEndpoint> {
  const file = resolveEngine('@modelcontextprotocol/server-everything/dist/index.js');
  const child = fork(file, ['streamableHttp'], {
    execArgv: ['--import', `data:text/javascript,${encodeURIComponent(preload)}`],
    // Nothing of our environment: one of its tools returns it.
    env: { PORT: String(port), PATH: process.env['PATH'], SystemRoot: process.env['SystemRoot'] },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    // A process group of its own: Ctrl-C must not end it while the run that uses it cleans up.
    detached: true,
  });
  try {
    return { url: `http://127.0.0.1:${await announcedPort(child)}/mcp`, [Symbol.asyncDispose]: () => stopChild(child) };
  } catch (error) {
    await stopChild(child);
    throw error;
  }
}

async function announcedPort(child: ChildProcess): Promise<number> {
  let lastWords = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (lastWords = `${lastWords}${text}`.slice(-1000)));
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const fail = (what: string): void => reject(new Error(`The MCP server "everything" ${what}. ${lastWords.trim()}`.trim()));
  const timer = setTimeout(() => fail(`did not listen within ${startTimeoutMilliseconds} ms`), startTimeoutMilliseconds);
  child.once('message', (message) => resolve((message as { readonly port: number }).port));
  child.once('error', (error) => fail(`could not be started: ${error.message}`));
  child.once('exit', (code, signal) => fail(`ended with ${code ?? signal} before it listened`));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
