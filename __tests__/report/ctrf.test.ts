import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/model/run.ts';
import { toCtrf } from '../../src/report/ctrf.ts';
import { golden } from './golden.ts';
import { brokenReport, emptyReport, hostileReport, passingReport, sampleReport } from './sample-report.ts';

const status = { enum: ['passed', 'failed', 'skipped', 'pending', 'other'] };
const integer = { type: 'integer' };
const text = { type: 'string' };
const texts = { type: 'array', items: text };
const strict = (required: readonly string[], properties: Record<string, unknown>) => ({
  type: 'object',
  required,
  additionalProperties: false,
  properties,
});

/** What the CTRF specification allows, for the fields that are written: unknown fields and fractions are refused. */
const ctrfSchema = strict(['reportFormat', 'specVersion', 'results'], {
  reportFormat: { const: 'CTRF' },
  specVersion: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+$' },
  timestamp: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z$' },
  generatedBy: text,
  results: strict(['tool', 'summary', 'tests'], {
    tool: strict(['name'], { name: { type: 'string', minLength: 1 }, version: text }),
    summary: strict(['tests', 'passed', 'failed', 'skipped', 'pending', 'other', 'start', 'stop'], {
      ...Object.fromEntries(
        ['tests', 'passed', 'failed', 'skipped', 'pending', 'other', 'flaky', 'suites', 'start', 'stop', 'duration'].map((key) => [
          key,
          integer,
        ]),
      ),
      extra: { type: 'object' },
    }),
    environment: strict([], { reportName: text, testEnvironment: text, healthy: { type: 'boolean' } }),
    tests: {
      type: 'array',
      items: strict(['name', 'status', 'duration'], {
        name: { type: 'string', minLength: 1 },
        status,
        duration: integer,
        start: integer,
        suite: { ...texts, minItems: 1 },
        message: text,
        trace: text,
        line: integer,
        rawStatus: text,
        tags: texts,
        type: text,
        filePath: text,
        retries: integer,
        flaky: { type: 'boolean' },
        stdout: texts,
        extra: { type: 'object' },
        retryAttempts: {
          type: 'array',
          items: strict(['attempt', 'status'], {
            attempt: { type: 'integer', minimum: 1 },
            status,
            duration: integer,
            message: text,
            start: integer,
            extra: { type: 'object' },
          }),
        },
      }),
    },
  }),
});
const validate = new Ajv({ allErrors: true }).compile(ctrfSchema);

interface CtrfTest {
  readonly name: string;
  readonly status: string;
  readonly rawStatus: string;
  readonly flaky?: boolean;
  readonly retries?: number;
  readonly filePath: string;
  readonly line: number;
  readonly message?: string;
  readonly extra: { readonly id?: string; readonly rerun?: string };
}

interface Ctrf {
  readonly results: { readonly summary: Readonly<Record<string, number>>; readonly tests: readonly CtrfTest[] };
}

function ctrfOf(report: Report): Ctrf {
  const document: unknown = JSON.parse(toCtrf(report));
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  return document as Ctrf;
}

describe('ctrf.json', () => {
  const { results } = ctrfOf(sampleReport());
  const byId = (id: string) => results.tests.find((found) => found.extra.id === id);
  const target = (name: string) => results.tests.find((found) => found.name.startsWith(`target: ${name}`));

  test('is as stored', () => {
    expect(toCtrf(sampleReport())).toBe(golden('ctrf.json', toCtrf(sampleReport())));
  });

  test.each([
    ['passing', passingReport()],
    ['broken', brokenReport()],
    ['empty', emptyReport()],
    ['hostile', hostileReport()],
  ])('the %s report is valid and its summary adds up', (_, report) => {
    const { summary, tests } = ctrfOf(report).results;
    expect(summary['tests']).toBe(tests.length);
    expect((summary['passed'] ?? 0) + (summary['failed'] ?? 0) + (summary['skipped'] ?? 0) + (summary['other'] ?? 0)).toBe(tests.length);
  });

  test('broken counts as failed and keeps its own word', () => {
    expect(byId('api.accounts.list')).toMatchObject({ status: 'failed', rawStatus: 'broken', retries: 2, flaky: false });
  });

  test('what only warns is other', () => {
    expect(byId('status.connection')).toMatchObject({ status: 'other', rawStatus: 'failed' });
    expect(target('update')).toMatchObject({ status: 'other', rawStatus: 'undecided' });
    expect(target('error_rate')).toMatchObject({ status: 'other', rawStatus: 'missed' });
  });

  test('a flaky pass says so', () => {
    expect(byId('vectors.query.latency')).toMatchObject({ status: 'passed', flaky: true, retries: 1 });
  });

  test('a failed check has its place, message and command', () => {
    expect(byId('warehouse.CORE.CALLS.columns')).toMatchObject({
      status: 'failed',
      filePath: 'infra-test.yml',
      line: 19,
      message: 'column CORE.CALLS.DURATION_SECONDS: expected NUMBER(38,0), got no such column',
      extra: { rerun: 'infra-test run --check warehouse.CORE.CALLS.columns' },
    });
  });

  test('a missed target fails, one without samples too', () => {
    expect(target('statistics')).toMatchObject({ status: 'failed', rawStatus: 'missed' });
    expect(target('accounts')).toMatchObject({ status: 'failed', rawStatus: 'broken' });
    expect(target('failover')).toMatchObject({ status: 'skipped' });
  });
});
