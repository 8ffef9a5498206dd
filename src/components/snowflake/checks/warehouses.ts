import * as v from 'valibot';
import type { Row } from '../../../model/capability.ts';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { creditsPerHour } from '../spend/credits.ts';
import { textOf } from '../structure/describe-table.ts';
import { parseName, printName } from '../structure/identifier.ts';
import { notPermitted } from '../statement/not-permitted.ts';
import { askFor } from '../session.ts';
import type { SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { wholeSeconds } from '../spend/usage-window.ts';

const sizes = ['X-Small', 'Small', 'Medium', 'Large', 'X-Large', '2X-Large', '3X-Large', '4X-Large', '5X-Large', '6X-Large'] as const;

const options = v.strictObject({
  auto_suspend: v.optional(v.pipe(v.string(), v.description('Longest idle time after which a warehouse must suspend itself.')), '5m'),
  auto_resume: v.optional(v.pipe(v.boolean(), v.description('False: warehouses that do not resume themselves are allowed.')), true),
  monitored: v.optional(v.pipe(v.boolean(), v.description('Every warehouse must have a resource monitor of its own.')), false),
  max_size: v.optional(v.picklist(sizes)),
  ignore: v.optional(v.pipe(v.array(v.string()), v.description('Warehouses that are not looked at.')), []),
});

type Options = v.InferOutput<typeof options>;

type Rule = 'auto-suspend' | 'auto-resume' | 'monitor' | 'size';

export interface WarehousesInput {
  readonly rule: Rule;
  readonly longestSeconds: number;
  readonly largest: string;
  /** Exact. */
  readonly ignored: readonly string[];
}

/** What makes warehouses cost money while nobody uses them, from SHOW WAREHOUSES alone. */
export const warehouses: CheckKind<Options, SnowflakeSettings> = {
  summary: 'Warehouses suspend and resume themselves, are not larger than allowed and have resource monitors.',
  layer: 'unit',
  costs: 'free',
  privileges: 'MONITOR on the warehouses, or MANAGE WAREHOUSES ON ACCOUNT; others are not seen',
  options,
  expand({ auto_suspend, auto_resume, monitored, max_size, ignore }) {
    const largest = max_size ?? '';
    const common = { longestSeconds: wholeSeconds(auto_suspend), largest, ignored: ignore.map((name) => parseName(name)[0] ?? '') };
    const drafts = [
      { rule: 'auto-suspend', asked: true, title: `suspend themselves after ${auto_suspend}` },
      { rule: 'auto-resume', asked: auto_resume, title: 'resume themselves' },
      { rule: 'monitor', asked: monitored, title: 'have resource monitors' },
      { rule: 'size', asked: max_size !== undefined, title: `are not larger than ${largest}` },
    ] as const;
    return drafts
      .filter(({ asked }) => asked)
      .map(({ rule, title }) => {
        const input: WarehousesInput = { ...common, rule };
        return { name: `warehouses.${rule}`, title: `Warehouses ${title}`, input };
      });
  },
};

export async function runWarehouses({ session }: SnowflakeConnection, input: WarehousesInput, context: CheckContext): Promise<void> {
  const rows = await session.query('SHOW WAREHOUSES', askFor(context));
  const looked = rows.filter((row) => !input.ignored.includes(textOf(row, 'name')));
  if (looked.length === 0) throw notPermitted('warehouses', 'MONITOR on them');
  const judge = judgements[input.rule];
  const bad = looked.filter((row) => !judge(row, input).met);
  for (const row of bad) context.find({ subject: `warehouse ${printName([textOf(row, 'name')])}`, ...judge(row, input) });
  if (bad.length > 0) return;
  const { expected } = judge({}, input);
  context.find({ subject: `${looked.length} warehouses that this role sees`, expected, actual: 'all of them', met: true });
}

type Judgement = (row: Row, input: WarehousesInput) => { readonly expected: string; readonly actual: string; readonly met: boolean };

const judgements: Readonly<Record<Rule, Judgement>> = {
  'auto-suspend': (row, { longestSeconds }) => {
    const seconds = suspendSeconds(row);
    const actual = seconds === undefined ? 'never: it runs and costs until somebody suspends it' : `after ${seconds} s`;
    return {
      expected: `suspends itself after ${longestSeconds} s at most`,
      actual,
      met: seconds !== undefined && seconds <= longestSeconds,
    };
  },
  'auto-resume': (row) => ({
    expected: 'resumes itself',
    actual: 'does not: statements fail while it is suspended',
    met: textOf(row, 'auto_resume') === 'true',
  }),
  monitor: (row) => ({
    expected: 'has a resource monitor',
    actual: 'none: nothing limits its credits but a monitor of the account',
    met: monitorOf(row) !== undefined,
  }),
  size: (row, { largest }) => ({
    expected: `${largest} at most`,
    actual: textOf(row, 'size'),
    // A size that Snowflake has added since is larger than all that can be declared.
    met: (creditsPerHour(textOf(row, 'size')) ?? Infinity) <= (creditsPerHour(largest) ?? 0),
  }),
};

/** NULL and 0 both mean never. */
function suspendSeconds(row: Row): number | undefined {
  const seconds = Number(row['auto_suspend']);
  return seconds > 0 ? seconds : undefined;
}

/** SHOW WAREHOUSES writes the word null. */
function monitorOf(row: Row): string | undefined {
  const monitor = textOf(row, 'resource_monitor');
  return monitor === '' || monitor === 'null' ? undefined : monitor;
}
