import { printTags } from './index-labels.ts';
import type { IndexConfig } from './index-model.ts';
import type { SchemaField } from './index-schema.ts';
import { printReadCapacity } from './read-capacity.ts';

/** An index as `describe` shows it, in the shape of the version that was asked for. */
export function printIndex(config: IndexConfig, host: string, options: { readonly schemaShape: boolean; readonly now: number }): unknown {
  const ready = isReady(config, options.now);
  const common = {
    name: config.name,
    host,
    status: { ready, state: ready ? 'Ready' : 'Initializing' },
    deletion_protection: config.deletionProtection,
    tags: printTags(config.tags),
    ...(config.cmekId === undefined ? {} : { cmek_id: config.cmekId }),
    ...(config.sourceBackupId === undefined ? {} : { source_backup_id: config.sourceBackupId }),
  };
  const readCapacity = printReadCapacity(config.readCapacity ?? { mode: 'OnDemand' }, ready);
  return options.schemaShape
    ? { ...common, schema: printSchema(config), deployment: printDeployment(config), read_capacity: readCapacity }
    : { ...common, ...printLegacy(config, readCapacity) };
}

export function isReady(config: IndexConfig, now: number): boolean {
  return config.readyAt === undefined || now >= config.readyAt;
}

/** Fields of an index, of a backup too. */
export function printSchema(config: IndexConfig): { readonly fields: Readonly<Record<string, unknown>> } {
  const filterable = (config.filterable ?? []).map((name) => [name, { filterable: true }] as const);
  return { fields: { ...Object.fromEntries(filterable), ...vectorFields(config) } };
}

/** The schema of the older versions: metadata alone. */
export function printFilterable(config: IndexConfig): { readonly schema?: unknown } {
  if (config.filterable === undefined) return {};
  return { schema: { fields: Object.fromEntries(config.filterable.map((name) => [name, { filterable: true }])) } };
}

function vectorFields(config: IndexConfig): Readonly<Record<string, unknown>> {
  if (config.fields !== undefined)
    return Object.fromEntries(Object.entries(config.fields).map(([name, field]) => [name, printField(field)]));
  const { dimension, metric, embed } = config;
  const isSparse = config.vectorType === 'sparse';
  const vectors = isSparse ? { _sparse_values: { type: 'sparse_vector' } } : { _values: { type: 'dense_vector', dimension, metric } };
  if (embed === undefined) return vectors;
  const parameters = { read_parameters: embed.readParameters ?? {}, write_parameters: embed.writeParameters ?? {} };
  const text = { type: 'semantic_text', model: embed.model, metric, ...(isSparse ? {} : { dimension }), ...parameters };
  return { ...vectors, [embed.fieldMap['text'] ?? 'text']: text };
}

function printField({ type, dimension, metric, model, fullTextSearch }: SchemaField): unknown {
  const search = fullTextSearch === undefined ? undefined : printTextSearch(fullTextSearch);
  const given = Object.entries({ type, dimension, metric, model, full_text_search: search }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
}

function printTextSearch({ stemming, stopWords, language }: NonNullable<SchemaField['fullTextSearch']>): unknown {
  return { language: language ?? 'en', stemming: stemming ?? false, stop_words: stopWords ?? false };
}

function printDeployment({ cloud, region, environment }: IndexConfig): unknown {
  return environment === undefined ? { deployment_type: 'managed', cloud, region } : { deployment_type: 'byoc', environment };
}

function printLegacy(config: IndexConfig, readCapacity: unknown): Readonly<Record<string, unknown>> {
  const { dimension, metric, embed, cloud, region, environment } = config;
  const vectorType = config.vectorType ?? 'dense';
  const own = { read_capacity: readCapacity, ...printFilterable(config) };
  const spec = environment === undefined ? { serverless: { cloud, region, ...own } } : { byoc: { environment, ...own } };
  const dimensions = vectorType === 'dense' && dimension > 0 ? { dimension } : {};
  const shown =
    embed === undefined
      ? {}
      : {
          embed: {
            model: embed.model,
            metric,
            ...dimensions,
            vector_type: vectorType,
            field_map: embed.fieldMap,
            read_parameters: embed.readParameters ?? {},
            write_parameters: embed.writeParameters ?? {},
          },
        };
  return { ...dimensions, metric, vector_type: vectorType, spec, ...shown };
}
