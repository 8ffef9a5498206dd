import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { formatMilliseconds } from '../../../std/duration.ts';
import { Skip, errorMessage } from '../../../std/errors.ts';
import { LatencyHistogram } from '../../../std/histogram.ts';
import { checkName } from '../../check-name.ts';
import type { McpConnection } from '../client.ts';
import type { McpSettings } from '../settings-schema.ts';
import { toolError } from '../answers/tool-error.ts';
import { operationName, toolArguments, toolName } from '../tool-options.ts';

const mostClients = 64;

const options = v.strictObject({
  tool: toolName,
  args: v.exactOptional(toolArguments),
  clients: v.optional(
    v.pipe(
      v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostClients))),
      v.minLength(1),
      v.description('Clients of each step, one step after the other. Over stdio each client starts a server'),
    ),
    [1, 4, 16],
  ),
  name: v.exactOptional(checkName),
});

export interface ConcurrencyInput {
  readonly name: string;
  readonly tool: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** Ascending, each once. */
  readonly steps: readonly number[];
}

export const concurrency: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: 'One tool called by 1, 4, 16 clients at once: operations `<name>.clients_<n>`, metric `<name>.throughput_<n>`.',
  layer: 'performance',
  options,
  primary: 'tool',
  expand({ tool, args = {}, clients, name = operationName(tool) }) {
    const steps = [...new Set(clients)].sort((left, right) => left - right);
    const input: ConcurrencyInput = { name, tool, args, steps };
    const operations = steps.map((step) => ({ name: `${name}.clients_${step}` }));
    return [{ name: `concurrency.${name}`, title: `Tool ${tool} called by ${steps.join(', ')} clients at once`, input, operations }];
  },
};

/** What one step did. */
interface Step {
  readonly times: LatencyHistogram;
  errors: number;
  firstError?: unknown;
}

export async function runConcurrency(connection: McpConnection, input: ConcurrencyInput, context: CheckContext): Promise<void> {
  const { access, name } = context.environment;
  if (access === 'read-only') throw new Skip(`environment ${name} is read-only: it is not put under load`);
  const max = input.steps.at(-1) ?? 1;
  const clients: McpConnection[] = [];
  try {
    // One after the other: opening is not what is looked at, and must not be the load.
    for (let index = 0; index < max; index += 1) clients.push(await opened(connection, input, context));
    for (const step of input.steps) await runStep(clients.slice(0, step), input, context);
  } finally {
    await Promise.allSettled(clients.map((client) => client[Symbol.asyncDispose]()));
  }
}

/** The first call of a connection is not like those after it. */
async function opened(connection: McpConnection, { tool, args }: ConcurrencyInput, { signal }: CheckContext): Promise<McpConnection> {
  const client = await connection.openAnother(signal);
  await client.callTool(tool, args, signal).catch(() => undefined);
  return client;
}

/** The samples are shared out, so that each step has as many and their percentiles compare. */
async function runStep(clients: readonly McpConnection[], { name, tool, args }: ConcurrencyInput, context: CheckContext): Promise<void> {
  const step: Step = { times: new LatencyHistogram(), errors: 0 };
  const options = { samples: Math.ceil(context.samples / clients.length), warmup: 0 };
  const startedAt = performance.now();
  const measuring = clients.map((client) =>
    context.measure(`${name}.clients_${clients.length}`, options, (signal) => callOnce(client, tool, args, step, signal)),
  );
  // Errors are told by the finding, also those of a client whose calls all failed.
  await Promise.allSettled(measuring);
  context.signal.throwIfAborted();
  const seconds = (performance.now() - startedAt) / 1000;
  const { times, errors, firstError } = step;
  context.metric(`${name}.throughput_${clients.length}`, times.count / seconds, '1/s');
  context.note(`${clients.length} ${clients.length === 1 ? 'client' : 'clients'}: ${sentence(times, seconds)}`);
  const total = times.count + errors;
  const actual = errors === 0 ? `${total} of ${total}` : `${times.count} of ${total}; ${errorMessage(firstError)}`;
  context.find({ subject: `${clients.length} clients at once`, expected: 'every call answered', actual, met: errors === 0 });
}

async function callOnce(
  client: McpConnection,
  tool: string,
  args: Readonly<Record<string, unknown>>,
  step: Step,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  try {
    const answer = await client.callTool(tool, args, signal);
    if (answer.isError) throw toolError(client, tool, answer);
    step.times.record(performance.now() - startedAt);
  } catch (error) {
    step.errors += 1;
    step.firstError ??= error;
    throw error;
  }
}

function sentence(times: LatencyHistogram, seconds: number): string {
  if (times.count === 0) return 'no call was answered';
  const [p50, p95] = [times.quantileMilliseconds(0.5), times.quantileMilliseconds(0.95)];
  return `${Math.round(times.count / seconds)} calls/s, p50 ${formatMilliseconds(p50)}, p95 ${formatMilliseconds(p95)}`;
}
