import type { JudgedCheck, JudgedRun, Report } from '../../src/model/run.ts';
import { layers, outcomeStatuses } from '../../src/model/words.ts';
import { finding, hop, judgedCheck, judgedRun, judgedTarget, latencies, measurement, operationRow, reportOf } from './build-report.ts';

/** Names and messages that attack every sink at once. */
export const hostileNames: readonly string[] = [
  '</code></pre><script>alert(1)</script><img src=x onerror=alert(2)>',
  '| a | b |\n|---|---|\n</details> @octocat #1 GH-1 :tada: https://evil.example/beacon.png',
  '``` ````` ]]> --> <!-- & &amp; &#x41; "quoted" \'single\'',
  'bidi \u{202E}gnp.exe\u{202C} zero\u{200B}width tag\u{E0041} bell\u{7} esc\u{1B}[31m lone\u{D800}surrogate',
  '::error file=a,line=1::injected%0A ##[error] ::add-mask::e',
];

const components: JudgedRun['components'] = [
  { name: 'warehouse', uses: 'snowflake', address: 'local.snowflakecomputing.com' },
  { name: 'vectors', uses: 'pinecone', address: 'sophia-calls' },
  { name: 'tools', uses: 'mcp', address: 'http://tools.example.test/mcp' },
  { name: 'api', uses: 'http', address: 'https://api.example.test' },
  { name: 'status', uses: 'http', address: 'https://status.example.test' },
  { name: 'journeys', uses: 'flow', address: '' },
];

const simple = latencies(400, 3.1, 0.35, 1);
const aggregation = latencies(200, 18, 0.4, 2);
const statistics = latencies(100, 412, 0.16, 3);
const vectorQuery = latencies(300, 2.2, 0.3, 4);
const vectorUpdate = latencies(50, 9.5, 0.5, 5);
const health = latencies(200, 1.6, 0.6, 6);
const search = latencies(60, 11, 0.45, 7);

