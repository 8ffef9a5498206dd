import { describe, expect, test } from 'vitest';
import { loadText, problemsOf, storeConfig } from './load-text.ts';
import { sampleRegistry } from './sample-registry.ts';

const example = `version: 1
defaults: { timeout: 5s, retries: { count: 1, on: [network] }, samples: 60, warmup: 5, concurrency: 2, run_timeout: 10m, strict: true }
environments:
  local: { stack: embedded, seed: 11, faults: [slow-query] }
components:
  db:
    uses: store
    with: { url: "https://db.example.com/main", dimension: 3 }
    tags: [nightly]
    timeout: 7s
    checks:
      - config
      - structure:
          schemas: [RAW]
          tables: { CORE.CALLS: {} }
      - query: { name: simple, sql: select 1, expect: ["rows == 1", "warn: rows < 5"] }
        severity: warn
        timeout: 6s
        retries: 3
        samples: 200
      - roles: { ANALYST: [SELECT] }
    slo: ["simple p(99) < 200ms", "error_rate < 1%"]
  trip: { uses: flow, needs: [db], checks: [{ steps: all, layer: integration, title: The whole journey }] }
`;

describe('a whole config', () => {
  test('becomes components, checks in the order of the file, targets and limits', async () => {
    const suite = await loadText(example);
    expect(suite.components.map(({ name, uses, address, needs, concurrency }) => ({ name, uses, address, needs, concurrency }))).toEqual([
      { name: 'db', uses: 'store', address: 'https://db.example.com/main', needs: [], concurrency: 2 },
      { name: 'trip', uses: 'flow', address: '', needs: ['db'], concurrency: 2 },
    ]);
    expect(suite.components[0]?.settings).toEqual({ url: 'https://db.example.com/main', dimension: 3, index: 'main', auth: 'password' });
    expect(suite.components[0]?.declared).toEqual({ url: 'https://db.example.com/main', dimension: 3 });
    expect(suite.checks.map(({ id, kind, layer }) => `${id} ${kind} ${layer}`)).toEqual([
      'db.connection connection unit',
      'db.config config unit',
      'db.RAW.exists structure integration',
      'db.CORE.CALLS.structure structure integration',
      'db.query.simple query performance',
      'db.ANALYST.grants roles security',
      'trip.journey.all steps integration',
    ]);
    expect(suite.environment).toEqual({
      name: 'local',
      stack: 'embedded',
      seed: 11,
      faults: ['slow-query'],
      access: 'read-write',
      chaos: 'allow',
      network: 'loopback',
    });
    expect(suite).toMatchObject({ runTimeoutMilliseconds: 600_000, strict: true, warnings: [], secrets: [] });
  });

  test('gives every check the fields of its entry, its component and the defaults, in this order', async () => {
    const { checks } = await loadText(example);
    const query = checks.find(({ id }) => id === 'db.query.simple');
    expect(query).toMatchObject({
      title: 'query simple',
      severity: 'warn',
      timeoutMilliseconds: 6000,
      retries: { count: 3, backoffMilliseconds: 500, on: ['network'] },
      tags: ['nightly'],
      stages: ['post-deployment', 'monitoring'],
      samples: 200,
      warmup: 5,
      operations: ['simple'],
      gate: false,
      input: { name: 'simple', sql: 'select 1', index: 'main' },
    });
    expect(query?.expect.map(({ text, severity, source }) => `${text} ${severity} ${source.line}:${source.column}`)).toEqual([
      'rows >= 0 fail 16:9',
      'rows == 1 fail 16:56',
      'rows < 5 warn 16:69',
    ]);
    expect(checks.find(({ id }) => id === 'db.CORE.CALLS.structure')?.tags).toEqual(['nightly', 'tables']);
    expect(checks.find(({ id }) => id === 'db.config')?.stages).toEqual(['pre-deployment', 'deployment', 'post-deployment']);
    expect(checks.find(({ id }) => id === 'trip.journey.all')?.title).toBe('The whole journey');
  });

  test('points every check at what declared it', async () => {
    const { checks } = await loadText(example);
    expect(checks.map(({ id, source }) => `${id} ${source.file}:${source.line}:${source.column}`)).toEqual([
      'db.connection infra-test.yml:6:3',
      'db.config infra-test.yml:12:9',
      'db.RAW.exists infra-test.yml:14:21',
      'db.CORE.CALLS.structure infra-test.yml:15:21',
      'db.query.simple infra-test.yml:16:9',
      'db.ANALYST.grants infra-test.yml:21:18',
      'trip.journey.all infra-test.yml:23:47',
    ]);
  });

  test('the connection check runs in every stage and is the gate', async () => {
    const { checks } = await loadText(example);
    expect(checks.filter(({ gate }) => gate)).toMatchObject([
      {
        id: 'db.connection',
        title: 'The store accepts connections',
        stages: ['pre-deployment', 'deployment', 'post-deployment', 'monitoring'],
        timeoutMilliseconds: 7000,
        tags: ['nightly'],
      },
    ]);
  });

  test('the invocation wins over everything in the file', async () => {
    const suite = await loadText(example, { overrides: { timeoutMilliseconds: 99, retries: 0, concurrency: 9, strict: false } });
    expect(new Set(suite.checks.map(({ timeoutMilliseconds, retries }) => `${timeoutMilliseconds} ${retries.count}`))).toEqual(
      new Set(['99 0']),
    );
    expect(suite.components.map(({ concurrency }) => concurrency)).toEqual([9, 9]);
    expect(suite.strict).toBe(false);
  });

  test('opens the doors of the used kinds only', async () => {
    const opened: string[] = [];
    await loadText(storeConfig('checks: [config]'), { registry: sampleRegistry(opened) });
    expect(opened).toEqual(['store']);
  });
});

