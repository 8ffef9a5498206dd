import type { CheckChange, CheckChangeKind, Comparison, LatencyChange, LatencyTrend } from '../../src/model/comparison.ts';
import type { ReportPart } from '../../src/model/part.ts';
import type { JudgedRun, Report } from '../../src/model/run.ts';
import { type CommentPlace, toComment } from '../../src/report/comment.ts';
import { type PartFacts, toPart } from '../../src/report/part.ts';
import { finding, hop, judgedCheck, judgedRun, latencies, operationRow, reportOf } from './build-report.ts';
import { brokenReport, passingReport, sampleReport, warningReport } from './sample-report.ts';

/** What the pictures of docs/pictures.md show; fixed, so that they change only when the product does. */
export interface Picture {
  readonly name: string;
  readonly title: string;
  readonly comment: string;
  /** Absent for a comment of several jobs: no single job has its report. */
  readonly report?: Report;
}

const limitCharacters = 65_000;

export const place: CommentPlace = {
  maxCharacters: limitCharacters,
  workflow: '.github/workflows/pull-request.yml',
  runUrl: 'https://github.com/sophia/platform/actions/runs/17430022911',
  attempt: 1,
  notes: [],
};

export function factsOf(leg: string, more: Partial<PartFacts> = {}): PartFacts {
  return { leg: { identity: leg, name: leg, checkRunId: '48200000001' }, githubRunId: '17430022911', attempt: 1, notes: [], ...more };
}

function change(kind: CheckChangeKind, checkId: string, title: string, pastFailures: number, pastRuns = 10): CheckChange {
  return { checkId, title, kind, pastRuns, pastFailures };
}

function trend(component: string, operation: string, trend: LatencyTrend, ratio: number, baselineP95Milliseconds: number): LatencyChange {
  return { component, operation, trend, ratio, baselineP95Milliseconds, pastRuns: trend === 'unknown' ? 2 : 10 };
}

function comparison(checks: readonly CheckChange[], operations: readonly LatencyChange[], pastRuns = 10): Comparison {
  const newestCommit = pastRuns === 0 ? '' : '4be1f0c7d1a94a3f8c7f6a5d2b1c0e9f8a7b6c5d';
  return { branch: 'main', pastRuns, newestCommit, checks, operations };
}

/** The report with its first run compared. */
export function compared(report: Report, comparison: Comparison): Report {
  return { ...report, runs: report.runs.map((run, index) => (index === 0 ? { ...run, comparison } : run)) };
}

const steady = [
  trend('warehouse', 'simple', 'same', 1.03, 5.98),
  trend('warehouse', 'aggregation', 'faster', 0.78, 48.4),
  trend('vectors', 'query', 'same', 0.97, 3.87),
  trend('vectors', 'update', 'noisy', 1.31, 15.1),
  trend('api', 'health', 'unknown', 1.1, 4.2),
];

export const failingComparison = comparison(
  [
    change('new-failure', 'warehouse.CORE.CALLS.columns', 'CORE.CALLS has the declared columns', 0),
    change('new-failure', 'warehouse.roles.ANALYST.select', 'ANALYST can SELECT on CORE.*', 0),
    change('new-failure', 'vectors.metadata-filter.industry', 'filter industry = Retail returns every Retail call', 1),
    change('still-failing', 'tools.call.search_calls', 'search_calls finds calls about pricing', 3),
    change('still-failing', 'api.accounts.list', 'GET /accounts lists accounts', 10),
    change('newly-skipped', 'journeys.failover', 'search answers while an endpoint restarts', 0),
    change('removed', 'warehouse.CORE.CALLS.clustering', 'warehouse.CORE.CALLS.clustering', 0),
    change('fixed', 'api.private.no-token', 'GET /private without a token is 401', 4),
  ],
  [...steady, trend('warehouse', 'statistics', 'slower', 1.38, 410), trend('tools', 'search_calls', 'slower', 2.9, 9.5)],
);

