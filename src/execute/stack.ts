import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { KindStart, StackEndpoint, StackReply, StackRequest } from '../model/stack.ts';
import { withDeadline } from '../std/deadline.ts';
import { LastLines } from './last-lines.ts';
import { loopbackPorts, openPorts } from './stack-remains.ts';
import type { Remains } from './stack-remains.ts';

export interface StackOptions {
  /** Script and arguments of the child; the request is added as one more argument. */
  readonly command: readonly string[];
  readonly request: StackRequest;
  /** Aborted: a start that is under way fails. A stack that is ready stays until it is disposed: clean-up needs it. */
  readonly signal: AbortSignal;
  /** Where the child's environment is chosen from; by default our own. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** How long it may take; 20 s when absent. */
  readonly readyMilliseconds?: number;
}

/** The stack cannot start because of a file, folder or name in the request. The message is for people. */
export class StackRequestError extends Error {
  override readonly name = 'StackRequestError';
}

export interface RunningStack extends AsyncDisposable {
  readonly endpoints: readonly StackEndpoint[];
  readonly unavailable: readonly { readonly uses: string; readonly reason: string }[];
  readonly starts: readonly KindStart[];
  /** Resolves with a sentence when the child ends, whoever ended it. Never rejects. */
  readonly closed: Promise<string>;
  /** Ends the child as disposing does, and looks whether its process and its ports are gone. Gives what is still there. */
  end(): Promise<readonly Remains[]>;
}

const usualReadyMilliseconds = 20_000;
const terminateMilliseconds = 2000;
/** Tokens of the runner and the user's secrets are not among them: what the child does not have it cannot leak. */
const passedOn = ['PATH', 'HOME', 'LANG', 'TMPDIR', 'TEMP', 'TMP', 'SystemRoot', 'INFRA_TEST_ENGINES', 'NODE_EXTRA_CA_CERTS'];

/**
 * Starts the child process that runs the embedded endpoints and waits until they are ready, at most 20 s. The child has an
 * IPC channel; it ends itself when the channel closes, so it dies with us however we die.
 */
export async function startStack({
  command,
  request,
  signal,
  environment = process.env,
  readyMilliseconds = usualReadyMilliseconds,
}: StackOptions): Promise<RunningStack> {
  signal.throwIfAborted();
  const child = spawn(process.execPath, [...command, JSON.stringify(request)], {
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    env: childEnvironment(environment),
  });
  const errors = new LastLines(20);
  child.stderr?.setEncoding('utf8').on('data', (text: string) => errors.add(text));
  const closed = endOf(child, errors);
  const onAbort = (): void => void terminate(child, closed);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const limit = `the embedded stack was not ready within ${readyMilliseconds / 1000}s`;
    const ready = await withDeadline(readyOrEnd(child, closed), readyMilliseconds, limit);
    signal.removeEventListener('abort', onAbort);
    const dispose = () => terminate(child, closed);
    return { ...ready, closed, end: () => endOfStack(child, ready, dispose), [Symbol.asyncDispose]: dispose };
  } catch (error) {
    signal.removeEventListener('abort', onAbort);
    await terminate(child, closed);
    signal.throwIfAborted();
    throw error;
  }
}

function childEnvironment(environment: Readonly<Record<string, string | undefined>>): NodeJS.ProcessEnv {
  const chosen = passedOn.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]] as const]));
  // The endpoints call each other on loopback, which a proxy must not see.
  return { ...Object.fromEntries(chosen), NO_PROXY: '127.0.0.1' };
}

type Ready = Pick<RunningStack, 'endpoints' | 'unavailable' | 'starts'>;

function readyOrEnd(child: ChildProcess, closed: Promise<string>): Promise<Ready> {
  return new Promise((resolve, reject) => {
    const unavailable: { readonly uses: string; readonly reason: string }[] = [];
    child.on('message', (message) => {
      const reply = message as StackReply;
      if (reply.type === 'ready') resolve({ endpoints: reply.endpoints, unavailable, starts: reply.starts });
      else if (reply.type === 'unavailable') unavailable.push({ uses: reply.uses, reason: reply.reason });
      else if (reply.type === 'failed') reject(reply.isInput ? new StackRequestError(reply.reason) : new Error(reply.reason));
    });
    void closed.then((reason) => reject(new Error(reason)));
  });
}

/** Waits for `close`, not `exit`: only then is all of stderr here. */
function endOf(child: ChildProcess, errors: LastLines): Promise<string> {
  return new Promise((resolve) => {
    const tell = (how: string): void => {
      const text = errors.text();
      resolve(`the embedded stack ended (${how})${text === '' ? '' : `:\n${text}`}`);
    };
    child.once('error', (error) => tell(error.message));
    child.once('close', (code, signal) => tell(signal === null ? `exit code ${code}` : signal));
  });
}

async function endOfStack(child: ChildProcess, { endpoints }: Ready, dispose: () => Promise<void>): Promise<readonly Remains[]> {
  await dispose();
  const ports = await openPorts(loopbackPorts(endpoints));
  return hasEnded(child) ? ports : [{ kind: 'process', name: String(child.pid) }, ...ports];
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

async function terminate(child: ChildProcess, closed: Promise<string>): Promise<void> {
  if (hasEnded(child)) return;
  child.kill('SIGTERM');
  if (await endsInTime(closed)) return;
  child.kill('SIGKILL');
  // A process of the child's own may still hold its stderr: that is no reason to wait for ever.
  await endsInTime(closed);
}

async function endsInTime(closed: Promise<string>): Promise<boolean> {
  try {
    await withDeadline(closed, terminateMilliseconds, 'the embedded stack has not ended');
    return true;
  } catch {
    return false;
  }
}
