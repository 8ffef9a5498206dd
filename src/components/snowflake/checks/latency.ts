import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { askFor } from '../session.ts';
import type { SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { checkName } from '../../check-name.ts';
import { statement } from '../statement-options.ts';
import { targetOf } from '../../target-of.ts';
import type { QueryInput } from './query.ts';

const options = v.strictObject({
  name: checkName,
  ...statement,
  kind: v.optional(
    v.pipe(v.picklist(['simple', 'aggregation', 'bulk']), v.description('Which default target holds: p(95) below 100ms, 1s or 5s.')),
    'simple',
  ),
  target: v.optional(v.pipe(v.string(), v.description('Condition on this operation, such as `p(95) < 200ms`.'))),
});

type Options = v.InferOutput<typeof options>;

const defaultTargets = { simple: 'p(95) < 100ms', aggregation: 'p(95) < 1s', bulk: 'p(95) < 5s' } as const;

/** Latency of one statement as a client sees it, the result cache of Snowflake left out. */
export const latency: CheckKind<Options, SnowflakeSettings> = {
  summary: 'How long a statement takes, measured over many calls as operation `<name>`.',
  layer: 'performance',
  options,
  expand({ name, sql, binds, kind, target }) {
    const input: QueryInput = { name, sql, binds };
    const operations = [{ name, target: targetOf(name, target ?? defaultTargets[kind]) }];
    return [{ name: `latency.${name}`, title: `Latency of ${name}`, input, operations }];
  },
};

export async function runLatency(connection: SnowflakeConnection, input: QueryInput, context: CheckContext): Promise<void> {
  // A session of its own: statements of other checks in the same session would be part of the measured time.
  await using session = await connection.open({}, context.signal);
  const ask = { ...askFor(context), useResultCache: false, binds: input.binds };
  await context.measure(input.name, {}, (signal) => session.query(input.sql, { ...ask, signal }));
}
