import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Plan } from '../../src/model/plan.ts';
import { shardOf } from '../../src/plan/shard.ts';
import { aCheck, aGate, aPlan, aPlannedComponent, aTarget } from '../execute/build-plan.ts';

const idsOf = ({ checks }: Plan): readonly string[] => checks.map(({ id }) => id);
const shardsOf = (plan: Plan, count: number): readonly Plan[] =>
  Array.from({ length: count }, (_, index) => shardOf(plan, index + 1, count));

const plan = aPlan(
  [
    aGate('warehouse'),
    aGate('vectors'),
    aGate('lonely'),
    aCheck('warehouse.one', { operations: ['simple'] }),
    aCheck('warehouse.two', { operations: ['simple'] }),
    aCheck('vectors.one', { operations: ['query'] }),
    aCheck('journey.answer'),
  ],
  {
    components: [
      aPlannedComponent('warehouse'),
      aPlannedComponent('vectors', { needs: ['warehouse'] }),
      aPlannedComponent('lonely'),
      aPlannedComponent('journey', { needs: ['vectors'] }),
    ],
  },
);

test('checks are dealt in turn; gates and needed components come along', () => {
  const [first, second, third] = shardsOf(plan, 3) as [Plan, Plan, Plan];
  expect(idsOf(first)).toEqual(['warehouse.connection', 'vectors.connection', 'warehouse.one', 'journey.answer']);
  expect(idsOf(second)).toEqual(['warehouse.connection', 'lonely.connection', 'warehouse.two']);
  expect(idsOf(third)).toEqual(['warehouse.connection', 'vectors.connection', 'vectors.one']);
  expect(first.components.map(({ name }) => name)).toEqual(['warehouse', 'vectors', 'journey']);
  expect(second.components.map(({ name }) => name)).toEqual(['warehouse', 'lonely']);
});

test('a shard says what it is, what it leaves out and what the whole plan was', () => {
  const selected = { ...plan, selection: 'layer unit', notSelected: ['old.check'] };
  const second = shardOf(selected, 2, 3);
  expect(second.selection).toBe('layer unit, shard 2/3');
  expect(second.notSelected).toEqual(['old.check', 'vectors.connection', 'warehouse.one', 'vectors.one', 'journey.answer']);
  expect(second.shard).toEqual({
    number: 2,
    count: 3,
    components: plan.components,
    checks: plan.checks,
    targets: [],
    selection: 'layer unit',
    notSelected: ['old.check'],
    heldBy: [[1, 2, 3], [1, 3], [2], [1], [2], [3], [1]],
  });
});

test('a shard for which nothing is left is empty and says so', () => {
  const empty = shardOf(aPlan([aGate('crm'), aCheck('crm.request')]), 2, 2);
  expect(empty).toMatchObject({ checks: [], components: [], targets: [], selection: 'nothing to do in shard 2/2' });
});

test('one shard holds all', () => {
  expect(shardOf(plan, 1, 1)).toMatchObject({ checks: plan.checks, components: plan.components, targets: plan.targets });
});

const measuring = aPlan([
  aGate('a'),
  aCheck('a.one', { operations: ['simple'] }),
  aCheck('a.two', { operations: ['simple'] }),
  aCheck('a.three', { operations: ['other'] }),
  aGate('b'),
  aCheck('b.only', { operations: ['other'] }),
]);

test.each<[string, string, readonly number[]]>([
  ['a', 'simple p(95) < 1s', []],
  ['a', 'other p(95) < 1s', [1]],
  ['a', 'simple p(95) < 1s && other p(95) < 1s', []],
  ['a', 'error_rate < 1%', []],
  ['a', 'recall@10 >= 0.95', []],
  ['a', 'unknown p(95) < 1s', []],
  ['a', 'other p(95) < 1s && error_rate < 1%', []],
  ['a', 'other p(95) < 1s && recall@10 >= 0.95', []],
  ['b', 'p(95) < 1s', [2]],
  ['b', 'recall@10 >= 0.95', [2]],
  ['b', 'other p(95) < baseline * 2', [2]],
])('a target is judged where everything it speaks of is measured: %s %s', (component, text, expected) => {
  const planned = { ...measuring, targets: [aTarget(component, text)] };
  const shards = shardsOf(planned, 2);
  expect(shards.flatMap((shard) => (shard.targets.length > 0 ? [shard.shard?.number] : []))).toEqual(expected);
  expect(shards.map(({ shard }) => shard?.targets)).toEqual([planned.targets, planned.targets]);
});

const plans = fc
  .array(fc.record({ checks: fc.nat(12), hasGate: fc.boolean(), needs: fc.array(fc.nat(5), { maxLength: 2 }) }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((components) => {
    const named = components.map((component, index) => ({ ...component, name: `c${index}` }));
    const gates = named.filter(({ hasGate, checks }) => hasGate || checks === 0).map(({ name }) => aGate(name));
    const checks = named.flatMap(({ name, checks }) => Array.from({ length: checks }, (_, index) => aCheck(`${name}.x${index}`)));
    // Circles included: config refuses them elsewhere, and splitting must still end.
    const needsOf = (needs: readonly number[]): readonly string[] => [...new Set(needs.map((index) => `c${index % named.length}`))];
    return aPlan([...gates, ...checks], { components: named.map(({ name, needs }) => aPlannedComponent(name, { needs: needsOf(needs) })) });
  });

test('every check is in one shard, gates in all that need them, and no shard has more than one check above another', () => {
  fc.assert(
    fc.property(plans, fc.integer({ min: 1, max: 9 }), (whole, count) => {
      const shards = shardsOf(whole, count);
      for (const [index, check] of whole.checks.entries()) {
        const holders = shards.filter(({ checks }) => checks.includes(check)).map(({ shard }) => shard?.number);
        expect(holders, check.id).toEqual(shards[0]?.shard?.heldBy[index]);
        if (!check.gate) expect(holders).toHaveLength(1);
        expect(holders.length).toBeGreaterThan(0);
      }
      for (const { checks, components } of shards) {
        const names = new Set(components.map(({ name }) => name));
        for (const check of checks) expect(names).toContain(check.component);
        for (const { needs } of components) for (const need of needs) expect(names).toContain(need);
        for (const gate of whole.checks.filter(({ gate }) => gate)) expect(checks.includes(gate)).toBe(names.has(gate.component));
      }
      for (const component of [undefined, ...whole.components.map(({ name }) => name)]) {
        const sizes = shards.map(
          ({ checks }) => checks.filter((check) => !check.gate && (component ?? check.component) === check.component).length,
        );
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test('order in the plan is kept in every shard', () => {
  fc.assert(
    fc.property(plans, fc.integer({ min: 1, max: 9 }), (whole, count) => {
      for (const { checks } of shardsOf(whole, count)) expect(checks).toEqual(whole.checks.filter((check) => checks.includes(check)));
    }),
  );
});
