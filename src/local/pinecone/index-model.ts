import { PineconeRefusal, unsupported } from './refusal.ts';
import type { Metric } from './search.ts';

export interface IndexConfig {
  readonly name: string;
  readonly dimension: number;
  readonly metric: Metric;
  readonly cloud: string;
  readonly region: string;
  readonly deletionProtection: 'enabled' | 'disabled';
  readonly tags: Readonly<Record<string, string>>;
}

/** Index changes that a PATCH may ask for. */
export interface IndexChange {
  readonly deletionProtection?: 'enabled' | 'disabled';
  readonly tags?: Readonly<Record<string, string>>;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * From 2026-07 on (and in the alphas) an index is a schema with the reserved field `_values` and a deployment; before,
 * it is a dimension, a metric and a spec. Without the header the service assumes an old version.
 * @throws PineconeRefusal for what is not a version
 */
export function hasSchemaShape(version: string | undefined): boolean {
  if (version === undefined) return false;
  if (!/^\d{4}-\d{2}(\.alpha)?$|^unstable$/.test(version)) throw new PineconeRefusal('invalid', `Invalid API version: ${version}`);
  return version >= '2026-07' || version.endsWith('.alpha');
}

/** @throws PineconeRefusal for what the service refuses, and for kinds of indexes that this endpoint does not have */
export function parseCreate(body: unknown, schemaShape: boolean): IndexConfig {
  const fields = asFields(body, 'The request body');
  const name = fields['name'];
  if (typeof name !== 'string' || !/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(name) || name.length > 45) {
    throw new PineconeRefusal(
      'invalid',
      `Name must consist of lower case alphanumeric characters or '-', at most 45, got ${JSON.stringify(name)}`,
    );
  }
  for (const key of ['cmek_id', 'embed', 'source_collection', 'source_backup_id']) {
    if (fields[key] !== undefined && fields[key] !== null) throw unsupported(`creating an index with "${key}"`);
  }
  const capacity = fields['read_capacity'];
  if (capacity !== undefined && asFields(capacity, 'read_capacity')['mode'] !== 'OnDemand') throw unsupported('dedicated read capacity');
  const vectors = schemaShape ? schemaVectors(fields) : legacyVectors(fields);
  return changeIndex({ name, ...vectors, deletionProtection: 'disabled', tags: {} }, parseLabels(fields));
}

/** @throws PineconeRefusal also for changes that would not take effect here */
export function parseChange(body: unknown): IndexChange {
  const fields = asFields(body, 'The request body');
  for (const key of ['deployment', 'schema', 'read_capacity', 'spec', 'embed']) {
    if (fields[key] !== undefined) throw unsupported(`changing "${key}" of an index`);
  }
  return parseLabels(fields);
}

function parseLabels(fields: Fields): IndexChange {
  const protection = fields['deletion_protection'];
  if (protection !== undefined && protection !== 'enabled' && protection !== 'disabled') {
    throw new PineconeRefusal('invalid', `deletion_protection must be "enabled" or "disabled", got ${JSON.stringify(protection)}`);
  }
  const tags = fields['tags'] === undefined || fields['tags'] === null ? undefined : parseTags(fields['tags']);
  return { ...(protection === undefined ? {} : { deletionProtection: protection }), ...(tags === undefined ? {} : { tags }) };
}

/** Tags are merged; an empty value removes its tag. */
export function changeIndex(config: IndexConfig, change: IndexChange): IndexConfig {
  const tags = Object.entries({ ...config.tags, ...change.tags }).filter(([, value]) => value !== '');
  return { ...config, ...change, tags: Object.fromEntries(tags) };
}

/** An index as `describe` shows it. Ready at once: any other state costs a client's poll of five seconds. */
export function printIndex(config: IndexConfig, host: string, schemaShape: boolean): unknown {
  const { name, dimension, metric, cloud, region } = config;
  const tags = Object.keys(config.tags).length === 0 ? null : config.tags;
  const common = { name, host, status: { ready: true, state: 'Ready' }, deletion_protection: config.deletionProtection, tags };
  if (!schemaShape) return { ...common, dimension, metric, vector_type: 'dense', spec: { serverless: { cloud, region } } };
  return {
    ...common,
    schema: { fields: { _values: { type: 'dense_vector', dimension, metric } } },
    deployment: { deployment_type: 'managed', cloud, region },
    read_capacity: { mode: 'OnDemand', status: { state: 'Ready' } },
  };
}

function schemaVectors(fields: Fields) {
  const schema = asFields(asFields(fields['schema'], 'schema')['fields'], 'schema.fields');
  const names = Object.keys(schema);
  if (names.length !== 1 || names[0] !== '_values') throw unsupported(`indexes with the fields ${names.join(', ')} (only _values)`);
  const vector = asFields(schema['_values'], 'schema.fields._values');
  if (vector['type'] !== 'dense_vector') throw unsupported(`vectors of type ${JSON.stringify(vector['type'])}`);
  const deployment = asFields(fields['deployment'] ?? { deployment_type: 'managed' }, 'deployment');
  if (deployment['deployment_type'] !== 'managed')
    throw unsupported(`deployments of type ${JSON.stringify(deployment['deployment_type'])}`);
  return { ...vectorSpace(vector), ...place(deployment) };
}

function legacyVectors(fields: Fields) {
  if ((fields['vector_type'] ?? 'dense') !== 'dense') throw unsupported('sparse vectors');
  const spec = asFields(fields['spec'], 'spec');
  if (spec['serverless'] === undefined) throw unsupported(`indexes with the spec ${Object.keys(spec).join(', ')} (only serverless)`);
  return { ...vectorSpace(fields), ...place(asFields(spec['serverless'], 'spec.serverless')) };
}

function vectorSpace(fields: Fields): { readonly dimension: number; readonly metric: Metric } {
  const dimension = fields['dimension'];
  if (typeof dimension !== 'number' || !Number.isInteger(dimension) || dimension < 1 || dimension > 20_000) {
    throw new PineconeRefusal('invalid', `Dimension must be a whole number from 1 to 20000, got ${JSON.stringify(dimension)}`);
  }
  const metric = fields['metric'] ?? 'cosine';
  if (metric === 'cosine' || metric === 'dotproduct' || metric === 'euclidean') return { dimension, metric };
  throw new PineconeRefusal('invalid', `Metric must be cosine, dotproduct or euclidean, got ${JSON.stringify(metric)}`);
}

function place(fields: Fields): { readonly cloud: string; readonly region: string } {
  const { cloud = 'aws', region = 'us-east-1' } = fields;
  if (typeof cloud === 'string' && typeof region === 'string') return { cloud, region };
  throw new PineconeRefusal('invalid', 'cloud and region must be strings');
}

function parseTags(value: unknown): Readonly<Record<string, string>> {
  const tags = asFields(value, 'tags');
  for (const [key, tag] of Object.entries(tags)) {
    if (typeof tag !== 'string' || tag.length > 120 || key.length > 80) {
      throw new PineconeRefusal('invalid', `The tag ${key} must be a string of at most 120 characters, its key of at most 80`);
    }
  }
  return tags as Readonly<Record<string, string>>;
}

function asFields(value: unknown, what: string): Fields {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Fields;
  throw new PineconeRefusal('invalid', `${what} must be an object, got ${JSON.stringify(value)}`);
}
