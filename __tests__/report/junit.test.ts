import * as fc from 'fast-check';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/run.ts';
import { toJUnit } from '../../src/report/junit.ts';
import { golden } from './golden.ts';
import { emptyReport, hostileNames, hostileReport, reportWithText, sampleReport } from './sample-report.ts';

interface Failure {
  readonly '@message'?: string;
  readonly '@type'?: string;
  readonly '#text'?: string;
}

interface TestCase {
  readonly '@name': string;
  readonly '@classname': string;
  readonly '@time': string;
  readonly '@file': string;
  readonly '@line': string;
  readonly failure?: Failure[];
  readonly error?: Failure[];
  readonly skipped?: Failure[];
  readonly flakyError?: Failure[];
  readonly rerunError?: Failure[];
  readonly 'system-out'?: (string | Failure)[];
}

interface Suite {
  readonly '@name': string;
  readonly '@tests': string;
  readonly '@failures': string;
  readonly '@errors': string;
  readonly '@skipped': string;
  readonly testcase: TestCase[];
}

const many = [
  'testsuite',
  'testcase',
  'failure',
  'error',
  'skipped',
  'flakyError',
  'flakyFailure',
  'rerunError',
  'rerunFailure',
  'system-out',
];
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseAttributeValue: false,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: (name) => many.includes(name),
});

function suitesOf(report: Report): Suite[] {
  const xml = toJUnit(report);
  expect(XMLValidator.validate(xml)).toBe(true);
  return (parser.parse(xml) as { testsuites: { testsuite?: Suite[] } }).testsuites.testsuite ?? [];
}

function caseNamed(suites: readonly Suite[], part: string): TestCase {
  const found = suites.flatMap((suite) => suite.testcase).find((testCase) => testCase['@name'].includes(part));
  if (found === undefined) throw new Error(`no test case with ${part}`);
  return found;
}

describe('junit.xml', () => {
  const suites = suitesOf(sampleReport());

  test('is as stored', () => {
    expect(toJUnit(sampleReport())).toBe(golden('junit.xml', toJUnit(sampleReport())));
  });

  test('has a suite per component and counts what is in it', () => {
    expect(suites.map((suite) => suite['@name'])).toEqual(['warehouse', 'vectors', 'tools', 'api', 'status', 'journeys']);
    for (const suite of suites) {
      const having = (key: 'failure' | 'error' | 'skipped') => String(suite.testcase.filter((testCase) => testCase[key]).length);
      expect(suite['@tests']).toBe(String(suite.testcase.length));
      expect([suite['@failures'], suite['@errors'], suite['@skipped']]).toEqual([having('failure'), having('error'), having('skipped')]);
    }
  });

  test('failed is a failure with expected and actual, the line and the command', () => {
    const failed = caseNamed(suites, 'warehouse.CORE.CALLS.columns');
    expect(failed.failure?.[0]?.['@message']).toContain('expected NUMBER(38,0), got no such column');
    expect(failed.failure?.[0]?.['#text']).toContain('run it alone: infra-test run --check warehouse.CORE.CALLS.columns');
    expect([failed['@file'], failed['@line'], failed['@classname']]).toEqual(['infra-test.yml', '19', 'warehouse']);
  });

  test('broken is an error with its earlier attempts', () => {
    const broken = caseNamed(suites, 'api.accounts.list');
    expect(broken.error?.[0]?.['@type']).toBe('broken');
    expect(broken.rerunError).toHaveLength(2);
    expect(broken.failure).toBeUndefined();
  });

  test('skipped keeps its reason', () => {
    expect(caseNamed(suites, 'journeys.failover').skipped?.[0]?.['@message']).toBe('no container engine');
  });

  test('flaky passes and shows the attempt that failed', () => {
    const flaky = caseNamed(suites, 'vectors.query.latency');
    expect(flaky.failure ?? flaky.error ?? flaky.skipped).toBeUndefined();
    expect(flaky.flakyError?.[0]?.['@type']).toBe('network');
    expect(JSON.stringify(flaky['system-out'])).toContain('attempt 2 passed');
  });

  test('a warning is neither a failure nor a pass', () => {
    const warned = caseNamed(suites, 'status.connection');
    expect(warned.failure).toBeUndefined();
    expect(warned.skipped?.[0]?.['@type']).toBe('warning');
    expect(warned.skipped?.[0]?.['@message']).toContain('warning only, failed: certificate');
  });

  test('targets are test cases: missed, without data, not decided, skipped', () => {
    expect(caseNamed(suites, 'target: statistics').failure?.[0]?.['@message']).toContain('p(95) is 538ms');
    expect(caseNamed(suites, 'target: accounts').error?.[0]?.['@type']).toBe('broken');
    expect(caseNamed(suites, 'target: update').skipped?.[0]?.['@type']).toBe('warning');
    expect(caseNamed(suites, 'target: failover').skipped?.[0]?.['@message']).toContain('no container engine');
  });

  test('a report without checks is valid', () => {
    expect(suitesOf(emptyReport())).toEqual([]);
  });

  test('hostile names come back as they were', () => {
    const names = suitesOf(hostileReport()).flatMap((suite) => suite.testcase.map((testCase) => testCase['@name']));
    for (const [index, name] of hostileNames.entries()) {
      const shown = name.replaceAll('\u{7}', '\\u{7}').replaceAll('\u{1B}', '\\u{1B}').replaceAll('\u{D800}', '\\u{D800}');
      expect(names).toContain(`${shown} (edge.hostile.${index})`);
    }
  });

  test('any text gives well-formed XML', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(XMLValidator.validate(toJUnit(reportWithText(text)))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
