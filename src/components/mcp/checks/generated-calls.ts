import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { Skip } from '../../../std/errors.ts';
import { refuseReadOnly } from '../../refuse-read-only.ts';
import { findFailing } from '../arguments/find-failing.ts';
import type { Arguments, Found } from '../arguments/find-failing.ts';
import { ToolCaller } from '../arguments/try-call.ts';
import type { McpConnection } from '../client.ts';
import { duration } from '../duration-option.ts';
import type { ToolDescription } from '../lists/server-lists.ts';
import type { McpSettings } from '../settings-schema.ts';
import { claimsOf, needsTasks } from '../lists/tool-claims.ts';
import { toolName } from '../tool-options.ts';

/** The rest of the check's time is for what was begun: what was seen must still be told. */
const usableShare = 0.8;
const mostRuns = 1000;
const longestArguments = 600;

const options = v.strictObject({
  allow: v.pipe(
    v.array(toolName),
    v.minLength(1, 'expected the tools that may be called'),
    v.description('Tools that may be called with arguments nobody chose. No other tool is ever called'),
  ),
  runs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostRuns), v.description('Calls of each tool')), 25),
  seed: v.optional(v.pipe(v.number(), v.integer(), v.description('The same seed generates the same arguments')), 1),
  within: v.optional(duration('Limit of one call.'), '10s'),
  tool_errors: v.optional(
    v.pipe(v.picklist(['count', 'fail']), v.description('`fail`: an error that a tool answers with is a failure as well')),
    'count',
  ),
});

export interface GeneratedCallsInput {
  readonly tools: readonly string[];
  readonly runs: number;
  readonly seed: number;
  readonly withinMilliseconds: number;
  readonly failsOnToolErrors: boolean;
}

export const generatedCalls: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary:
    'Allowed tools are called with arguments generated from their schemas. Of a failure the smallest input is shown, of outputs nothing.',
  layer: 'integration',
  options,
  primary: 'allow',
  expand({ allow, runs, seed, within, tool_errors: toolErrors }) {
    const tools = [...new Set(allow)];
    const input: GeneratedCallsInput = { tools, runs, seed, withinMilliseconds: within, failsOnToolErrors: toolErrors === 'fail' };
    return [{ name: 'generated-calls', title: `Generated arguments do no harm to ${tools.join(', ')}`, input }];
  },
};

export async function runGeneratedCalls(connection: McpConnection, input: GeneratedCallsInput, context: CheckContext): Promise<void> {
  refuseReadOnly(context);
  const listed = await connection.listTools(context.signal);
  const allowed = listed.filter(({ name }) => input.tools.includes(name));
  for (const claim of claimsOf(allowed)) context.note(claim);
  for (const name of input.tools.filter((name) => !allowed.some((tool) => tool.name === name))) {
    context.find({ subject: `tool ${name}`, expected: 'listed', actual: 'not listed', met: false });
  }
  const callable = allowed.filter((tool) => !needsTasks(tool));
  if (callable.length === 0 && allowed.length === input.tools.length)
    throw new Skip(`${allowed.map(({ name }) => name).join(', ')}: answered as a task only, which is not asked for`);
  const endsAt = performance.now() + (context.timeoutMilliseconds ?? Number.POSITIVE_INFINITY) * usableShare;
  await using caller = new ToolCaller(connection, input.withinMilliseconds, context);
  for (const tool of allowed) {
    if (needsTasks(tool)) context.note(`${tool.name} is not called: it answers as a task only`);
    else await tryTool(tool, caller, endsAt, input, context);
  }
}

/** Answers with an error, and the arguments of the first one. */
interface ToolErrors {
  count: number;
  first?: Arguments;
}

async function tryTool(
  tool: ToolDescription,
  caller: ToolCaller,
  endsAt: number,
  input: GeneratedCallsInput,
  context: CheckContext,
): Promise<void> {
  const errors: ToolErrors = { count: 0 };
  const found = await findFailing({
    inputSchema: tool.inputSchema,
    runs: input.runs,
    seed: input.seed,
    isOver: () => caller.isGone || performance.now() > endsAt,
    async attempt(args) {
      const verdict = await caller.call(tool, args);
      if (verdict.kind === 'failure') return verdict.failure;
      if (verdict.kind === 'answer') return undefined;
      errors.count += 1;
      errors.first ??= args;
      return input.failsOnToolErrors ? { kind: 'tool error', words: 'it answered with an error' } : undefined;
    },
  });
  tell(tool.name, found, errors, input, context);
}

function tell(tool: string, found: Found, errors: ToolErrors, { runs, seed }: GeneratedCallsInput, context: CheckContext): void {
  const { calls, failure, isStuck } = found;
  const actual =
    failure === undefined
      ? `${calls} calls, ${errors.count} answered with an error${isStuck ? '; no further arguments that its schema allows were found' : ''}`
      : `${failure.kind} in call ${calls}: ${failure.words}. Smallest arguments: ${shown(failure.args)} (seed ${seed}, ${failure.shrinks} times made smaller)`;
  const met = failure === undefined && calls >= runs;
  context.find({ subject: `tool ${tool}`, expected: `${runs} generated calls without a failure`, actual, met });
  if (failure === undefined && errors.first !== undefined) {
    context.note(`${tool}: an error is the answer to ${errors.count} of ${calls} calls, such as to ${shown(errors.first)}`);
  }
}

function shown(args: Arguments): string {
  const text = JSON.stringify(args);
  return text.length > longestArguments ? `${text.slice(0, longestArguments)}...` : text;
}
