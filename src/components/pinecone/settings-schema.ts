import * as v from 'valibot';

const text = v.pipe(v.string(), v.nonEmpty('must not be empty'));

/** Index names of the service: https://docs.pinecone.io/reference/api/control-plane/create_index */
const indexName = v.pipe(v.string(), v.regex(/^[a-z0-9](?:[a-z0-9-]{0,43}[a-z0-9])?$/, 'must be 1 to 45 lower-case letters, digits and -'));

/** `with:` of a pinecone component. */
export const settingsSchema = v.strictObject({
  api_key: text,
  controller_url: v.optional(v.pipe(v.string(), v.url(), v.description('Control plane, where it is not https://api.pinecone.io.'))),
  index: indexName,
  dimension: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20_000))),
  metric: v.optional(v.picklist(['cosine', 'euclidean', 'dotproduct'])),
  max_units: v.optional(
    v.pipe(
      v.number(),
      v.gtValue(0, 'expected more than 0 units'),
      v.description('Read and write units of one run together, from which on nothing is sent that costs any.'),
    ),
  ),
  namespace: v.optional(v.pipe(text, v.description('Namespace that checks read; absent: the default one.'))),
});

export type PineconeSettings = v.InferOutput<typeof settingsSchema>;
