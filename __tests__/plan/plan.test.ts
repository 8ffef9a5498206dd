import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { EmptySelection } from '../../src/plan/empty-selection.ts';
import { planRun } from '../../src/plan/plan.ts';
import type { Selection } from '../../src/plan/selection.ts';
import type { Check } from '../../src/model/check.ts';
import { layers, stages } from '../../src/model/words.ts';
import { aCheck, aGate, aPlan, aPlannedComponent, aTarget } from '../execute/build-plan.ts';

const suite = aPlan(
  [
    aGate('warehouse'),
    aCheck('warehouse.latency', { layer: 'performance' }),
    aCheck('warehouse.structure', { layer: 'unit', tags: ['nightly'] }),
    aCheck('warehouse.query.simple', { stages: ['pre-deployment'] }),
    aGate('vectors'),
    aCheck('vectors.config', { layer: 'unit' }),
    aGate('crm'),
    aCheck('crm.request', { layer: 'security', tags: ['nightly', 'slow'] }),
    aCheck('journey.answer', { layer: 'e2e' }),
    aGate('lonely'),
  ],
  {
    components: [
      aPlannedComponent('warehouse'),
      aPlannedComponent('vectors', { needs: ['warehouse'] }),
      aPlannedComponent('crm'),
      aPlannedComponent('journey', { needs: ['vectors'] }),
      aPlannedComponent('lonely'),
    ],
    targets: [aTarget('warehouse', 'p(95) < 1s'), aTarget('crm', 'p(95) < 2s')],
  },
);

const ids = (selection: Selection): readonly string[] => planRun(suite, selection).checks.map(({ id }) => id);

test('everything: gates first, then as declared, performance last', () => {
  expect(ids({})).toEqual([
    'warehouse.connection',
    'vectors.connection',
    'crm.connection',
    'lonely.connection',
    'warehouse.structure',
    'warehouse.query.simple',
    'vectors.config',
    'crm.request',
    'journey.answer',
    'warehouse.latency',
  ]);
  expect(planRun(suite, {}).selection).toBe('');
});

test.each<[string, Selection, readonly string[]]>([
  ['layer', { layers: ['security'] }, ['crm.connection', 'crm.request']],
  ['stage', { stages: ['monitoring'] }, ids({}).filter((id) => id !== 'warehouse.query.simple')],
  ['component', { components: ['crm'] }, ['crm.connection', 'crm.request']],
  ['a component of which only the connection is declared', { components: ['lonely'] }, ['lonely.connection']],
  ['tag', { tags: ['slow'] }, ['crm.connection', 'crm.request']],
  [
    'several tags are alternatives',
    { tags: ['slow', 'nightly'] },
    ['warehouse.connection', 'crm.connection', 'warehouse.structure', 'crm.request'],
  ],
  ['fields narrow each other', { tags: ['nightly'], layers: ['unit'] }, ['warehouse.connection', 'warehouse.structure']],
  ['id with a star', { checks: ['*.query.*'] }, ['warehouse.connection', 'warehouse.query.simple']],
  ['the gate itself', { checks: ['crm.connection'] }, ['crm.connection']],
  ['last failed', { lastFailed: ['crm.request', 'gone.check'] }, ['crm.connection', 'crm.request']],
  [
    'what is needed keeps its gate, through others',
    { components: ['journey'] },
    ['warehouse.connection', 'vectors.connection', 'journey.answer'],
  ],
])('selection by %s', (_name, selection, expected) => {
  expect(ids(selection)).toEqual(expected);
});

test('the plan names every id of the config that the selection left out', () => {
  expect(planRun(suite, {}).notSelected).toEqual([]);
  const plan = planRun(suite, { components: ['crm'] });
  expect([...plan.checks.map(({ id }) => id), ...(plan.notSelected ?? [])].toSorted()).toEqual([...ids({})].toSorted());
  expect(plan.notSelected).not.toContain('crm.connection');
});

test('components and targets that take no part are left out; the selection is told in words', () => {
  const plan = planRun(suite, { components: ['crm'], tags: ['slow', 'fast'] });
  expect(plan.components.map(({ name }) => name)).toEqual(['crm']);
  expect(plan.targets.map(({ component }) => component)).toEqual(['crm']);
  expect(plan.selection).toBe('component crm, tag slow or fast');
});

test.each<[Selection, string]>([
  [
    { components: ['warehose'] },
    'No check matches component warehose. Did you mean warehouse? The config has warehouse, vectors, crm, journey, lonely.',
  ],
  [
    { layers: ['disaster-recovery'] },
    'No check matches layer disaster-recovery. The config has performance, unit, integration, security, e2e.',
  ],
  [{ tags: ['slwo'] }, 'No check matches tag slwo. Did you mean slow? The config has nightly, slow.'],
  [{ checks: ['warehouse.structur'] }, 'No check matches check id warehouse.structur. Did you mean warehouse.structure?'],
  [{ components: ['crm'], layers: ['e2e'] }, 'No check matches layer e2e, component crm together, though each alone matches some.'],
  [{ lastFailed: [] }, 'No check matches failed in the last run. Nothing to run again.'],
])('nothing selected by %o', (selection, sentence) => {
  expect(() => planRun(suite, selection)).toThrow(EmptySelection);
  expect(() => planRun(suite, selection)).toThrow(sentence);
});

test('a gate alone is no selection: it has a layer and stages like any check', () => {
  const gates = aPlan([aGate('crm'), aCheck('crm.request', { layer: 'e2e' })]);
  expect(() => planRun(gates, { layers: ['unit'] })).toThrow('No check matches layer unit. The config has e2e.');
  expect(() => planRun(aPlan([]), {})).toThrow('The config declares no check');
  expect(planRun(aPlan([aGate('crm')]), {}).checks).toHaveLength(1);
});

test('a circle of needs ends', () => {
  const circle = aPlan([aCheck('a.x'), aGate('b')], {
    components: [aPlannedComponent('a', { needs: ['b'] }), aPlannedComponent('b', { needs: ['a'] })],
  });
  expect(planRun(circle, {}).components).toHaveLength(2);
});

test('any selection keeps every selected check and only gates beside them, each once, in order', () => {
  const some = <T>(values: readonly T[]) => fc.option(fc.subarray([...values], { minLength: 1 }), { nil: undefined });
  const selections = fc.record(
    {
      layers: some(layers),
      stages: some(stages),
      components: some(['warehouse', 'vectors', 'crm', 'journey']),
      tags: some(['nightly', 'slow']),
      checks: some(['*', 'warehouse.*', '*.config']),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(selections, (given) => {
      const selection = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Selection;
      const checks = checksOf(selection);
      const others = checks.filter(({ gate }) => !gate);
      expect(new Set(checks).size).toBe(checks.length);
      expect(others.filter(({ layer }) => !(selection.layers ?? layers).includes(layer))).toEqual([]);
      expect(others.filter(({ component }) => selection.components?.includes(component) === false)).toEqual([]);
      const ranks = checks.map((check) => (check.gate ? 0 : check.layer === 'performance' ? 2 : 1));
      expect(ranks).toEqual(ranks.toSorted((left, right) => left - right));
    }),
  );
});

/** No checks where the selection is empty; any other error is one of the test. */
function checksOf(selection: Selection): readonly Check[] {
  try {
    return planRun(suite, selection).checks;
  } catch (error) {
    if (error instanceof EmptySelection) return [];
    throw error;
  }
}
