import fc from 'fast-check';
import type { History, PastMetric, PastOperation, PastRun } from '../../src/model/history.ts';
import { outcomeStatuses } from '../../src/model/words.ts';
import { LatencyHistogram } from '../../src/std/histogram.ts';

const name = fc.oneof(
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.constantFrom('__proto__', 'constructor', 'web.one', '<!-- x -->', 'día 💥'),
);
/** Milliseconds, sometimes longer than the hour that a histogram has buckets for. */
const sample = fc.oneof(fc.double({ min: 0, max: 5000, noNaN: true }), fc.double({ min: 3_500_000, max: 90_000_000, noNaN: true }));
const histogram = fc.array(sample, { maxLength: 30 }).map((samples) => {
  const counted = new LatencyHistogram();
  for (const each of samples) counted.record(each);
  return counted.toData();
});

const operation: fc.Arbitrary<PastOperation> = fc.record({ component: name, operation: name, histogram, errors: fc.nat() });
const metric: fc.Arbitrary<PastMetric> = fc.record({
  component: name,
  name,
  value: fc.double({ min: -1e17, max: 1e17, noNaN: true }).map(withoutMinusZero),
});

/** Of few configs, so that runs of one place meet. */
const pastRun: fc.Arbitrary<PastRun> = fc.record({
  runId: fc.string({ minLength: 1, maxLength: 8 }),
  commit: fc.constantFrom('', 'c0ffee1', 'a'.repeat(40)),
  configFile: fc.constantFrom('infra-test.yml', 'infra/other.yml'),
  environment: fc.constantFrom('local', 'staging'),
  stack: fc.constantFrom('embedded' as const, 'live' as const),
  startedAtMilliseconds: fc.oneof(fc.nat({ max: 4_000_000_000_000 }), fc.constantFrom(1000, 2000)),
  statuses: fc
    .uniqueArray(fc.tuple(name, fc.constantFrom(...outcomeStatuses)), { maxLength: 8, selector: ([id]) => id })
    .map((entries) => Object.fromEntries(entries)),
  operations: fc.uniqueArray(operation, { maxLength: 4, selector: (each) => JSON.stringify([each.component, each.operation]) }),
  metrics: fc.array(metric, { maxLength: 4 }),
});

export const pastRuns: fc.Arbitrary<readonly PastRun[]> = fc.uniqueArray(pastRun, { maxLength: 8, selector: ({ runId }) => runId });

export const emptyHistory: History = { branch: 'main', runs: [] };

function withoutMinusZero(value: number): number {
  return value + 0;
}