/** 500 of 620 checks fail, every fifth of them already on main. */
function manyFailuresReport(): Report {
  const tables = ['CALLS', 'ACCOUNTS', 'USERS', 'DEALS', 'EMAILS', 'NOTES', 'TASKS', 'EVENTS', 'TEAMS', 'FORECASTS'];
  const checks = Array.from({ length: 620 }, (_, index) => {
    const table = tables[index % tables.length] ?? '';
    const failed = index % 31 < 25;
    const column = `COLUMN_${String(index).padStart(3, '0')}`;
    return judgedCheck({
      id: `warehouse.CORE.${table}.${column}`,
      title: `CORE.${table} has column ${column}`,
      layer: 'unit',
      line: 20 + index,
      status: failed ? 'failed' : 'passed',
      reason: failed ? `column ${column}: expected VARCHAR(200), got no such column` : '',
      findings: [finding(`column ${column}`, 'VARCHAR(200)', failed ? 'no such column' : 'VARCHAR(200)', !failed)],
    });
  });
  const failed = checks.filter((check) => check.outcome.status === 'failed');
  const changes = failed.map((check, index) =>
    change(index % 5 === 4 ? 'still-failing' : 'new-failure', check.id, check.title, index % 5 === 4 ? 7 : 0),
  );
  const histogram = latencies(400, 3.1, 0.35, 1);
  const run = judgedRun({
    verdict: 'fail',
    reasons: [
      `${failed.length} checks failed: ${failed
        .slice(0, 5)
        .map(({ id }) => id)
        .join('; ')}; ${failed.length - 5} more.`,
    ],
    components: [{ name: 'warehouse', uses: 'snowflake', address: 'local.snowflakecomputing.com' }],
    checks,
    operations: [operationRow('warehouse', 'simple', histogram, { targets: ['simple p(95) < 100ms'], status: 'met' })],
    durationMilliseconds: 48_200,
  });
  return compared(reportOf('fail', 1, [run]), comparison(changes, [trend('warehouse', 'simple', 'same', 1.02, 6.05)]));
}

const forkNote =
  'This pull request comes from a fork: GitHub gives it no secrets and a read-only token, so checks ran on the embedded stack.';

/** Eight jobs of a matrix: two fail alike, one is slower, one ran again. */
function legParts(): readonly ReportPart[] {
  const regions = ['us-east-1', 'us-west-2', 'eu-west-1', 'eu-central-1', 'ap-south-1', 'ap-northeast-1', 'sa-east-1', 'af-south-1'];
  return regions.map((region, index) => {
    const failing = index === 2 || index === 5;
    const base = failing ? sampleReport() : passingReport();
    const checks = failing
      ? failingComparison
      : comparison([], index === 6 ? [trend('warehouse', 'aggregation', 'slower', 1.62, 23.3)] : steady);
    const attempt = index === 3 ? 2 : 1;
    return toPart(compared(base, checks), factsOf(`test (${region})`, { attempt, notes: index === 0 ? [forkNote] : [] }));
  });
}

/** The shortest way from a report to its comment. */
export function commentOf(report: Report, more: Partial<PartFacts> = {}): string {
  return toComment([toPart(report, factsOf('infra-test', more))], place);
}

function firstRun(): Report {
  const report = sampleReport();
  const run = report.runs[0] as JudgedRun;
  const checks = run.checks.filter(({ component, outcome }) => component === 'warehouse' || outcome.status === 'passed');
  const targets = run.targets.filter((target) => target.status === 'met' || target.component === 'warehouse');
  const shown = judgedRun({
    ...run,
    stoppedBy: '',
    verdict: 'fail',
    reasons: ['2 checks failed: warehouse.CORE.CALLS.columns; warehouse.roles.ANALYST.select.'],
    checks,
    targets,
    leftovers: [],
  });
  return compared(reportOf('fail', 1, [{ ...shown, stoppedBy: null }]), comparison([], [], 0));
}

