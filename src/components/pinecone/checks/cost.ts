import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { countOf } from '../count-words.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import { bytesPerGigabyte, listPrices, recordBytes } from '../units/unit-cost.ts';
import type { PineconeConnection } from '../vector-index.ts';

const sampledRecords = 100;
/** The largest; records of the others are taken to be as large as theirs. */
const sampledNamespaces = 20;
const amount = v.pipe(v.number(), v.minValue(0));

const options = v.strictObject({
  read_units: v.optional(v.pipe(amount, v.description('Read units that you expect in a month.')), 0),
  write_units: v.optional(v.pipe(amount, v.description('Write units that you expect in a month.')), 0),
  minimum: v.optional(v.pipe(amount, v.description('Dollars that the plan bills at least in a month.')), 0),
  prices: v.optional(
    v.pipe(
      v.strictObject({
        storage: v.optional(amount, listPrices.storageGigabyteMonth),
        read: v.optional(amount, listPrices.millionReadUnits),
        write: v.optional(amount, listPrices.millionWriteUnits),
      }),
      v.description(
        'Dollars for a GB and month, a million read units, a million write units; by default the list prices of AWS us-east-1.',
      ),
    ),
    {},
  ),
  max_month: v.optional(v.pipe(amount, v.description('Dollars that a month may cost.'))),
});

type Options = v.InferOutput<typeof options>;
export type CostInput = Options;

/** Storage is what the index holds now, times a month; use is what the config expects. */
export const cost: CheckKind<Options, PineconeSettings> = {
  summary: 'What the index costs in a month: metrics `storage_gb` and `month_usd`, at list prices unless told.',
  layer: 'performance',
  costs: 'compute',
  privileges: 'reading records',
  options,
  expand: (input) => [{ name: 'cost', title: 'A month of the index', input }],
};

export async function runCost(connection: PineconeConnection, input: CostInput, context: CheckContext): Promise<void> {
  const gigabytes = (await storedBytes(connection, context)) / bytesPerGigabyte;
  const { prices } = input;
  const parts = {
    storage: gigabytes * prices.storage,
    reads: (input.read_units / 1e6) * prices.read,
    writes: (input.write_units / 1e6) * prices.write,
  };
  const used = parts.storage + parts.reads + parts.writes;
  const month = Math.max(input.minimum, used);
  context.metric('storage_gb', gigabytes, 'GB');
  context.metric('month_usd', month, 'USD');
  context.value('storage_gb', gigabytes);
  context.value('month_usd', month);
  context.note(
    `a month: ${Object.entries(parts)
      .map(([name, dollars]) => `${name} ${print(dollars)}`)
      .join(', ')}${month > used ? `, billed as the minimum ${print(month)}` : ''}`,
  );
  if (input.max_month === undefined) return;
  context.find({
    subject: 'projected month',
    expected: `at most ${print(input.max_month)}`,
    actual: print(month),
    met: month <= input.max_month,
  });
}

/** Of all namespaces, whose records are taken to be as large as a sample of each. */
async function storedBytes({ index }: PineconeConnection, context: CheckContext): Promise<number> {
  const { namespaces } = await index.statistics(context.signal);
  const counts = Object.entries(namespaces).sort(([, left], [, right]) => right - left);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  let bytes = 0;
  let sampled = 0;
  let covered = 0;
  for (const [namespace, count] of counts.slice(0, sampledNamespaces)) {
    if (count === 0) continue;
    const { ids } = await index.listPage(namespace, sampledRecords, undefined, context.signal);
    const records = ids.length === 0 ? [] : await index.fetch(ids, namespace, context.signal);
    if (records.length === 0)
      throw new Error(`Namespace ${namespace} counts ${countOf(count, 'record')} and shows none: its size is not known.`);
    sampled += records.length;
    covered += count;
    bytes += count * (records.reduce((sum, record) => sum + recordBytes(record), 0) / records.length);
  }
  context.note(`sizes are those of ${countOf(sampled, 'record')} of ${total}`);
  return covered === 0 ? 0 : (bytes * total) / covered;
}

function print(dollars: number): string {
  return `$${dollars < 0.01 && dollars > 0 ? dollars.toPrecision(2) : dollars.toFixed(2)}`;
}