function warehouseChecks(): JudgedCheck[] {
  return [
    judgedCheck({
      id: 'warehouse.connection',
      title: 'connects as TESTER_USER with role TESTER',
      layer: 'integration',
      kind: 'connection',
      gate: true,
      line: 11,
      durationMilliseconds: 96.3,
      notes: ['key-pair authentication is possible here; a password was used'],
    }),
    judgedCheck({
      id: 'warehouse.parameters.timezone',
      title: 'session parameters are as declared',
      layer: 'unit',
      line: 14,
      findings: [finding('TIMEZONE', 'UTC', 'UTC', true), finding('AUTOCOMMIT', 'true', 'true', true)],
    }),
    judgedCheck({
      id: 'warehouse.SOPHIA.schemas',
      title: 'SOPHIA has schemas RAW and CORE',
      layer: 'unit',
      line: 16,
      findings: [finding('schema RAW', 'exists', 'exists', true), finding('schema CORE', 'exists', 'exists', true)],
    }),
    judgedCheck({
      id: 'warehouse.CORE.CALLS.columns',
      title: 'CORE.CALLS has the declared columns',
      layer: 'unit',
      line: 19,
      status: 'failed',
      reason: 'column CORE.CALLS.DURATION_SECONDS: expected NUMBER(38,0), got no such column',
      findings: [
        finding('column CORE.CALLS.DURATION_SECONDS', 'NUMBER(38,0)', 'no such column'),
        finding('column CORE.CALLS.CALL_ID', 'VARCHAR(32) NOT NULL', 'VARCHAR(32) NOT NULL', true),
        finding('column CORE.CALLS.TITLE', 'VARCHAR(200) NOT NULL', 'VARCHAR(200) NOT NULL', true),
        finding('column CORE.CALLS.OWNER_EMAIL', 'VARCHAR(200)', 'VARCHAR(256)', false, 'warn'),
      ],
      tags: ['schema', 'calls'],
    }),
    judgedCheck({
      id: 'warehouse.CORE.CALLS.primary-key',
      title: 'CORE.CALLS has primary key CALL_ID',
      layer: 'unit',
      line: 21,
      findings: [finding('primary key', 'CALL_ID', 'CALL_ID', true)],
    }),
    judgedCheck({
      id: 'warehouse.CORE.ACCOUNTS.columns',
      title: 'CORE.ACCOUNTS has the declared columns',
      layer: 'unit',
      line: 23,
      findings: [finding('column CORE.ACCOUNTS.ARR_USD', 'NUMBER(12,2)', 'NUMBER(12,2)', true)],
    }),
    judgedCheck({
      id: 'warehouse.roles.ANALYST.select',
      title: 'ANALYST can SELECT on CORE.*',
      layer: 'security',
      kind: 'roles',
      line: 27,
      status: 'failed',
      reason:
        'SELECT on CORE.CALLS: expected allowed, got refused: 003001 SQL access control error: Insufficient privileges to operate on table CALLS',
      findings: [
        finding(
          'SELECT on CORE.CALLS',
          'allowed',
          'refused: 003001 SQL access control error: Insufficient privileges to operate on table CALLS',
        ),
        finding('SELECT on CORE.ACCOUNTS', 'allowed', 'allowed', true),
      ],
    }),
    judgedCheck({
      id: 'warehouse.roles.ANALYST.delete',
      title: 'ANALYST cannot DELETE on CORE.*',
      layer: 'security',
      kind: 'roles',
      line: 28,
      findings: [finding('DELETE on CORE.CALLS', 'refused', 'refused: 003001', true)],
    }),
    judgedCheck({
      id: 'warehouse.wrong-password',
      title: 'refuses a wrong password',
      layer: 'security',
      kind: 'refusal',
      line: 31,
      findings: [finding('login', 'refused with 390100', 'refused with 390100', true)],
    }),
    judgedCheck({
      id: 'warehouse.query.simple',
      title: 'simple query',
      layer: 'performance',
      kind: 'query',
      line: 34,
      durationMilliseconds: 1630,
      measurements: [measurement('simple', simple)],
      findings: [finding('row.n > 0', 'row.n > 0', 'row.n is 2000', true)],
    }),
    judgedCheck({
      id: 'warehouse.query.by-industry',
      title: 'calls by industry',
      layer: 'performance',
      kind: 'query',
      line: 38,
      durationMilliseconds: 4120,
      measurements: [measurement('aggregation', aggregation)],
    }),
    judgedCheck({
      id: 'warehouse.query.statistics',
      title: 'call statistics',
      layer: 'performance',
      kind: 'query',
      line: 42,
      durationMilliseconds: 41_800,
      measurements: [measurement('statistics', statistics)],
    }),
    judgedCheck({
      id: 'warehouse.restore.CORE.ACCOUNTS',
      title: 'a damaged copy of CORE.ACCOUNTS is restored',
      layer: 'disaster-recovery',
      kind: 'restore',
      line: 46,
      durationMilliseconds: 388,
      findings: [finding('rows after restore', '200', '200', true), finding('checksum', 'a1f4c0', 'a1f4c0', true)],
    }),
  ];
}

function vectorChecks(): JudgedCheck[] {
  return [
    judgedCheck({
      id: 'vectors.connection',
      title: 'reaches index sophia-calls',
      layer: 'integration',
      kind: 'connection',
      gate: true,
      line: 52,
    }),
    judgedCheck({
      id: 'vectors.config.dimension',
      title: 'index has dimension 256 and metric cosine',
      layer: 'unit',
      kind: 'config',
      line: 55,
      findings: [
        finding('dimension', '256', '256', true),
        finding('metric', 'cosine', 'cosine', true),
        finding('deletion protection', 'enabled', 'disabled', false, 'warn'),
      ],
    }),
    judgedCheck({
      id: 'vectors.round-trip',
      title: 'an upserted record comes back',
      layer: 'integration',
      kind: 'round-trip',
      line: 57,
      durationMilliseconds: 212,
    }),
    judgedCheck({
      id: 'vectors.metadata-filter.industry',
      title: 'filter industry = Retail returns every Retail call',
      layer: 'integration',
      kind: 'metadata-filter',
      line: 59,
      status: 'failed',
      reason: 'matches: expected 254, got 229; records without `industry`: 25',
      findings: [finding('matches', '254', '229'), finding('records without metadata.industry', '0', '25')],
    }),
    judgedCheck({
      id: 'vectors.query.latency',
      title: 'single vector search',
      layer: 'performance',
      kind: 'query',
      line: 62,
      durationMilliseconds: 910,
      measurements: [measurement('query', vectorQuery)],
      before: [{ status: 'broken', reason: 'network: read ECONNRESET after 212ms (POST /query)', retryReason: 'network' }],
    }),
    judgedCheck({
      id: 'vectors.update.latency',
      title: 'index update',
      layer: 'performance',
      kind: 'round-trip',
      line: 64,
      measurements: [measurement('update', vectorUpdate)],
    }),
    judgedCheck({
      id: 'vectors.read-only-key',
      title: 'a read-only key cannot upsert',
      layer: 'security',
      kind: 'refusal',
      line: 66,
      findings: [finding('upsert', 'refused with 403', 'refused with 403', true)],
    }),
    judgedCheck({
      id: 'vectors.restore',
      title: 'an exported index is recreated and compared',
      layer: 'disaster-recovery',
      kind: 'restore',
      line: 68,
      durationMilliseconds: 1240,
    }),
  ];
}

