import type { StackReply, StackRequest } from '../model/stack.ts';
import { errorMessage } from '../std/errors.ts';
import { StackInputError } from './stack-input-error.ts';
import { startEndpoints } from './stack.ts';
import type { RunningEndpoints } from './stack.ts';

/**
 * Entry of the child process that runs the embedded stack: the StackRequest as JSON is its last argument, with an IPC channel
 * to its parent. It ends when the parent closes the channel (also by dying), or on SIGTERM.
 */
const stopTimeoutMilliseconds = 800;
let running: RunningEndpoints | undefined;
let stopping = false;

process.on('disconnect', () => void stop(0));
process.on('SIGTERM', () => void stop(0));
// Ctrl-C reaches the whole process group; the parent still has to clean up here, and ends us when it has.
process.on('SIGINT', () => {});
await run();

async function run(): Promise<void> {
  if (process.send === undefined) {
    process.stderr.write('The embedded stack is started by infra-test, over an IPC channel. Use "infra-test up" to run it alone.\n');
    process.exit(2);
  }
  try {
    running = await startEndpoints(parseRequest(process.argv.at(-1)));
    for (const { uses, reason } of running.unavailable) await send({ type: 'unavailable', uses, reason });
    await send({ type: 'ready', endpoints: running.endpoints, starts: running.starts });
  } catch (error) {
    await send({ type: 'failed', reason: errorMessage(error), isInput: error instanceof StackInputError });
    await stop(1);
  }
}

function parseRequest(text = ''): StackRequest {
  const { uses, seed, faults, ports, snowflake, pinecone } = JSON.parse(text) as Partial<StackRequest>;
  if (!Array.isArray(uses) || typeof seed !== 'number')
    throw new TypeError(`The request needs "uses" and "seed", got ${text.slice(0, 200)}.`);
  return { uses, seed, faults: faults ?? [], ...(ports && { ports }), ...(snowflake && { snowflake }), ...(pinecone && { pinecone }) };
}

/** Resolves when the message has left, or at once when nobody is there to read it. */
function send(reply: StackReply): Promise<void> {
  return new Promise((resolve) => {
    if (process.send === undefined || !process.connected) resolve();
    else process.send(reply, undefined, {}, () => resolve());
  });
}

/** Processes that we started end with us even when the time is up: they watch their own channel. */
async function stop(exitCode: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  setTimeout(() => process.exit(exitCode), stopTimeoutMilliseconds).unref();
  try {
    await running?.[Symbol.asyncDispose]();
  } finally {
    process.exit(exitCode);
  }
}