export function pictures(): readonly Picture[] {
  const passing = compared(passingReport(), comparison([change('fixed', 'api.health.status', 'GET /health is 200', 4)], steady));
  const failing = compared(sampleReport(), failingComparison);
  const warning = compared(warningReport(), comparison([change('fixed', 'api.health.status', 'GET /health is 200', 2)], steady));
  const broken = compared(
    brokenReport(),
    comparison([change('new-failure', 'warehouse.connection', 'connects as TESTER_USER with role TESTER', 0)], []),
  );
  const single: readonly (readonly [string, string, Report])[] = [
    ['passing', 'Everything passed', passing],
    ['failing', 'Some checks fail because of the pull request, some failed before', failing],
    ['warning', 'Nothing blocks, something is to be read', warning],
    ['broken', 'A component could not be reached', broken],
    ['many-failures', '500 checks fail', manyFailuresReport()],
    ['first-run', 'Nothing to compare with yet', firstRun()],
  ];
  return [
    ...single.map(([name, title, report]) => ({ name, title, report, comment: commentOf(report) })),
    {
      name: 'matrix',
      title: 'Eight jobs of a matrix in one comment, the second attempt',
      comment: toComment(legParts(), { ...place, attempt: 2 }),
    },
  ];
}

/** The walk of examples/full-stack with a search that is slow to see what was written. */
export function fullStackReport(): Report {
  const gates = [
    ['warehouse', 5, 612],
    ['vectors', 6, 288],
    ['tools', 7, 341],
    ['crm', 8, 96],
    ['assistant', 9, 402],
  ] as const;
  const uses = { warehouse: 'snowflake', vectors: 'pinecone', tools: 'mcp', crm: 'http', assistant: 'agent' } as const;
  const walk = judgedCheck({
    id: 'walk.steps.call-to-answer',
    title: 'a call that lands in Snowflake is told by the agent, and nothing is left',
    layer: 'e2e',
    kind: 'steps',
    line: 59,
    startMilliseconds: 640,
    durationMilliseconds: 742,
    hops: [
      hop('customer', 'crm', 0.6, 14.2, { detail: 'status 200' }),
      hop('landed', 'warehouse', 15, 58.1, { detail: '1 row written' }),
      hop('transcribed', 'warehouse', 73.4, 44.7, { detail: '2 rows written' }),
      hop('embedded', 'tools', 118.3, 96.4, { detail: 'an answer of index_call' }),
      hop('found', 'vectors', 215, 251.3, { detail: '1 match after 4 tries' }),
      hop('returned', 'tools', 466.5, 31.9, { detail: 'an answer of search_calls' }),
      hop('told', 'assistant', 498.7, 88.2, { detail: 'an answer of 62 characters' }),
      hop('clean up', '', 587.1, 112.6, { detail: '3 removed' }),
      hop('look again', 'warehouse', 700, 28.4, { detail: 'nothing left' }),
      hop('look again', 'vectors', 728.6, 12.9, { detail: 'nothing left' }),
    ],
  });
  const run = judgedRun({
    configFile: 'infra-test.yml',
    verdict: 'pass',
    components: [...gates.map(([name]) => ({ name, uses: uses[name], address: '' })), { name: 'walk', uses: 'flow', address: '' }],
    checks: [
      ...gates.map(([name, startMilliseconds, durationMilliseconds]) =>
        judgedCheck({ id: `${name}.connection`, title: 'answers', layer: 'unit', gate: true, startMilliseconds, durationMilliseconds }),
      ),
      walk,
    ],
    durationMilliseconds: 1710,
    deployedMilliseconds: 1325,
    deployment: [
      hop('deploy', '', 0, 1318, { detail: '6 endpoints ready' }),
      hop('endpoint', 'snowflake', 168, 1042),
      hop('endpoint', 'pinecone', 512, 322),
      hop('endpoint', 'http', 204, 71),
      hop('endpoint', 'mcp', 844, 466),
      hop('endpoint', 'agent', 1211, 104),
      hop('close', 'tools', 2712, 6.1),
      hop('close', 'warehouse', 2719, 9.4),
      hop('tear-down', '', 2729, 301, { detail: 'process ended, ports closed' }),
    ],
  });
  return reportOf('pass', 0, [run]);
}
