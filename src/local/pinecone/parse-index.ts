import { asFields, asText, asWord, optionalText, requireKnownFields } from './control-fields.ts';
import type { Fields } from './fields.ts';
import { changeEmbed, changeIndex } from './index-model.ts';
import type { IndexChange, IndexConfig } from './index-model.ts';
import { parseLabels, parseName } from './index-labels.ts';
import { findEmbedModel } from './models.ts';
import { randomHex } from './moment.ts';
import { parseDimension, parseMetric, parseSchema } from './parse-schema.ts';
import type { Vectors } from './parse-schema.ts';
import { parseReadCapacity } from './read-capacity.ts';
import { invalid, PineconeRefusal, unsupported } from './refusal.ts';

const labelNames = ['tags', 'deletion_protection'] as const;
const filterableLimit = 50;

/** @throws PineconeRefusal for what the service refuses, and for kinds of indexes that this endpoint does not have */
export function parseCreate(fields: Fields, schemaShape: boolean): IndexConfig {
  return changeIndex(
    { ...(schemaShape ? schemaIndex(fields) : legacyIndex(fields)), deletionProtection: 'disabled', tags: {} },
    parseLabels(fields),
  );
}

type NewIndex = Omit<IndexConfig, 'deletionProtection' | 'tags'>;

function schemaIndex(fields: Fields): NewIndex {
  requireKnownFields(fields, 'the request body', ['name', 'schema', 'deployment', 'cmek_id', 'read_capacity', ...labelNames]);
  // The service makes up a name where none is given.
  const name = fields['name'] === undefined ? `index-${randomHex(8)}` : parseName(fields['name']);
  const cmekId = optionalText(fields['cmek_id'], 'cmek_id');
  const vectors = parseSchema(fields['schema']);
  const searchesText = Object.values(vectors.fields ?? {}).some(({ fullTextSearch }) => fullTextSearch !== undefined);
  if (cmekId !== undefined && searchesText) throw invalid('An index with a cmek_id cannot have full_text_search fields');
  const readCapacity = parseReadCapacity(fields['read_capacity']);
  const place = parseDeployment(fields['deployment']);
  if (place.environment !== undefined && readCapacity.mode !== 'Dedicated')
    throw invalid('An index in your own cloud must have the read capacity mode Dedicated');
  return { name, ...vectors, ...place, readCapacity, ...(cmekId === undefined ? {} : { cmekId }) };
}

function legacyIndex(fields: Fields): NewIndex {
  const name = parseName(fields['name']);
  const spec = asFields(fields['spec'], 'spec');
  const [kind, ...others] = Object.keys(spec);
  if (kind === undefined || others.length > 0) throw invalid('spec must have exactly one of serverless, pod and byoc');
  if (kind !== 'serverless' && kind !== 'byoc') throw unsupported(`indexes with the spec ${kind} (only serverless and byoc)`);
  const inner = asFields(spec[kind], `spec.${kind}`);
  const collection = optionalText(inner['source_collection'], `spec.${kind}.source_collection`);
  if (collection !== undefined) throw new PineconeRefusal('missing', `Resource ${collection} not found`);
  if (inner['metadata_config'] !== undefined) throw invalid('metadata_config is only for pod-based indexes');
  const place = kind === 'byoc' ? ownCloud(inner) : publicCloud(inner);
  const readCapacity = parseReadCapacity(inner['read_capacity']);
  return { name, ...legacyVectors(fields), ...filterableFields(inner['schema']), ...place, readCapacity };
}

function legacyVectors(fields: Fields): Vectors {
  const vectorType = asWord(fields['vector_type'] ?? 'dense', 'vector_type', ['dense', 'sparse'] as const);
  const { dimension } = fields;
  if (vectorType === 'dense')
    return { vectorType, dimension: parseDimension(dimension), metric: parseMetric(fields['metric'] ?? 'cosine') };
  if (dimension !== undefined && dimension !== null) throw invalid('A sparse index cannot have a dimension');
  if (parseMetric(fields['metric'] ?? 'dotproduct') !== 'dotproduct') throw invalid('A sparse index must have the metric dotproduct');
  return { vectorType, dimension: 0, metric: 'dotproduct' };
}

/** An index whose vectors the service makes from a text field. @throws PineconeRefusal */
export function parseCreateForModel(fields: Fields): IndexConfig {
  const name = parseName(fields['name']);
  const embed = asFields(fields['embed'], 'embed');
  const model = findEmbedModel(asText(embed['model'], 'embed.model'));
  const metric = embed['metric'] === undefined ? model.metrics[0] : parseMetric(embed['metric']);
  if (metric === undefined || !model.metrics.includes(metric))
    throw invalid(`Model ${model.name} does not support the metric ${String(metric)}, only ${model.metrics.join(', ')}`);
  const dimension = embed['dimension'] === undefined ? model.defaultDimension : parseDimension(embed['dimension']);
  if (model.vectorType === 'dense' && !model.dimensions.includes(dimension))
    throw invalid(`Model ${model.name} does not support the dimension ${dimension}, only ${model.dimensions.join(', ')}`);
  const created: IndexConfig = {
    name,
    dimension: model.vectorType === 'dense' ? dimension : 0,
    metric,
    vectorType: model.vectorType,
    embed: changeEmbed({ model: model.name, fieldMap: {} }, { ...embed, field_map: asFields(embed['field_map'], 'embed.field_map') }),
    ...filterableFields(fields['schema']),
    ...publicCloud(fields),
    readCapacity: parseReadCapacity(fields['read_capacity']),
    deletionProtection: 'disabled',
    tags: {},
  };
  return changeIndex(created, parseLabels(fields));
}

