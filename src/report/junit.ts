import type { Attempt } from '../model/outcome.ts';
import type { JudgedCheck, JudgedRun, JudgedTarget, Report } from '../model/run.ts';
import { escapeXml, escapeXmlAttribute } from '../std/escape.ts';
import { isWarnedTarget } from './problems.ts';
import { checkDurationMilliseconds, findingsText, timestamp } from './words.ts';

type Result = 'passed' | 'failure' | 'error' | 'skipped';

interface TestCase {
  readonly result: Result;
  readonly seconds: number;
  readonly xml: string;
}

/**
 * JUnit XML as Surefire writes it. A suite is one component of one run; its test cases are its checks and its targets.
 * failed is `<failure>`, broken is `<error>`. What only warns is `<skipped type="warning">`, so that no reader of the file
 * stops a pipeline that we did not stop, and none shows it as passed. Earlier attempts are `<flakyFailure>`,
 * `<flakyError>` (passed in the end), `<rerunFailure>` and `<rerunError>`.
 */
export function toJUnit(report: Report): string {
  const suites = report.runs.flatMap((run) => suitesOf(run, report.runs.length > 1));
  const cases = suites.flatMap((suite) => suite.cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: report.tool.name, ...totals(cases) })}>`,
    ...suites.map((suite) => suite.xml),
    '</testsuites>',
    '',
  ].join('\n');
}

function suitesOf(run: JudgedRun, severalRuns: boolean): { cases: readonly TestCase[]; xml: string }[] {
  const checks = Map.groupBy(run.checks, (check) => check.component);
  const targets = Map.groupBy(run.targets, (target) => target.component);
  const names = new Set([...checks.keys(), ...targets.keys()]);
  return [...names].map((component) => {
    const cases = [
      ...(checks.get(component) ?? []).map((check) => checkCase(check)),
      ...(targets.get(component) ?? []).map((target) => targetCase(target)),
    ];
    const name = severalRuns ? `${run.configFile}: ${component}` : component;
    const xml = [
      `  <testsuite${attributes({ name, ...totals(cases), timestamp: timestamp(run.startedAtMilliseconds).slice(0, 19) })}>`,
      properties('    ', suiteProperties(run, component)),
      ...cases.map((testCase) => testCase.xml),
      '  </testsuite>',
    ].join('\n');
    return { cases, xml };
  });
}

function suiteProperties(run: JudgedRun, component: string): Readonly<Record<string, string>> {
  const uses = run.components.find((candidate) => candidate.name === component)?.uses ?? '';
  return { run: run.runId, config: run.configFile, environment: run.environment.name, stack: run.environment.stack, uses };
}

function totals(cases: readonly TestCase[]): Readonly<Record<string, string>> {
  const having = (result: Result): string => String(cases.filter((testCase) => testCase.result === result).length);
  const seconds = cases.reduce((sum, testCase) => sum + testCase.seconds, 0);
  return {
    tests: String(cases.length),
    failures: having('failure'),
    errors: having('error'),
    skipped: having('skipped'),
    time: seconds.toFixed(3),
  };
}

function checkCase(check: JudgedCheck): TestCase {
  const { outcome } = check;
  const seconds = checkDurationMilliseconds(check) / 1000;
  const body = [
    properties('      ', {
      id: check.id,
      layer: check.layer,
      stages: check.stages.join(','),
      severity: check.severity,
      ...(check.tags.length > 0 ? { tags: check.tags.join(',') } : {}),
    }),
    ...checkResult(check),
    ...systemOut(check),
  ];
  const warnedOnly = check.warned && outcome.status !== 'passed';
  const results = { passed: 'passed', failed: 'failure', broken: 'error', skipped: 'skipped' } as const;
  return {
    result: warnedOnly ? 'skipped' : results[outcome.status],
    seconds,
    xml: testCaseXml(`${check.title} (${check.id})`, check, seconds, body),
  };
}

/** Children in the order of Surefire's schema: failure, reruns, skipped, error, reruns. */
function checkResult(check: JudgedCheck): string[] {
  const { status, reason, attempts } = check.outcome;
  const earlier = attempts.slice(0, -1).map((attempt) => earlierAttempt(attempt, status));
  if (status === 'skipped') return [element('skipped', { message: reason }, '')];
  if (status === 'passed') return earlier;
  if (check.warned) {
    return [...earlier, element('skipped', { type: 'warning', message: `warning only, ${status}: ${reason}` }, findingsText(check.unmet))];
  }
  const body = [findingsText(check.unmet), `run it alone: ${check.rerun}`].filter(Boolean).join('\n');
  return status === 'failed'
    ? [element('failure', { message: reason, type: 'failed' }, body), ...earlier]
    : [element('error', { message: reason, type: 'broken' }, body), ...earlier];
}

function earlierAttempt(attempt: Attempt, final: JudgedCheck['outcome']['status']): string {
  const kind = attempt.status === 'failed' ? 'Failure' : 'Error';
  const trace = `      <stackTrace>${escapeXml(`attempt ${attempt.number}: ${attempt.reason}`)}</stackTrace>`;
  const name = `${final === 'passed' ? 'flaky' : 'rerun'}${kind}`;
  const head = attributes({ message: attempt.reason, type: attempt.retryReason ?? attempt.status });
  return `      <${name}${head}>\n  ${trace}\n      </${name}>`;
}

function systemOut(check: JudgedCheck): string[] {
  const { attempts } = check.outcome;
  const last = attempts.at(-1);
  const lines = [
    ...(attempts.length > 1 ? attempts.map((attempt) => attemptLine(attempt)) : []),
    ...(last?.notes.map((note) => `note: ${note}`) ?? []),
    ...(check.outcome.status === 'passed' && check.warned ? [`warning:\n${findingsText(check.unmet)}`] : []),
  ];
  return lines.length === 0 ? [] : [element('system-out', {}, lines.join('\n'))];
}

function attemptLine(attempt: Attempt): string {
  const reason = attempt.reason === '' ? '' : `: ${attempt.reason}`;
  return `attempt ${attempt.number} ${attempt.status} after ${(attempt.durationMilliseconds / 1000).toFixed(3)} s${reason}`;
}

function targetCase(target: JudgedTarget): TestCase {
  const [result, body] = targetResult(target);
  return { result, seconds: 0, xml: testCaseXml(`target: ${target.text}`, target, 0, body) };
}

function targetResult(target: JudgedTarget): readonly [Result, string[]] {
  if (target.status === 'met') return ['passed', [element('system-out', {}, target.explained)]];
  if (target.status === 'skipped') return ['skipped', [element('skipped', { message: target.explained }, '')]];
  if (isWarnedTarget(target)) {
    const message = `warning only, ${target.status}: ${target.explained}`;
    return ['skipped', [element('skipped', { type: 'warning', message }, '')]];
  }
  return target.status === 'missed'
    ? ['failure', [element('failure', { message: target.explained, type: 'missed' }, '')]]
    : ['error', [element('error', { message: target.explained, type: target.status }, '')]];
}

function testCaseXml(name: string, declared: JudgedCheck | JudgedTarget, seconds: number, body: readonly string[]): string {
  const { component, source } = declared;
  const head = attributes({ name, classname: component, time: seconds.toFixed(3), file: source.file, line: String(source.line) });
  return [`    <testcase${head}>`, ...body, '    </testcase>'].join('\n');
}

function properties(indent: string, values: Readonly<Record<string, string>>): string {
  const rows = Object.entries(values).map(([name, value]) => `${indent}  <property name="${name}" value="${escapeXmlAttribute(value)}"/>`);
  return [`${indent}<properties>`, ...rows, `${indent}</properties>`].join('\n');
}

function element(name: string, values: Readonly<Record<string, string>>, text: string): string {
  const head = `      <${name}${attributes(values)}`;
  return text === '' ? `${head}/>` : `${head}>${escapeXml(text)}</${name}>`;
}

function attributes(values: Readonly<Record<string, string>>): string {
  let text = '';
  for (const name in values) text += ` ${name}="${escapeXmlAttribute(values[name] ?? '')}"`;
  return text;
}