function otherChecks(): JudgedCheck[] {
  return [
    judgedCheck({
      id: 'tools.connection',
      title: 'initializes the MCP session',
      layer: 'integration',
      kind: 'connection',
      gate: true,
      line: 74,
    }),
    judgedCheck({ id: 'tools.discover', title: 'lists ping, search_calls, account_summary', layer: 'unit', kind: 'tools', line: 76 }),
    judgedCheck({
      id: 'tools.call.search_calls',
      title: 'search_calls finds calls about pricing',
      layer: 'integration',
      kind: 'call',
      line: 78,
      status: 'failed',
      reason: 'result.isError: expected false, got true: search backend unavailable',
      findings: [finding('len(value) > 0', 'len(value) > 0', 'isError: search backend unavailable')],
      measurements: [measurement('search_calls', search, 4)],
    }),
    judgedCheck({
      id: 'tools.limits',
      title: 'an oversized argument is refused',
      layer: 'security',
      kind: 'limits',
      line: 81,
      status: 'skipped',
      reason: 'access: read-only',
    }),
    judgedCheck({
      id: 'api.connection',
      title: 'answers on https://api.example.test',
      layer: 'integration',
      kind: 'connection',
      gate: true,
      line: 86,
    }),
    judgedCheck({
      id: 'api.health.status',
      title: 'GET /health is 200',
      layer: 'integration',
      kind: 'request',
      line: 88,
      measurements: [measurement('health', health)],
      findings: [finding('status == 200', 'status == 200', 'status is 200', true)],
    }),
    judgedCheck({
      id: 'api.accounts.list',
      title: 'GET /accounts lists accounts',
      layer: 'e2e',
      kind: 'request',
      line: 90,
      status: 'broken',
      reason: '5xx: GET https://api.example.test/accounts answered 500 Internal Server Error three times',
      before: [
        { status: 'broken', reason: '5xx: 500 Internal Server Error', retryReason: '5xx' },
        { status: 'broken', reason: '5xx: 500 Internal Server Error', retryReason: '5xx' },
      ],
    }),
    judgedCheck({
      id: 'api.private.no-token',
      title: 'GET /private without a token is 401',
      layer: 'security',
      kind: 'request',
      line: 93,
      findings: [finding('status == 401', 'status == 401', 'status is 401', true)],
    }),
    judgedCheck({
      id: 'status.connection',
      title: 'answers on https://status.example.test',
      layer: 'security',
      kind: 'connection',
      gate: true,
      line: 98,
      status: 'failed',
      severity: 'warn',
      reason: 'certificate of status.example.test expired 1 day ago (2026-11-21T00:00:00Z)',
      findings: [finding('cert_expires > 14d', 'cert_expires > 14d', 'cert_expires is -1d')],
    }),
    judgedCheck({
      id: 'status.page.status',
      title: 'GET / is 200',
      layer: 'integration',
      line: 100,
      status: 'skipped',
      reason: 'cannot reach status: see status.connection',
    }),
    judgedCheck({
      id: 'status.page.body',
      title: 'page says operational',
      layer: 'e2e',
      line: 101,
      status: 'skipped',
      reason: 'cannot reach status: see status.connection',
    }),
    judgedCheck({
      id: 'journeys.call-to-answer',
      title: 'a new call is found by search and summarised',
      layer: 'e2e',
      kind: 'flow',
      line: 106,
      durationMilliseconds: 733,
      notes: ['simulated GPU'],
      hops: [
        hop('landed', 'warehouse', 0.41, 96.2, { detail: '1 row written' }),
        hop('indexed', 'tools', 97, 188.4, { detail: 'an answer of index_call' }),
        hop('found', 'vectors', 285.6, 361, { detail: '1 match after 4 tries' }),
        hop('clean up', '', 647, 61.3, { detail: '2 removed' }),
        hop('look again', 'warehouse', 708.5, 12.9, { detail: 'nothing left' }),
        hop('look again', 'vectors', 721.5, 9.8, { detail: 'nothing left' }),
      ],
    }),
    judgedCheck({
      id: 'journeys.account-view',
      title: 'an account shows the same calls in warehouse and index',
      layer: 'e2e',
      kind: 'flow',
      line: 112,
      durationMilliseconds: 421,
    }),
    judgedCheck({
      id: 'journeys.failover',
      title: 'search answers while an endpoint restarts',
      layer: 'disaster-recovery',
      kind: 'flow',
      line: 117,
      status: 'skipped',
      reason: 'no container engine',
    }),
  ];
}