/** @throws PineconeRefusal also for changes that would not take effect here */
export function parseChange(fields: Fields, schemaShape: boolean): IndexChange {
  return { ...parseLabels(fields), ...(schemaShape ? schemaChange(fields) : legacyChange(fields)) };
}

function schemaChange(fields: Fields): IndexChange {
  requireKnownFields(fields, 'the request body', ['deployment', 'schema', 'read_capacity', ...labelNames]);
  if (fields['deployment'] !== undefined) throw noPods();
  const embed = fields['schema'] === undefined ? {} : { embed: semanticChange(fields['schema']) };
  return { readCapacity: fields['read_capacity'], ...embed };
}

/** In the newer shape a change of the embedding is a change of its field. */
function semanticChange(schema: unknown): Fields {
  const entries = Object.entries(asFields(asFields(schema, 'schema')['fields'], 'schema.fields'));
  const [entry] = entries;
  if (entry === undefined || entries.length !== 1) throw invalid('schema.fields must have exactly one field of type semantic_text');
  const [name, value] = entry;
  const field = asFields(value, `schema.fields.${name}`);
  requireKnownFields(field, `schema.fields.${name}`, ['type', 'model', 'read_parameters', 'write_parameters']);
  asWord(field['type'], `schema.fields.${name}.type`, ['semantic_text']);
  return { ...field, field_map: { text: name } };
}

function legacyChange(fields: Fields): IndexChange {
  const spec = fields['spec'] === undefined ? {} : asFields(fields['spec'], 'spec');
  if (spec['pod'] !== undefined) throw noPods();
  const inner = asFields(spec['serverless'] ?? spec['byoc'] ?? {}, 'spec.serverless');
  const embed = fields['embed'] === undefined || fields['embed'] === null ? {} : { embed: asFields(fields['embed'], 'embed') };
  return { readCapacity: inner['read_capacity'], ...embed };
}

/** The metadata that filters may name; undefined fields when all of it may be. @throws PineconeRefusal */
export function filterableFields(schema: unknown): { readonly filterable?: readonly string[] } {
  if (schema === undefined || schema === null) return {};
  const names = Object.entries(asFields(asFields(schema, 'schema')['fields'] ?? {}, 'schema.fields'));
  if (names.length > filterableLimit) throw invalid(`At most ${filterableLimit} fields may be declared in a schema, got ${names.length}`);
  for (const [name, field] of names) {
    if (/^[$_]/.test(name)) throw invalid(`Field names may not begin with ${name.charAt(0)}, got '${name}'`);
    if (asFields(field, `schema.fields.${name}`)['filterable'] !== true)
      throw invalid(`Field '${name}' is set to filterable: false. Only filterable: true is supported.`);
  }
  return { filterable: names.map(([name]) => name) };
}

type Place = Pick<IndexConfig, 'cloud' | 'region' | 'environment'>;

function parseDeployment(value: unknown): Place {
  if (value === undefined) return { cloud: 'aws', region: 'us-east-1' };
  const deployment = asFields(value, 'deployment');
  const type = asText(deployment['deployment_type'], 'deployment.deployment_type');
  if (type === 'managed') {
    requireKnownFields(deployment, 'deployment', ['deployment_type', 'cloud', 'region']);
    return publicCloud(deployment);
  }
  if (type !== 'byoc')
    throw invalid(`deployment_type must be "managed" or "byoc", got ${JSON.stringify(type)}: pod-based indexes cannot be created`);
  requireKnownFields(deployment, 'deployment', ['deployment_type', 'environment']);
  return ownCloud(deployment);
}

function ownCloud(fields: Fields): Place {
  return { cloud: '', region: '', environment: asText(fields['environment'], 'environment') };
}

const clouds: readonly string[] = ['aws', 'gcp', 'azure'];

/** Any region is taken: which ones there are changes too often to be told here. */
function publicCloud(fields: Fields): Place {
  const cloud = asText(fields['cloud'], 'cloud');
  const region = asText(fields['region'], 'region');
  if (clouds.includes(cloud)) return { cloud, region };
  throw new PineconeRefusal('missing', `Resource cloud: ${cloud} region: ${region} not found.`);
}

function noPods(): PineconeRefusal {
  return invalid('Only pod-based indexes have replicas and a pod type to change');
}