describe('the forms of a check', () => {
  const inputs = async (entry: string) => {
    const { checks } = await loadText(storeConfig(`checks:\n  - ${entry}`));
    return checks.filter(({ gate }) => !gate).map(({ id, input }) => [id, input]);
  };
  const simple = [['db.query.simple', { name: 'simple', sql: 'select 1', index: 'main' }]];

  test.each([
    ['options behind the kind', '{ query: { name: simple, sql: select 1 } }'],
    ['options beside the kind', '{ query: , name: simple, sql: select 1 }'],
    ['some here, some there', '{ query: { name: simple }, sql: select 1 }'],
    ['a value behind the kind', '{ query: select 1, name: simple }'],
    ['the kind last', '{ name: simple, query: select 1 }'],
  ])('%s', async (_, entry) => {
    expect(await inputs(entry)).toEqual(simple);
  });

  test('a mapping may be the primary option itself, with options beside it', async () => {
    expect(await inputs('{ roles: { ANALYST: [SELECT], tags: [SELECT] }, strict_grants: true }')).toEqual([
      ['db.ANALYST.grants', { role: 'ANALYST' }],
      ['db.tags.grants', { role: 'tags' }],
    ]);
  });

  test.each(['{ query: { name: simple, sql: select 1, severity: warn } }', '{ query: { name: simple, sql: select 1 }, severity: warn }'])(
    'common fields are taken from either place: %s',
    async (entry) => {
      const { checks } = await loadText(storeConfig(`checks:\n  - ${entry}`));
      expect(checks.find(({ id }) => id === 'db.query.simple')?.severity).toBe('warn');
    },
  );

  test('a title is refused for an entry of several checks, and an entry of none has nothing to look at', async () => {
    expect(await problemsOf(storeConfig('checks: [{ structure: { schemas: [A, B] }, title: x }, { structure: {} }]'))).toEqual([
      '6:48 a title names one check, and this entry makes 2',
      '6:62 the check "structure" has nothing to look at',
    ]);
  });

  test('what expand refuses is a problem of the entry', async () => {
    expect(await problemsOf(storeConfig('checks: [{ query: drop table x, name: y }]'))).toEqual([
      '6:16 a query must not drop anything: drop table x',
    ]);
  });

  test('names of checks that nobody could select are refused', async () => {
    expect(await problemsOf(storeConfig('checks: [{ query: s, name: "a*" }, { query: s, name: "a\\nb" }]'))).toEqual([
      '6:16 a check\'s name must be readable and without "*", got "query.a*"',
      '6:42 a check\'s name must be readable and without "*", got "query.a\\u{A}b"',
    ]);
    const long = await problemsOf(storeConfig(`checks: [{ query: s, name: ${'n'.repeat(200)} }]`));
    expect(long[0]).toContain("a check's id has at most 200 characters");
  });
});