const targets = [
  judgedTarget('warehouse', 'simple p(95) < 100ms', 'met', 'simple p(95) < 100ms: p(95) is 6.4ms', { line: 47 }),
  judgedTarget('warehouse', 'aggregation p(95) < 1s', 'met', 'aggregation p(95) < 1s: p(95) is 41.2ms', { isDefault: true, line: 38 }),
  judgedTarget('warehouse', 'statistics p(95) < 300ms', 'missed', 'statistics p(95) < 300ms: p(95) is 538ms', { line: 48 }),
  judgedTarget('warehouse', 'simple p(95) < baseline * 1.2', 'undecided', 'simple p(95) < baseline * 1.2: no baseline yet', {
    severity: 'warn',
    line: 49,
  }),
  judgedTarget('vectors', 'query p(95) < 50ms', 'met', 'query p(95) < 50ms: p(95) is 4.1ms', { line: 70 }),
  judgedTarget('vectors', 'update p(95) < 1s', 'undecided', 'update p(95) < 1s: 50 of 59 samples needed', { line: 71 }),
  judgedTarget('api', 'health p(95) < 50ms', 'met', 'health p(95) < 50ms: p(95) is 5.3ms', { isDefault: true, line: 88 }),
  judgedTarget('tools', 'error_rate < 1%', 'missed', 'error_rate < 1%: error_rate is 6.25%', {
    severity: 'warn',
    line: 82,
    operations: [],
  }),
  judgedTarget('journeys', 'failover p(95) < 2s', 'skipped', 'no check that measures failover ran: no container engine', { line: 120 }),
  judgedTarget('api', 'accounts p(95) < 200ms', 'broken', 'accounts p(95) < 200ms: no samples, though api.accounts.list ran', { line: 95 }),
];

const operations = [
  operationRow('warehouse', 'simple', simple, {
    targets: ['simple p(95) < 100ms', 'simple p(95) < baseline * 1.2'],
    status: 'undecided',
    line: 47,
  }),
  operationRow('warehouse', 'aggregation', aggregation, { targets: ['aggregation p(95) < 1s'], status: 'met', line: 38 }),
  operationRow('warehouse', 'statistics', statistics, { targets: ['statistics p(95) < 300ms'], status: 'missed', line: 48 }),
  operationRow('vectors', 'query', vectorQuery, { targets: ['query p(95) < 50ms'], status: 'met', line: 70 }),
  operationRow('vectors', 'update', vectorUpdate, { targets: ['update p(95) < 1s'], status: 'undecided', line: 71 }),
  operationRow('tools', 'search_calls', search, { errors: 4, targets: ['error_rate < 1%'], status: 'missed', line: 82 }),
  operationRow('api', 'health', health, { targets: ['health p(95) < 50ms'], status: 'met', line: 88 }),
];

