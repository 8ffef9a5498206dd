import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { Skip, TransportError } from '../../../std/errors.ts';
import { isLoopbackHost } from '../../guarded-agent.ts';
import { refuseReadOnly } from '../../refuse-read-only.ts';
import type { McpConnection } from '../client.ts';
import { findSuite, suitePackage, suiteVersion } from '../conformance/find-suite.ts';
import type { Suite } from '../conformance/find-suite.ts';
import { judgeResults } from '../conformance/judge-results.ts';
import type { Judged } from '../conformance/judge-results.ts';
import { runScenario } from '../conformance/run-scenario.ts';
import { applies, askedScenarios, scenarioNames } from '../conformance/scenarios.ts';
import type { McpSettings } from '../settings-schema.ts';

export interface ConformanceInput {
  /** All that apply when absent. */
  readonly scenarios?: readonly string[];
  readonly expectedFailures: Readonly<Record<string, string>>;
}

const key = v.pipe(
  v.string(),
  v.check(
    (text) => (scenarioNames as readonly string[]).includes(text.split('/')[0] ?? ''),
    `expected scenario or scenario/check, such as ping`,
  ),
);
const reason = v.pipe(v.string(), v.nonEmpty('expected the reason why it may fail'), v.maxLength(300));

const options = v.strictObject({
  scenarios: v.exactOptional(
    v.pipe(
      v.array(v.picklist(scenarioNames)),
      v.minLength(1, 'expected a scenario'),
      v.description('Scenarios to run; by default all that apply, but http-header-validation, which calls the first tool of the server'),
    ),
  ),
  expected_failures: v.exactOptional(
    v.pipe(v.record(key, reason), v.description('What may fail, as scenario or scenario/check, each with the reason')),
  ),
});

/** Each is a process of its own. */
const sideBySide = 2;

export const conformance: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: `Scenarios of the official suite that apply to any server, run with ${suitePackage} where the repository or the PATH has it.`,
  layer: 'integration',
  options,
  primary: 'scenarios',
  expand({ scenarios: chosen, expected_failures: expectedFailures = {} }, { url }) {
    if (url === undefined) throw new Error('conformance needs a url: the suite speaks HTTP only');
    const input: ConformanceInput = { expectedFailures, ...(chosen !== undefined && { scenarios: chosen }) };
    return [{ name: 'conformance', title: 'The server conforms to its protocol revision', input }];
  },
};

export async function runConformance(connection: McpConnection, input: ConformanceInput, context: CheckContext): Promise<void> {
  const { url = '', token, headers = {} } = connection.settings;
  if (token !== undefined || Object.keys(headers).length > 0)
    throw new Skip('the conformance suite sends no headers, and this server is given some');
  const suite = await findSuite(context.configDirectory);
  if (suite === undefined) throw new Skip(`${suitePackage} is not installed (npm i -D ${suitePackage}@${suiteVersion})`);
  const { protocol, capabilities } = connection.server;
  const subject = { revision: protocol, capabilities, isOnLoopback: isLoopbackHost(new URL(url).hostname) };
  const asked = askedScenarios(input.scenarios).filter((scenario) => input.scenarios !== undefined || applies(scenario, subject));
  const running = asked.filter((scenario) => applies(scenario, subject));
  for (const { name } of asked.filter((scenario) => !running.includes(scenario)))
    context.note(`${name} does not apply to this server (MCP ${protocol})`);
  if (running.some(({ callsTool }) => callsTool === true)) refuseReadOnly(context);
  if (running.length === 0) throw new Skip(`no scenario of the suite applies to this server (MCP ${protocol})`);
  context.note(`${suitePackage} ${suite.version}, ${running.length} scenarios at MCP ${protocol}`);
  const failed = new Set<string>();
  for (let from = 0; from < running.length; from += sideBySide) {
    const some = running.slice(from, from + sideBySide);
    const judged = await Promise.all(some.map(async ({ name }) => await judgeScenario(suite, name, connection, input, context)));
    // In the order of the list, whichever ended first.
    for (const one of judged) record(one, context);
    for (const expected of judged.flatMap(({ met }) => met)) failed.add(expected);
  }
  for (const name of Object.keys(input.expectedFailures).filter((one) => !failed.has(one))) {
    const finding = { subject: name, expected: 'fails, as expected_failures says', actual: 'does not fail: take it out' };
    context.find({ ...finding, met: false, severity: 'warn' });
  }
}

interface JudgedScenario extends Judged {
  readonly name: string;
}

async function judgeScenario(
  suite: Suite,
  name: string,
  connection: McpConnection,
  { expectedFailures }: ConformanceInput,
  { signal }: CheckContext,
): Promise<JudgedScenario> {
  const { protocol, capabilities } = connection.server;
  const run = { scenario: name, url: connection.settings.url ?? '', revision: protocol };
  const results = await inTime(name, runScenario(suite, run, signal), signal);
  return { name, ...judgeResults(name, results, { capabilities, expectedFailures }) };
}

function record({ name, findings, untestable }: JudgedScenario, context: CheckContext): void {
  for (const finding of findings) context.find({ ...finding, actual: context.redact(finding.actual) });
  if (untestable > 0) context.note(`${name}: ${untestable} of its checks need the suite's own tools and say nothing of this server`);
}

async function inTime<T>(scenario: string, work: Promise<T>, signal: AbortSignal): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new TransportError('timeout', `the scenario ${scenario} had not ended in time`, { cause: error });
  }
}
