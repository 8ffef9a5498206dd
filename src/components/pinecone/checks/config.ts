import * as v from 'valibot';
import type { CheckContext, CheckDraft, CheckKind } from '../../../model/component.ts';
import { differencesOf } from '../shape/config-difference.ts';
import type { ComparedProperty, DeclaredConfig } from '../shape/config-difference.ts';
import type { IndexConfig } from '../shape/index-config.ts';
import { scratchPrefix } from '../scratch/scratch-name.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection } from '../vector-index.ts';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const capacity = v.union([
  v.picklist(['on-demand', 'dedicated']),
  v.strictObject({
    mode: v.literal('dedicated'),
    node_type: v.optional(v.string()),
    replicas: v.optional(count),
    shards: v.optional(count),
  }),
]);

const options = v.strictObject({
  dimension: v.optional(v.pipe(v.number(), v.integer())),
  metric: v.optional(v.picklist(['cosine', 'euclidean', 'dotproduct'])),
  vector_type: v.optional(v.picklist(['dense', 'sparse'])),
  deployment: v.optional(v.picklist(['managed', 'byoc', 'pod'])),
  cloud: v.optional(v.string()),
  region: v.optional(v.string()),
  capacity: v.optional(v.pipe(capacity, v.description('How reads are served: on-demand or dedicated, the latter with its size.'))),
  deletion_protection: v.optional(v.picklist(['enabled', 'disabled'])),
  embed_model: v.optional(
    v.pipe(v.string(), v.description('Model that embeds text in the service; none where there must be no such model.')),
  ),
  cmek: v.optional(v.pipe(v.string(), v.description('Id of the customer-managed key; none where there must be none.'))),
  // Not `tags`, which are those of the check.
  index_tags: v.optional(v.pipe(v.record(v.string(), v.string()), v.description('Tags that the index must have.'))),
  exact_index_tags: v.optional(v.pipe(v.boolean(), v.description('The index may have no other tags.')), false),
  unmanaged: v.optional(
    v.pipe(v.picklist(['ignore', 'report', 'fail']), v.description('What to make of indexes of the project that are not declared.')),
    'ignore',
  ),
  managed: v.optional(v.pipe(v.array(v.string()), v.description('Other indexes of the project that are declared elsewhere.')), []),
});

type Options = v.InferOutput<typeof options>;

export type ConfigInput =
  | (DeclaredConfig & { readonly look: 'index' })
  | { readonly look: 'unmanaged'; readonly managed: readonly string[]; readonly fails: boolean };

/** The index as declared against the index as found. */
export const config: CheckKind<Options, PineconeSettings> = {
  summary: 'The index has the declared dimension, metric, place, capacity, protection, model, key and tags; undeclared indexes are told.',
  layer: 'unit',
  costs: 'free',
  privileges: 'ControlPlaneViewer or ProjectViewer',
  options,
  expand(declared, settings) {
    const input = { look: 'index', ...declaredConfig(declared, settings) } satisfies ConfigInput;
    const isEmpty = input.properties.length + input.tags.length === 0 && !input.exactTags;
    if (isEmpty && declared.unmanaged === 'ignore') {
      throw new Error('config has nothing to compare: declare dimension or metric in `with`, or properties of the index here.');
    }
    return [
      ...(isEmpty ? [] : [{ name: 'config', title: `Index ${settings.index} is configured as declared`, input }]),
      ...(declared.unmanaged === 'ignore' ? [] : [unmanagedDraft(declared, settings)]),
    ];
  },
};

function declaredConfig(declared: Options, settings: PineconeSettings): DeclaredConfig {
  const size = typeof declared.capacity === 'object' ? declared.capacity : undefined;
  const wanted = {
    dimension: declared.dimension ?? settings.dimension,
    metric: declared.metric ?? settings.metric,
    vectorType: declared.vector_type,
    deployment: declared.deployment,
    cloud: declared.cloud,
    region: declared.region,
    capacity: size?.mode ?? declared.capacity,
    nodeType: size?.node_type,
    replicas: size?.replicas,
    shards: size?.shards,
    deletionProtection: declared.deletion_protection,
    embedModel: declared.embed_model,
    cmekId: declared.cmek,
  } satisfies Record<ComparedProperty, unknown>;
  const properties = Object.entries(wanted).flatMap(([property, expected]) =>
    expected === undefined ? [] : [{ property: property as ComparedProperty, expected: String(expected as string | number) }],
  );
  const tags = Object.entries(declared.index_tags ?? {}).map(([name, expected]) => ({ name, expected }));
  return { properties, tags, exactTags: declared.exact_index_tags };
}

function unmanagedDraft(declared: Options, settings: PineconeSettings): CheckDraft {
  const input: ConfigInput = { look: 'unmanaged', managed: [settings.index, ...declared.managed], fails: declared.unmanaged === 'fail' };
  return { name: 'config.unmanaged', title: 'The project has no undeclared indexes', input, path: ['unmanaged'] };
}

export async function runConfig(connection: PineconeConnection, input: ConfigInput, context: CheckContext): Promise<void> {
  if (input.look === 'unmanaged') return lookForUnmanaged(await connection.control.list(context.signal), input, context);
  // Described again: the connection may be older than a change that a retry waits for.
  const found = await connection.control.describe(connection.settings.index, context.signal);
  const drift: string[] = [];
  for (const { words, expected, actual, met } of differencesOf(input, found)) {
    context.find({ subject: `${words} of index ${found.name}`, expected, actual, met });
    if (!met) drift.push(`- ${words}: ${expected}`, `+ ${words}: ${actual}`);
  }
  context.value('drift', drift);
  if (drift.length > 0) context.note(`drift of index ${found.name} (- declared, + found):\n${drift.join('\n')}`);
}

/** What our own drills make and remove does not count. */
function lookForUnmanaged(
  indexes: readonly IndexConfig[],
  { managed, fails }: ConfigInput & { look: 'unmanaged' },
  context: CheckContext,
): void {
  const names = indexes.map(({ name }) => name).filter((name) => !managed.includes(name) && !name.startsWith(`${scratchPrefix}-`));
  context.value('unmanaged', names);
  context.value('value', names.length);
  for (const name of names) {
    context.find({ subject: `index ${name}`, expected: fails ? 'declared' : 'reported', actual: 'not declared', met: !fails });
  }
  if (names.length > 0) return context.note(`not declared in the project: ${names.join(', ')}`);
  const actual = `all ${indexes.length} indexes that this key sees are declared`;
  context.find({ subject: 'the project', expected: 'nothing undeclared', actual, met: true });
}
