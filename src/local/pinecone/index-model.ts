import { asFields, mergeTags, parseLabels, parseName } from './index-labels.ts';
import type { Fields, Labels, Tags } from './index-labels.ts';
import type { IndexEmbed, SchemaField, VectorType } from './index-schema.ts';
import { parseDimension, parseMetric, parseSchema } from './parse-schema.ts';
import type { Vectors } from './parse-schema.ts';
import { findEmbedModel } from './models.ts';
import { parseReadCapacity } from './read-capacity.ts';
import type { ReadCapacity } from './read-capacity.ts';
import { PineconeRefusal, unsupported } from './refusal.ts';
import type { Metric } from './search.ts';

/** Everything about an index but its records: a plain value. */
export interface IndexConfig {
  readonly name: string;
  /** Given by the project. */
  readonly id?: string;
  /** Zero without dense vectors. */
  readonly dimension: number;
  readonly metric: Metric;
  /** Dense when absent. */
  readonly vectorType?: VectorType;
  /** Integrated embedding. */
  readonly embed?: IndexEmbed;
  /** Of a document index: its fields, other than the reserved ones of a plain vector index. */
  readonly fields?: Readonly<Record<string, SchemaField>>;
  /** The metadata that a filter may name, where the index was created with such a list. */
  readonly filterable?: readonly string[];
  readonly cloud: string;
  readonly region: string;
  /** Of an index in the customer's own cloud. */
  readonly environment?: string;
  /** On demand when absent. */
  readonly readCapacity?: ReadCapacity;
  readonly cmekId?: string;
  readonly sourceBackupId?: string;
  readonly deletionProtection: 'enabled' | 'disabled';
  readonly tags: Tags;
  /** Milliseconds since 1970; ready at once when absent. */
  readonly readyAt?: number;
}

/** Index changes that a PATCH may ask for. */
export interface IndexChange extends Labels {
  readonly readCapacity?: unknown;
  readonly embed?: Fields;
}

/** @throws PineconeRefusal for what the service refuses, and for kinds of indexes that this endpoint does not have */
export function parseCreate(body: unknown, schemaShape: boolean): IndexConfig {
  const fields = asFields(body, 'The request body');
  const name = parseName(fields['name']);
  for (const key of ['embed', 'source_collection', 'source_backup_id']) {
    if (fields[key] !== undefined && fields[key] !== null) throw unsupported(`creating an index with "${key}"`);
  }
  const cmekId = fields['cmek_id'];
  if (cmekId !== undefined && cmekId !== null && typeof cmekId !== 'string')
    throw new PineconeRefusal('invalid', 'cmek_id must be a string');
  const shape = schemaShape ? schemaVectors(fields) : legacyVectors(fields);
  return changeIndex(
    { name, ...shape, ...(typeof cmekId === 'string' ? { cmekId } : {}), deletionProtection: 'disabled', tags: {} },
    parseLabels(fields),
  );
}

/** An index whose vectors the service makes from a text field. @throws PineconeRefusal */
export function parseCreateForModel(body: unknown): IndexConfig {
  const fields = asFields(body, 'The request body');
  const name = parseName(fields['name']);
  const embed = asFields(fields['embed'], 'embed');
  const model = findEmbedModel(embed['model']);
  const metric = embed['metric'] === undefined ? model.metrics[0] : parseMetric(embed['metric']);
  if (metric === undefined || !model.metrics.includes(metric)) {
    throw new PineconeRefusal(
      'invalid',
      `Model ${model.name} does not support the metric ${String(metric)}, only ${model.metrics.join(', ')}`,
    );
  }
  const dimension = embed['dimension'] === undefined ? model.defaultDimension : embed['dimension'];
  if (typeof dimension !== 'number' || (model.vectorType === 'dense' && !model.dimensions.includes(dimension))) {
    throw new PineconeRefusal(
      'invalid',
      `Model ${model.name} does not support the dimension ${JSON.stringify(dimension)}, only ${model.dimensions.join(', ')}`,
    );
  }
  if (typeof fields['cloud'] !== 'string' || typeof fields['region'] !== 'string') {
    throw new PineconeRefusal('invalid', 'cloud and region must be strings');
  }
  const created: IndexConfig = {
    name,
    dimension: model.vectorType === 'dense' ? dimension : 0,
    metric,
    vectorType: model.vectorType,
    embed: changeEmbed({ model: model.name, fieldMap: {} }, { ...embed, field_map: asFields(embed['field_map'], 'embed.field_map') }),
    ...filterableFields(fields['schema']),
    cloud: fields['cloud'],
    region: fields['region'],
    readCapacity: parseReadCapacity(fields['read_capacity']),
    deletionProtection: 'disabled',
    tags: {},
  };
  return changeIndex(created, parseLabels(fields));
}

