import { once } from 'node:events';
import { InputError } from '../config/inputs.ts';
import { listenForInterrupt } from '../execute/interrupt.ts';
import { StackRequestError, startStack } from '../execute/stack.ts';
import type { RunningStack } from '../execute/stack.ts';
import { exitCodes } from '../judge/report.ts';
import type { StackEndpoint, StackRequest } from '../model/stack.ts';
import { agentConnect, agentGuide } from './agent-guide.ts';
import { mcpConnect, mcpGuide } from './mcp-guide.ts';
import { pineconeConnect, pineconeGuide } from './pinecone-guide.ts';
import { snowflakeConnect, snowflakeGuide } from './snowflake-guide.ts';
import { stackCommand } from './stack-command.ts';
import { paintFor } from './style.ts';
import { stackRequestOf } from './up-request.ts';

/** An SQL file or a folder may hold much. */
const longReadyMilliseconds = 600_000;

/** `infra-test up`: the embedded stack as a foreground process. Its random passwords are printed: they are worth nothing elsewhere. */
export async function upCommand(kinds: readonly string[], flags: Readonly<Record<string, unknown>>): Promise<number> {
  const request = stackRequestOf(kinds, flags);
  using interrupt = listenForInterrupt();
  const { signal } = interrupt;
  await using stack = await start(request, signal);
  if (!stack) return exitCodes.stopped;
  process.stdout.write(flags['json'] === true ? `${JSON.stringify(stack.endpoints.map(endpointData))}\n` : endpointList(stack.endpoints));
  for (const { uses, reason } of stack.unavailable) process.stderr.write(`${uses} is not available: ${reason}\n`);
  noteSkippedSeed(request, stack.endpoints);
  const stopped = signal.aborted ? Promise.resolve() : once(signal, 'abort').then(() => undefined);
  const ended = await Promise.race([stopped, stack.closed]);
  if (ended === undefined) return exitCodes.pass;
  process.stderr.write(`${ended}\n`);
  return exitCodes.broken;
}

/** Undefined when it was stopped before it was ready. */
async function start(request: StackRequest, signal: AbortSignal): Promise<RunningStack | undefined> {
  const isLong =
    request.snowflake?.sqlFile !== undefined ||
    request.snowflake?.dataDirectory !== undefined ||
    request.pinecone?.dataDirectory !== undefined;
  try {
    return await startStack({ command: stackCommand(), request, signal, ...(isLong && { readyMilliseconds: longReadyMilliseconds }) });
  } catch (error) {
    if (signal.aborted) return undefined;
    throw error instanceof StackRequestError ? new InputError(error.message, { cause: error }) : error;
  }
}

function noteSkippedSeed({ snowflake }: StackRequest, endpoints: readonly StackEndpoint[]): void {
  if (snowflake?.sqlFile === undefined || !endpoints.some(({ access }) => access?.kept === true)) return;
  process.stderr.write(`The account was in ${snowflake.dataDirectory} already, so ${snowflake.sqlFile} was not run.\n`);
}

function endpointData(endpoint: StackEndpoint): object {
  const connect = snowflakeConnect(endpoint) ?? pineconeConnect(endpoint) ?? mcpConnect(endpoint) ?? agentConnect(endpoint);
  return connect ? { ...endpoint, connect } : endpoint;
}

function endpointList(endpoints: readonly StackEndpoint[]): string {
  const paint = paintFor(process.stdout);
  const blocks = endpoints.map((endpoint) => {
    const { uses, host, describe, settings } = endpoint;
    const lines = Object.entries(settings).map(([name, value]) => `    ${name}: ${JSON.stringify(value)}`);
    return [`${paint('bold', uses)}${host ? ` for ${host}` : ''}: ${describe}`, ...lines, ...guideTo(endpoint)].join('\n');
  });
  return `${blocks.join('\n')}\n\nThe settings go below \`with:\`. Ctrl-C stops the stack.\n`;
}

/** How to connect, for the kinds that programs of others can use. */
function guideTo(endpoint: StackEndpoint): readonly string[] {
  const [snowflake, pinecone, mcp] = [snowflakeConnect(endpoint), pineconeConnect(endpoint), mcpConnect(endpoint)];
  const agent = agentConnect(endpoint);
  return [
    ...(snowflake ? [snowflakeGuide(endpoint, snowflake)] : []),
    ...(pinecone ? [pineconeGuide(endpoint, pinecone)] : []),
    ...(mcp ? [mcpGuide(mcp)] : []),
    ...(agent ? [agentGuide(agent)] : []),
  ];
}
