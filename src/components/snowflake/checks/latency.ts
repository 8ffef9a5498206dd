import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { checkName } from '../../check-name.ts';
import { targetOf } from '../../target-of.ts';
import { measureStatement, orNote, tellServerTimes } from '../statement/measured-statement.ts';
import type { MeasuredStatement } from '../statement/measured-statement.ts';
import { queryProfile } from '../statement/query-profile.ts';
import { restartWarehouse } from '../spend/restart-warehouse.ts';
import { askFor } from '../session.ts';
import type { Session, SnowflakeConnection } from '../session.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';
import { statement } from '../statement/statement-options.ts';

const options = v.strictObject({
  name: checkName,
  ...statement,
  kind: v.optional(
    v.pipe(v.picklist(['simple', 'aggregation', 'bulk']), v.description('Which default target holds: p(95) below 100ms, 1s or 5s.')),
    'simple',
  ),
  target: v.optional(v.pipe(v.string(), v.description('Condition on this operation, such as `p(95) < 200ms`.'))),
  cold: v.optional(
    v.pipe(
      v.picklist(['first', 'restart']),
      v.description('What `<name>.cold` is: the first call, or the first after the warehouse was suspended and resumed (chaos: allow).'),
    ),
    'first',
  ),
});

type Options = v.InferOutput<typeof options>;

export interface LatencyInput extends MeasuredStatement {
  readonly cold: 'first' | 'restart';
  /** Whether to ask for pruning and spilling, which a simple statement has none of. */
  readonly profile: boolean;
}

const defaultTargets = { simple: 'p(95) < 100ms', aggregation: 'p(95) < 1s', bulk: 'p(95) < 5s' } as const;

/** Latency of one statement as a client sees it, beside what the server says of the same calls. */
export const latency: CheckKind<Options, SnowflakeSettings> = {
  summary: 'How long a statement takes, cold and warm, as operations `<name>`, `<name>.cold`, `<name>.execution`, `<name>.queued`.',
  layer: 'performance',
  costs: 'compute',
  privileges: 'USAGE on the warehouse; OPERATE for `cold: restart`',
  options,
  expand({ name, sql, binds, kind, target, cold }) {
    const input: LatencyInput = { name, sql, binds, cold, profile: kind !== 'simple' };
    const operations = [
      { name, target: targetOf(name, target ?? defaultTargets[kind]) },
      ...['cold', 'execution', 'queued'].map((part) => ({ name: `${name}.${part}` })),
      { name: `${name}.compilation`, optional: true },
    ];
    return [{ name: `latency.${name}`, title: `Latency of ${name}`, input, operations }];
  },
};

export async function runLatency(connection: SnowflakeConnection, input: LatencyInput, context: CheckContext): Promise<void> {
  // A session of its own: statements of other checks in the same session would be part of the measured time.
  await using session = await connection.pool.borrow(askFor(context));
  context.note(await prepareCold(connection, input, context));
  const onFirst = (milliseconds: number): void => context.sample(`${input.name}.cold`, milliseconds);
  const queryIds = await measureStatement(session, input, context, onFirst);
  await tellServerTimes(session, input.name, queryIds, context);
  const last = queryIds.at(-1);
  if (input.profile && last !== undefined) await tellProfile(session, last, context);
}

/** Makes the first call cold where that is asked for and allowed. Returns what its time means. */
async function prepareCold(connection: SnowflakeConnection, { name, cold }: LatencyInput, context: CheckContext): Promise<string> {
  const firstOnly = `${name}.cold is the first call of this check: the warehouse may have been warm`;
  if (cold === 'first') return firstOnly;
  const refused = await restartWarehouse(connection, context);
  if (refused !== undefined) return `${firstOnly}, because it was not restarted: ${refused}`;
  return `${name}.cold is the first call after ${connection.spend.warehouse?.name ?? 'the warehouse'} was suspended and resumed`;
}

async function tellProfile(session: Session, queryId: string, context: CheckContext): Promise<void> {
  const profile = await orNote(() => queryProfile(session, queryId, askFor(context)), 'pruning and spilling', context);
  if (profile === undefined) return;
  context.metric('partitions_scanned', profile.partitionsScanned);
  context.metric('partitions_total', profile.partitionsTotal);
  context.metric('spilled_bytes', profile.spilledBytes, 'B');
}