/** @throws PineconeRefusal also for changes that would not take effect here */
export function parseChange(body: unknown, schemaShape: boolean): IndexChange {
  const fields = asFields(body, 'The request body');
  const labels = parseLabels(fields);
  if (schemaShape) {
    if (fields['deployment'] !== undefined)
      throw new PineconeRefusal('invalid', 'Only pod-based indexes have replicas and a pod type to change');
    const embed = fields['schema'] === undefined ? undefined : semanticChange(fields['schema']);
    return { ...labels, readCapacity: fields['read_capacity'], ...(embed === undefined ? {} : { embed }) };
  }
  const spec = fields['spec'] === undefined ? {} : asFields(fields['spec'], 'spec');
  if (spec['pod'] !== undefined) throw new PineconeRefusal('invalid', 'Only pod-based indexes have replicas and a pod type to change');
  const inner = asFields(spec['serverless'] ?? spec['byoc'] ?? {}, 'spec.serverless');
  const embed = fields['embed'] === undefined || fields['embed'] === null ? undefined : asFields(fields['embed'], 'embed');
  return { ...labels, readCapacity: inner['read_capacity'], ...(embed === undefined ? {} : { embed }) };
}

/** @throws PineconeRefusal when the index cannot be changed so */
export function changeIndex(config: IndexConfig, change: IndexChange): IndexConfig {
  const embed = change.embed === undefined ? config.embed : changedEmbed(config, change.embed);
  const readCapacity =
    change.readCapacity === undefined ? config.readCapacity : parseReadCapacity(change.readCapacity, config.readCapacity);
  return {
    ...config,
    ...(change.deletionProtection === undefined ? {} : { deletionProtection: change.deletionProtection }),
    tags: mergeTags(config.tags, change.tags),
    ...(embed === undefined ? {} : { embed }),
    ...(readCapacity === undefined ? {} : { readCapacity }),
  };
}

function changedEmbed(config: IndexConfig, change: Fields): IndexEmbed {
  const { model } = change;
  if (config.embed !== undefined) {
    if (model !== undefined && model !== config.embed.model)
      throw new PineconeRefusal('invalid', 'The embedding model of an index cannot be changed');
    return changeEmbed(config.embed, change);
  }
  const found = findEmbedModel(model);
  const fits =
    found.vectorType === (config.vectorType ?? 'dense') && (found.vectorType === 'sparse' || found.dimensions.includes(config.dimension));
  if (!fits || !found.metrics.includes(config.metric)) {
    throw new PineconeRefusal(
      'invalid',
      `Model ${found.name} does not fit an index of dimension ${config.dimension} and metric ${config.metric}`,
    );
  }
  return changeEmbed({ model: found.name, fieldMap: {} }, change);
}

function changeEmbed(embed: IndexEmbed, change: Fields): IndexEmbed {
  const map = change['field_map'] === undefined ? embed.fieldMap : asFields(change['field_map'], 'embed.field_map');
  const entries = Object.entries(map);
  if (entries.length !== 1 || entries.some(([from, to]) => from !== 'text' || typeof to !== 'string' || to === '')) {
    throw new PineconeRefusal('invalid', 'embed.field_map must name the field of the text: {"text": "..."}');
  }
  const read = change['read_parameters'] ?? embed.readParameters;
  const write = change['write_parameters'] ?? embed.writeParameters;
  return {
    model: embed.model,
    fieldMap: map as Readonly<Record<string, string>>,
    ...(read === undefined ? {} : { readParameters: asFields(read, 'embed.read_parameters') }),
    ...(write === undefined ? {} : { writeParameters: asFields(write, 'embed.write_parameters') }),
  };
}

