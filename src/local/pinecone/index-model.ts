import { asFields, optionalText } from './control-fields.ts';
import type { Fields } from './fields.ts';
import { mergeTags } from './index-labels.ts';
import type { Labels, Tags } from './index-labels.ts';
import type { IndexEmbed, SchemaField, VectorType } from './index-schema.ts';
import { findEmbedModel } from './models.ts';
import { parseReadCapacity } from './read-capacity.ts';
import type { ReadCapacity } from './read-capacity.ts';
import { invalid } from './refusal.ts';
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

/** Index changes that a PATCH may ask for, as they came. */
export interface IndexChange extends Labels {
  readonly readCapacity?: unknown;
  readonly embed?: Fields;
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
  const model = optionalText(change['model'], 'embed.model');
  if (config.embed !== undefined) {
    if (model !== undefined && model !== config.embed.model) throw invalid('The embedding model of an index cannot be changed');
    return changeEmbed(config.embed, change);
  }
  const found = findEmbedModel(model);
  const fits =
    found.vectorType === (config.vectorType ?? 'dense') && (found.vectorType === 'sparse' || found.dimensions.includes(config.dimension));
  if (!fits || !found.metrics.includes(config.metric)) {
    throw invalid(`Model ${found.name} does not fit an index of dimension ${config.dimension} and metric ${config.metric}`);
  }
  return changeEmbed({ model: found.name, fieldMap: {} }, change);
}

/** @throws PineconeRefusal for a field map that does not name the field of the text */
export function changeEmbed(embed: IndexEmbed, change: Fields): IndexEmbed {
  const map = change['field_map'] === undefined ? embed.fieldMap : asFields(change['field_map'], 'embed.field_map');
  const entries = Object.entries(map);
  if (entries.length !== 1 || entries.some(([from, to]) => from !== 'text' || typeof to !== 'string' || to === '')) {
    throw invalid('embed.field_map must name the field of the text: {"text": "..."}');
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
