import * as v from 'valibot';
import type { Row } from '../../../model/capability.ts';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { Skip } from '../../../std/errors.ts';
import { textOf } from '../structure/describe-table.ts';
import { parseName, printName } from '../structure/identifier.ts';
import { asPermitted } from '../statement/not-permitted.ts';
import { askFor } from '../session.ts';
import type { SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';

const options = v.strictObject({
  max_used: v.optional(
    v.pipe(v.number(), v.gtValue(0, 'expected more than 0'), v.maxValue(1), v.description('Share of the quota that may be used.')),
    0.8,
  ),
  max_quota: v.optional(v.pipe(v.number(), v.gtValue(0, 'expected more than 0'), v.description('Largest quota, in credits.'))),
  ignore: v.optional(v.pipe(v.array(v.string()), v.description('Monitors that are not looked at.')), []),
});

type Options = v.InferOutput<typeof options>;

export interface ResourceMonitorsInput {
  readonly look: 'used' | 'limit';
  readonly maxUsed: number;
  readonly maxQuota: number | undefined;
  /** Exact. */
  readonly ignored: readonly string[];
}

export const resourceMonitors: CheckKind<Options, SnowflakeSettings> = {
  summary: 'Resource monitors have a quota, suspend their warehouses at it and are not nearly used up.',
  layer: 'unit',
  costs: 'free',
  privileges: 'MONITOR on the resource monitors, or ACCOUNTADMIN',
  options,
  expand({ max_used: maxUsed, max_quota: maxQuota, ignore }) {
    const common = { maxUsed, maxQuota, ignored: ignore.map((name) => parseName(name)[0] ?? '') };
    const draft = (look: ResourceMonitorsInput['look'], title: string) => {
      const input: ResourceMonitorsInput = { ...common, look };
      return { name: `resource-monitors.${look}`, title, input };
    };
    return [
      draft('used', `Resource monitors are used up to ${percent(maxUsed)} at most`),
      draft('limit', 'Resource monitors stop their warehouses'),
    ];
  },
};

export async function runResourceMonitors(
  { session }: SnowflakeConnection,
  input: ResourceMonitorsInput,
  context: CheckContext,
): Promise<void> {
  const needed = 'MONITOR on them, or ACCOUNTADMIN';
  const rows = await asPermitted('resource monitors', needed, async () => await session.query('SHOW RESOURCE MONITORS', askFor(context)));
  const looked = rows.filter((row) => !input.ignored.includes(textOf(row, 'name')));
  if (looked.length === 0) throw new Skip(`this role sees no resource monitor: there is none, or it needs ${needed}`);
  for (const row of looked) {
    const subject = `resource monitor ${printName([textOf(row, 'name')])}`;
    context.find({ subject, ...(input.look === 'used' ? useOf(row, input) : limitOf(row, input)) });
  }
}

function useOf(row: Row, { maxUsed }: ResourceMonitorsInput) {
  const quota = creditsOf(row, 'credit_quota');
  const used = creditsOf(row, 'used_credits') ?? 0;
  const share = quota === undefined || quota === 0 ? 0 : used / quota;
  const actual = quota === undefined ? `${used} credits used, no quota` : `${percent(share)}: ${used} of ${quota} credits`;
  return { expected: `${percent(maxUsed)} of its quota used at most`, actual, met: share <= maxUsed };
}

function limitOf(row: Row, { maxQuota }: ResourceMonitorsInput) {
  const quota = creditsOf(row, 'credit_quota');
  const suspends = textOf(row, 'suspend_at') !== '' || textOf(row, 'suspend_immediately_at') !== '';
  const problems = [
    quota === undefined ? 'no quota' : '',
    suspends ? '' : 'it suspends nothing, it only tells',
    quota !== undefined && quota > (maxQuota ?? Infinity) ? `the quota is ${quota}` : '',
  ].filter((problem) => problem !== '');
  return {
    expected: `a quota${maxQuota === undefined ? '' : ` of ${maxQuota} credits at most`} at which it suspends its warehouses`,
    actual: problems.length === 0 ? `${quota} credits, and it suspends` : problems.join(', '),
    met: problems.length === 0,
  };
}

function creditsOf(row: Row, column: string): number | undefined {
  const value = row[column];
  return value === null || value === undefined || value === '' ? undefined : Number(value);
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}