describe('the default check', () => {
  const ids = async (rest: string) =>
    (await loadText(storeConfig(rest))).checks.filter(({ gate }) => !gate).map(({ id, expect }) => `${id} ${expect.length}`);

  test('runs when there are no checks', async () => expect(await ids('tags: []')).toEqual(['db.config 0']));
  test('takes the expect of its component', async () => expect(await ids('expect: status == 200')).toEqual(['db.config 1']));
  test('is added for an expect beside other checks', async () =>
    expect(await ids('expect: status == 200\nchecks: [{ query: s, name: n }]')).toEqual(['db.config 1', 'db.query.n 1']));
  test('listed itself it takes the expect, and is not added again', async () =>
    expect(await ids('expect: [status == 200]\nchecks: [{ config: , expect: [a == 1] }]')).toEqual(['db.config 2']));
  test('does not run beside other checks', async () => expect(await ids('checks: [{ query: s, name: n }]')).toEqual(['db.query.n 1']));

  test('a condition of its own gives way to a declared one on the same value', async () => {
    const http = (rest: string) => `version: 1\ncomponents:\n  api: { uses: http, with: { url: "https://a.test" }${rest} }\n`;
    const expected = async (rest: string) => (await loadText(http(rest))).checks.flatMap(({ expect }) => expect.map(({ text }) => text));
    expect(await expected('')).toEqual(['status < 400']);
    expect(await expected(', expect: "status == 404"')).toEqual(['status == 404']);
    expect(await expected(', expect: "statuses == 404"')).toEqual(['status < 400', 'statuses == 404']);
    expect(await expected(', expect: "status.code == 404"')).toEqual(['status.code == 404']);
  });
});

describe('targets', () => {
  const targets = async (rest: string) => {
    const suite = await loadText(storeConfig(rest));
    return suite.targets.map(
      ({ text, severity, operations, isDefault, source }) =>
        `${text} | ${severity} ${operations.join(',')} ${isDefault} ${source.line}:${source.column}`,
    );
  };
  const checks = 'checks: [{ query: s, name: simple }, { query: s, name: bulk }]';

  test('defaults hold for the operations that slo does not name', async () => {
    expect(await targets(`${checks}\nslo: ["bulk p(95) < 5s", "error_rate < 1%", "recall@10 >= 0.9"]`)).toEqual([
      'bulk p(95) < 5s | fail bulk false 7:11',
      'error_rate < 1% | fail  false 7:30',
      'recall@10 >= 0.9 | fail  false 7:49',
      'simple p(95) < 100ms | fail simple true 6:16',
    ]);
  });

  test('warn: may be written with and without quotes', async () => {
    const expected = 'simple p(95) < baseline * 1.2 | warn simple false 8:9';
    expect(await targets(`${checks}\nslo:\n  - "warn: simple p(95) < baseline * 1.2"`)).toContain(expected);
    expect(await targets(`${checks}\nslo:\n  - warn: simple p(95) < baseline * 1.2`)).toContain(expected);
  });

  test.each(['two words', "o'clock", 'count', 'a.b-c'])('an operation may be called %s', async (name) => {
    const { targets } = await loadText(storeConfig(`checks: [{ query: s, name: "${name}" }]`));
    expect(targets.map(({ operations }) => operations)).toEqual([[name]]);
  });

  test('a typing error in an operation is found', async () => {
    expect(await problemsOf(storeConfig(`${checks}\nslo: ["smple p(95) < 1s"]`))).toEqual([
      '7:11 no check of db measures the operation "smple"; did you mean "simple"?',
    ]);
  });

  test('no false alarm about operations while a check cannot be read', async () => {
    expect(await problemsOf(storeConfig('checks: [{ query: s, nam: simple }]\nslo: ["simple p(95) < 1s"]'))).toEqual([
      '6:14 the key "name" is missing',
      '6:26 unknown key "nam"; did you mean "name"?',
    ]);
  });

  test('an expect may use operations of its own check only', async () => {
    expect(
      await problemsOf(storeConfig('checks: [{ query: s, name: simple, expect: "bulk p(95) < 1s" }, { query: s, name: bulk }]')),
    ).toEqual(['6:48 the check "query.simple" does not measure the operation "bulk"; known: simple']);
  });
});

test('all problems are reported at once, sorted by position', async () => {
  const problems = await problemsOf(`version: 1
defaults: { timeout: 5 }
components:
  db:
    uses: store
    with: { url: nope, pool: { mx: 1, idel: 2 } }
    severity: wran
    checks: [confg, { query: s, name: x, expect: "rows = 1" }]
    slo: ["p(95) <"]
  other: { uses: stoer }
`);
  expect(problems.map((problem) => problem.split(' ', 1)[0])).toEqual([
    '2:22',
    '6:18',
    '6:30',
    '6:32',
    '6:39',
    '7:15',
    '8:14',
    '8:56',
    '9:19',
    '10:18',
  ]);
});
