import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection } from '../vector-index.ts';

const options = v.strictObject({
  dimension: v.optional(v.pipe(v.number(), v.integer())),
  metric: v.optional(v.picklist(['cosine', 'euclidean', 'dotproduct'])),
  cloud: v.optional(v.string()),
  region: v.optional(v.string()),
  deletion_protection: v.optional(v.picklist(['enabled', 'disabled'])),
  tags: v.optional(v.pipe(v.record(v.string(), v.string()), v.description('Tags that must be there; others are not looked at.'))),
});

type Options = v.InferOutput<typeof options>;

type ComparedProperty = 'dimension' | 'metric' | 'cloud' | 'region' | 'deletionProtection';

export interface DeclaredConfig {
  readonly properties: readonly { readonly subject: ComparedProperty; readonly expected: string }[];
  readonly tags: readonly { readonly name: string; readonly expected: string }[];
}

/** The index as declared against the index as found. */
export const config: CheckKind<Options, PineconeSettings> = {
  summary: 'The index has the declared dimension, metric, cloud, region, protection and tags.',
  layer: 'unit',
  options,
  expand(declared, settings) {
    const wanted = {
      dimension: declared.dimension ?? settings.dimension,
      metric: declared.metric ?? settings.metric,
      cloud: declared.cloud,
      region: declared.region,
      deletionProtection: declared.deletion_protection,
    } satisfies Record<ComparedProperty, unknown>;
    const properties = Object.entries(wanted).flatMap(([subject, expected]) =>
      expected === undefined ? [] : [{ subject: subject as ComparedProperty, expected: String(expected) }],
    );
    const tags = Object.entries(declared.tags ?? {}).map(([name, expected]) => ({ name, expected }));
    if (properties.length + tags.length === 0) {
      throw new Error('config has nothing to compare: declare dimension or metric in `with`, or properties of the index here.');
    }
    const input: DeclaredConfig = { properties, tags };
    return [{ name: 'config', title: `Index ${settings.index} is configured as declared`, input }];
  },
};

export async function runConfig(connection: PineconeConnection, input: DeclaredConfig, context: CheckContext): Promise<void> {
  // Described again: the connection may be older than a change that a retry waits for.
  const found = await connection.control.describe(connection.settings.index, context.signal);
  for (const { subject, expected } of input.properties) {
    const actual = found[subject];
    const printed = actual === undefined ? 'none' : String(actual);
    context.find({
      subject: `${subjectWords[subject] ?? subject} of index ${found.name}`,
      expected,
      actual: printed,
      met: printed === expected,
    });
  }
  for (const { name, expected } of input.tags) {
    const actual = Object.hasOwn(found.tags, name) ? found.tags[name] : undefined;
    context.find({ subject: `tag ${name} of index ${found.name}`, expected, actual: actual ?? 'no such tag', met: actual === expected });
  }
}

const subjectWords: Readonly<Partial<Record<ComparedProperty, string>>> = { deletionProtection: 'deletion protection' };
