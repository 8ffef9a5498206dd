import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { pause } from '../../../std/deadline.ts';
import { formatMilliseconds, parseDurationMilliseconds } from '../../../std/duration.ts';
import { checkName } from '../../check-name.ts';
import type { AgentConnection } from '../client.ts';
import { isCallOf, newEntries, showsArguments } from '../log-entries.ts';
import { questionText, shortQuestion } from '../question-options.ts';
import { logSchema, readLog } from '../read-log.ts';
import type { AgentSettings } from '../settings-schema.ts';

const pollMilliseconds = 100;
const toolName = v.pipe(v.string(), v.nonEmpty('expected the name of a tool'));

const options = v.strictObject({
  question: questionText,
  tool: v.pipe(toolName, v.description('The tool that must have been called')),
  name: v.exactOptional(checkName),
  args: v.exactOptional(
    v.pipe(
      v.record(v.string(), v.unknown()),
      v.description('Arguments of the call: the log shows them, or their SHA-256 with sorted keys'),
    ),
  ),
  forbid: v.exactOptional(v.pipe(v.array(toolName), v.description('Tools that must not have been called'))),
  log: v.pipe(logSchema, v.description('Where the tool itself records its calls')),
  within: v.exactOptional(v.pipe(v.string(), v.description('How long the log may take to show a call; 5s by default'))),
});

export interface ToolUseInput extends Omit<v.InferOutput<typeof options>, 'within' | 'name'> {
  readonly withinMilliseconds: number;
}

export const toolUse: CheckKind<v.InferOutput<typeof options>, AgentSettings> = {
  summary: "The agent used its tool for a question, proved by the tool's own log and not by what the agent says: calls, log, text.",
  layer: 'e2e',
  costs: 'compute',
  options,
  expand({ name, within = '5s', ...rest }) {
    const input: ToolUseInput = { ...rest, withinMilliseconds: parseDurationMilliseconds(within) };
    const title = `${shortQuestion(rest.question)} is answered with ${rest.tool}`;
    return [{ name: `tool-use.${name ?? rest.tool.replaceAll(/\W+/g, '_')}`, title, input }];
  },
};

export async function runToolUse(connection: AgentConnection, input: ToolUseInput, context: CheckContext): Promise<void> {
  const before = await readLog(input.log, context);
  const { text } = await connection.ask(input.question, context.signal);
  const added = await waitForCall(input, before, context);
  const calls = added.filter((entry) => isCallOf(input.tool, entry));
  const proofs = calls.filter((entry) => isProof(input, entry));
  context.value('value', text);
  context.value('text', text);
  context.value('calls', calls.length);
  context.value('log', added);
  context.find({
    subject: `tool ${input.tool}`,
    expected: `its log shows a call${input.args === undefined ? '' : ' with these arguments'}`,
    actual: describe(calls.length, proofs.length, added.length, input),
    met: proofs.length > 0,
  });
  if (input.args === undefined)
    context.note('a call by somebody else at the same time would look the same: declare args to tell them apart');
  for (const tool of input.forbid ?? []) {
    const forbidden = added.filter((entry) => isCallOf(tool, entry)).length;
    context.find({ subject: `tool ${tool}`, expected: 'not called', actual: `called ${times(forbidden)}`, met: forbidden === 0 });
  }
}

/** The new entries, as soon as one of them is the call or the time for it is over. */
async function waitForCall(input: ToolUseInput, before: readonly unknown[], context: CheckContext): Promise<readonly unknown[]> {
  const deadline = performance.now() + input.withinMilliseconds;
  for (;;) {
    const added = newEntries(before, await readLog(input.log, context));
    if (added.some((entry) => isProof(input, entry)) || performance.now() >= deadline || context.signal.aborted) return added;
    await pause(pollMilliseconds, context.signal);
  }
}

function isProof({ tool, args }: Pick<ToolUseInput, 'tool' | 'args'>, entry: unknown): boolean {
  return isCallOf(tool, entry) && (args === undefined || showsArguments(args, entry));
}

function describe(calls: number, proofs: number, added: number, { withinMilliseconds }: ToolUseInput): string {
  if (proofs > 0) return `called ${times(proofs)}`;
  if (calls > 0) return `called ${times(calls)} with other arguments`;
  return `no call within ${formatMilliseconds(withinMilliseconds)}; ${added === 0 ? 'nothing new' : `${added} new ${added === 1 ? 'entry' : 'entries'}`} in its log`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
