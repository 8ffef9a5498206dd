import { hasSchemaShape } from './api-version.ts';
import type { ApiVersion } from './api-version.ts';
import { printTags } from './index-labels.ts';
import type { IndexConfig } from './index-model.ts';
import type { IndexEmbed, SchemaField } from './index-schema.ts';
import { printReadCapacity } from './read-capacity.ts';

type Printed = Readonly<Record<string, unknown>>;

/** An index as `describe` shows it, in the shape of the version that was asked for. */
export function printIndex(config: IndexConfig, host: string, options: { readonly version: ApiVersion; readonly now: number }): Printed {
  const { version } = options;
  const ready = isReady(config, options.now);
  const schemaShape = hasSchemaShape(version);
  const readCapacity = printReadCapacity(config.readCapacity ?? { mode: 'OnDemand' }, ready, schemaShape);
  const common = {
    name: config.name,
    host,
    status: { ready, state: ready ? 'Ready' : 'Initializing' },
    deletion_protection: config.deletionProtection,
    ...printTags(config.tags, schemaShape),
  };
  if (!schemaShape) return { ...common, ...printLegacy(config, readCapacity, version) };
  const origin = {
    ...(config.cmekId === undefined ? {} : { cmek_id: config.cmekId }),
    ...(config.sourceBackupId === undefined ? {} : { source_backup_id: config.sourceBackupId }),
  };
  return { ...common, ...origin, schema: printSchema(config), deployment: printDeployment(config), read_capacity: readCapacity };
}

export function isReady(config: IndexConfig, now: number): boolean {
  return config.readyAt === undefined || now >= config.readyAt;
}

/** Fields of an index, of a backup too. */
export function printSchema(config: IndexConfig): { readonly fields: Printed } {
  const filterable = (config.filterable ?? []).map((name) => [name, { filterable: true }] as const);
  return { fields: { ...Object.fromEntries(filterable), ...searchedFields(config) } };
}

/** The schema of the older versions: metadata alone. */
export function printFilterable({ filterable }: IndexConfig, version: ApiVersion): { readonly schema?: unknown } {
  if (filterable === undefined || version < '2025-10') return {};
  return { schema: { fields: Object.fromEntries(filterable.map((name) => [name, { filterable: true }])) } };
}

function searchedFields(config: IndexConfig): Printed {
  const { dimension, metric, embed, fields } = config;
  if (fields !== undefined) return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, printField(field)]));
  if (embed !== undefined) return { [embed.fieldMap['text'] ?? 'text']: printSemanticText(config, embed) };
  const sparse = { _sparse_values: { type: 'sparse_vector' } };
  // Dense vectors show the place of the sparse ones too, whatever the metric.
  return config.vectorType === 'sparse' ? sparse : { _values: { type: 'dense_vector', dimension, metric }, ...sparse };
}

function printSemanticText({ dimension, metric }: IndexConfig, embed: IndexEmbed): Printed {
  return { type: 'semantic_text', model: embed.model, metric, dimension: dimension === 0 ? null : dimension, ...printParameters(embed) };
}

function printField({ type, description, dimension, metric, fullTextSearch }: SchemaField): Printed {
  const search = fullTextSearch === undefined ? undefined : printTextSearch(fullTextSearch);
  const entries = Object.entries({ type, description, dimension, metric, full_text_search: search });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function printTextSearch({ stemming, stopWords, language }: NonNullable<SchemaField['fullTextSearch']>): Printed {
  return { language, stemming, stop_words: stopWords };
}

function printDeployment({ cloud, region, environment }: IndexConfig): Printed {
  return environment === undefined ? { deployment_type: 'managed', cloud, region } : { deployment_type: 'byoc', environment };
}

function printLegacy(config: IndexConfig, readCapacity: unknown, version: ApiVersion): Printed {
  const { dimension, metric, vectorType = 'dense', embed } = config;
  const vectors = { ...(vectorType === 'dense' && dimension > 0 && { dimension }), metric, vector_type: vectorType };
  const spec = printSpec(config, readCapacity, version);
  if (embed === undefined) return { ...vectors, spec };
  return { ...vectors, spec, embed: { model: embed.model, ...vectors, field_map: embed.fieldMap, ...printParameters(embed) } };
}

function printParameters({ readParameters = {}, writeParameters = {} }: IndexEmbed): Printed {
  return { read_parameters: readParameters, write_parameters: writeParameters };
}

/** Read capacity came with 2025-10, that of the customer's own cloud with 2026-04. */
function printSpec(config: IndexConfig, readCapacity: unknown, version: ApiVersion): Printed {
  const { cloud, region, environment } = config;
  const schema = printFilterable(config, version);
  const capacitySince = environment === undefined ? '2025-10' : '2026-04';
  const own = { ...(version >= capacitySince && { read_capacity: readCapacity }), ...schema };
  return environment === undefined ? { serverless: { cloud, region, ...own } } : { byoc: { environment, ...own } };
}