function mainRun(): JudgedRun {
  return judgedRun({
    verdict: 'fail',
    reasons: [
      '4 checks failed: warehouse.CORE.CALLS.columns; warehouse.roles.ANALYST.select; vectors.metadata-filter.industry; tools.call.search_calls.',
      '1 target was missed: warehouse: statistics p(95) < 300ms: p(95) is 538ms.',
      '1 check gave no usable answer: api.accounts.list.',
      '1 target could not be judged: api: accounts p(95) < 200ms: no samples, though api.accounts.list ran.',
      '1 created resource could not be removed: warehouse table CORE.IT_7F3A_COPY_1.',
      '6 warnings to read.',
    ],
    components,
    checks: [...warehouseChecks(), ...vectorChecks(), ...otherChecks()],
    targets,
    operations,
    durationMilliseconds: 52_300,
    deployedMilliseconds: 1300,
    deployment: [
      hop('deploy', '', 0, 1284, { detail: '6 endpoints ready' }),
      hop('endpoint', 'snowflake', 140, 1130),
      hop('endpoint', 'pinecone', 480, 320),
      hop('close', 'warehouse', 53_590, 8.2),
      hop('tear-down', '', 53_600, 410, { state: 'failed', detail: 'still there: port 127.0.0.1:4711' }),
    ],
    faults: ['missing-column', 'revoked-grant', 'slow-query', 'lost-metadata', 'dead-tool', 'api-500', 'expired-certificate'],
    leftovers: [{ component: 'warehouse', kind: 'table', name: 'CORE.IT_7F3A_COPY_1' }],
  });
}

/** A second config whose every text is hostile. */
function hostileRun(): JudgedRun {
  const checks = hostileNames.map((name, index) =>
    judgedCheck({
      id: `edge.hostile.${index}`,
      title: name,
      layer: 'security',
      file: 'configs/edge "cases" <&>.yml',
      line: index + 1,
      status: index % 2 === 0 ? 'failed' : 'passed',
      reason: index % 2 === 0 ? name : '',
      findings: [finding(name, name, name, index % 2 !== 0)],
      tags: [name],
      notes: [name],
    }),
  );
  return judgedRun({
    configFile: 'configs/edge "cases" <&>.yml',
    verdict: 'fail',
    reasons: [hostileNames[0] ?? ''],
    components: [{ name: 'edge', uses: 'http', address: hostileNames[2] ?? '' }],
    checks,
    targets: [judgedTarget('edge', hostileNames[1] ?? '', 'missed', hostileNames[2] ?? '', { line: 9 })],
    operations: [operationRow('edge', hostileNames[0] ?? '', health, { targets: [hostileNames[1] ?? ''], status: 'missed' })],
    durationMilliseconds: 640,
  });
}

/** Six layers; failed, broken, skipped, warned and flaky checks; targets of every status. */
export function sampleReport(): Report {
  return reportOf('fail', 1, [mainRun()]);
}

/** The sample and a second config full of hostile text. */
export function hostileReport(): Report {
  return reportOf('fail', 1, [mainRun(), hostileRun()]);
}

export function passingReport(): Report {
  const checks = [...warehouseChecks(), ...vectorChecks(), ...otherChecks()]
    .filter((check) => check.outcome.status === 'passed' && !check.outcome.flaky && check.unmet.length === 0)
    .map((check) => ({ ...check, warned: false }));
  const met = targets.filter((target) => target.status === 'met');
  const rows = operations.filter((row) => row.status === 'met');
  return reportOf('pass', 0, [
    judgedRun({ verdict: 'pass', components, checks, targets: met, operations: rows, durationMilliseconds: 9_420 }),
  ]);
}

export function warningReport(): Report {
  const checks = [...warehouseChecks(), ...vectorChecks(), ...otherChecks()].filter(
    (check) => check.outcome.status === 'passed' || check.outcome.status === 'skipped' || check.severity === 'warn',
  );
  return reportOf('warn', 0, [
    judgedRun({
      verdict: 'warn',
      reasons: ['5 warnings to read.'],
      components,
      checks,
      targets: targets.filter((target) => target.severity === 'warn' || target.status === 'met' || target.status === 'undecided'),
      operations: operations.filter((row) => row.operation !== 'statistics'),
    }),
  ]);
}