/** In the newer shape a change of the embedding is a change of its field. */
function semanticChange(schema: unknown): Fields {
  const entries = Object.entries(asFields(asFields(schema, 'schema')['fields'], 'schema.fields'));
  const [entry] = entries;
  if (entry === undefined || entries.length !== 1)
    throw new PineconeRefusal('invalid', 'schema.fields must have exactly one field of type semantic_text');
  const field = asFields(entry[1], `schema.fields.${entry[0]}`);
  if (field['type'] !== 'semantic_text') throw new PineconeRefusal('invalid', 'Only fields of type semantic_text can be changed');
  return { ...field, field_map: { text: entry[0] } };
}

type Shape = Omit<IndexConfig, 'name' | 'deletionProtection' | 'tags'>;

function schemaVectors(fields: Fields): Shape {
  const vectors = parseSchema(fields['schema']);
  const deployment = asFields(fields['deployment'] ?? { deployment_type: 'managed' }, 'deployment');
  const type = deployment['deployment_type'];
  if (type !== 'managed' && type !== 'byoc') {
    throw new PineconeRefusal(
      'invalid',
      `deployment_type must be "managed" or "byoc", got ${JSON.stringify(type)}: pod-based indexes cannot be created`,
    );
  }
  return { ...vectors, ...place(deployment, type === 'byoc'), readCapacity: parseReadCapacity(fields['read_capacity']) };
}

function legacyVectors(fields: Fields): Shape {
  const spec = asFields(fields['spec'], 'spec');
  const isByoc = spec['byoc'] !== undefined;
  if (spec['serverless'] === undefined && !isByoc)
    throw unsupported(`indexes with the spec ${Object.keys(spec).join(', ')} (only serverless)`);
  const inner = asFields(isByoc ? spec['byoc'] : spec['serverless'], 'spec.serverless');
  if (inner['source_collection'] !== undefined && inner['source_collection'] !== null) {
    throw new PineconeRefusal('missing', `Resource ${JSON.stringify(inner['source_collection'])} not found`);
  }
  if (inner['metadata_config'] !== undefined) throw new PineconeRefusal('invalid', 'metadata_config is only for pod-based indexes');
  return {
    ...legacySpace(fields),
    ...filterableFields(inner['schema']),
    ...place(inner, isByoc),
    readCapacity: parseReadCapacity(inner['read_capacity']),
  };
}

function legacySpace(fields: Fields): Vectors {
  const vectorType = fields['vector_type'] ?? 'dense';
  if (vectorType === 'dense')
    return { vectorType, dimension: parseDimension(fields['dimension']), metric: parseMetric(fields['metric'] ?? 'cosine') };
  if (vectorType !== 'sparse')
    throw new PineconeRefusal('invalid', `vector_type must be dense or sparse, got ${JSON.stringify(vectorType)}`);
  if (fields['dimension'] !== undefined && fields['dimension'] !== null)
    throw new PineconeRefusal('invalid', 'A sparse index cannot have a dimension');
  if ((fields['metric'] ?? 'dotproduct') !== 'dotproduct')
    throw new PineconeRefusal('invalid', 'A sparse index must have the metric dotproduct');
  return { vectorType, dimension: 0, metric: 'dotproduct' };
}

function filterableFields(schema: unknown): { readonly filterable?: readonly string[] } {
  if (schema === undefined || schema === null) return {};
  const fields = Object.entries(asFields(asFields(schema, 'schema')['fields'], 'schema.fields'));
  const wrong = fields.find(([, field]) => asFields(field, 'A field of the schema')['filterable'] !== true);
  if (wrong !== undefined) throw new PineconeRefusal('invalid', `The schema field ${wrong[0]} must have "filterable": true`);
  return { filterable: fields.map(([name]) => name) };
}

function place(fields: Fields, isByoc: boolean): { readonly cloud: string; readonly region: string; readonly environment?: string } {
  if (isByoc) {
    if (typeof fields['environment'] !== 'string') throw new PineconeRefusal('invalid', 'environment must be a string');
    return { cloud: '', region: '', environment: fields['environment'] };
  }
  const { cloud = 'aws', region = 'us-east-1' } = fields;
  if (typeof cloud === 'string' && typeof region === 'string') return { cloud, region };
  throw new PineconeRefusal('invalid', 'cloud and region must be strings');
}