export function brokenReport(): Report {
  const checks = [
    judgedCheck({
      id: 'warehouse.connection',
      title: 'connects as TESTER_USER with role TESTER',
      layer: 'integration',
      status: 'broken',
      gate: true,
      reason: 'timeout: no answer from local.snowflakecomputing.com within 30s (connect ETIMEDOUT 10.1.2.3:443)',
    }),
    ...warehouseChecks()
      .slice(1)
      .map((check) =>
        judgedCheck({
          id: check.id,
          title: check.title,
          layer: check.layer,
          status: 'skipped',
          reason: 'cannot reach warehouse: see warehouse.connection',
        }),
      ),
  ];
  return reportOf('broken', 130, [
    judgedRun({
      verdict: 'broken',
      reasons: ['1 check gave no usable answer: warehouse.connection.', 'The run was stopped before its end: SIGTERM.'],
      components: components.slice(0, 1),
      checks,
      targets: [judgedTarget('warehouse', 'simple p(95) < 100ms', 'skipped', 'no check that measures simple ran: cannot reach warehouse')],
      stoppedBy: 'SIGTERM',
      durationMilliseconds: 30_412,
      selection: 'component warehouse',
    }),
  ]);
}

export function emptyReport(): Report {
  return reportOf('broken', 3, [
    judgedRun({ verdict: 'broken', reasons: ['The run has no checks.'], components: [], checks: [], durationMilliseconds: 0 }),
  ]);
}

/** Many checks of every status, for limits and budgets. */
export function largeReport(checkCount: number): Report {
  const checks = Array.from({ length: checkCount }, (_, index) => {
    const status = index % 25 === 0 ? (outcomeStatuses[(index / 25) % 4] ?? 'passed') : 'passed';
    return judgedCheck({
      id: `component${index % 20}.object${index}.property`,
      title: `object ${index} has the declared property`,
      layer: layers[index % 6] ?? 'unit',
      line: index + 1,
      status,
      reason: status === 'passed' ? '' : `property ${index}: expected yes, got no`,
      findings: [finding(`property ${index}`, 'yes', status === 'failed' ? 'no' : 'yes', status !== 'failed')],
    });
  });
  const names = Array.from({ length: 20 }, (_, index) => ({
    name: `component${index}`,
    uses: 'http',
    address: `https://c${index}.example.test`,
  }));
  const rows = names.map((component, index) =>
    operationRow(component.name, 'request', latencies(100, 5 + index, 0.4, index), { targets: ['request p(95) < 200ms'], status: 'met' }),
  );
  return reportOf('fail', 1, [
    judgedRun({ verdict: 'fail', reasons: ['some checks failed'], components: names, checks, operations: rows }),
  ]);
}

/** One of everything with `text` in every place that can hold foreign text. */
export function reportWithText(text: string): Report {
  const checks = [
    judgedCheck({
      id: `c.${text}`,
      title: text,
      layer: 'unit',
      status: 'failed',
      reason: text,
      findings: [finding(text, text, text), finding(text, text, text, true)],
      notes: [text],
      tags: [text],
      kind: text,
      file: text,
      before: [{ status: 'broken', reason: text, retryReason: 'network' }],
      hops: [hop(text, text, 0, 1, { detail: text }), hop(text, text, 1, 2, { state: 'failed', detail: text })],
      gate: true,
    }),
    judgedCheck({ id: 'c.broken', title: text, layer: 'e2e', status: 'broken', reason: text }),
    judgedCheck({ id: 'c.skipped', title: text, layer: 'security', status: 'skipped', reason: text }),
    judgedCheck({ id: 'c.warned', title: text, layer: 'security', findings: [finding(text, text, text, false, 'warn')] }),
    judgedCheck({ id: 'c.flaky', title: text, layer: 'performance', before: [{ status: 'failed', reason: text }] }),
  ].map((check) => ({ ...check, component: text, rerun: `infra-test run --check ${text}` }));
  const run = judgedRun({
    configFile: text,
    verdict: 'fail',
    reasons: [text],
    selection: text,
    stoppedBy: text,
    faults: [text],
    components: [{ name: text, uses: text, address: text }],
    checks,
    targets: [judgedTarget(text, text, 'missed', text), judgedTarget(text, text, 'undecided', text, { severity: 'warn' })],
    operations: [operationRow(text, text, health, { targets: [text], status: 'missed' })],
    leftovers: [{ component: text, kind: text, name: text }],
    deployment: [hop(text, text, 0, 5, { detail: text }), hop(text, text, 5, 5, { state: 'failed', detail: text })],
  });
  return reportOf('fail', 1, [{ ...run, environment: { ...run.environment, name: text } }, run]);
}
