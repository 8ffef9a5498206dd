import type { IndexConfig } from './index-config.ts';

export type ComparedProperty =
  | 'dimension'
  | 'metric'
  | 'vectorType'
  | 'deployment'
  | 'cloud'
  | 'region'
  | 'capacity'
  | 'nodeType'
  | 'replicas'
  | 'shards'
  | 'deletionProtection'
  | 'embedModel'
  | 'cmekId';

export interface DeclaredConfig {
  readonly properties: readonly { readonly property: ComparedProperty; readonly expected: string }[];
  readonly tags: readonly { readonly name: string; readonly expected: string }[];
  /** Tags that are not declared are a difference. */
  readonly exactTags: boolean;
}

export interface ComparedValue {
  /** Names the property for people. */
  readonly words: string;
  readonly expected: string;
  readonly actual: string;
  readonly met: boolean;
}

const propertyWords: Readonly<Partial<Record<ComparedProperty, string>>> = {
  vectorType: 'vector type',
  nodeType: 'node type',
  capacity: 'read capacity',
  deletionProtection: 'deletion protection',
  embedModel: 'embedding model',
  cmekId: 'customer-managed key',
};

/** Every declared value beside what was found, met or not. */
export function differencesOf(declared: DeclaredConfig, found: IndexConfig): readonly ComparedValue[] {
  const values = valuesOf(found);
  const properties = declared.properties.map(({ property, expected }) => {
    const actual = String(values[property] ?? 'none');
    return { words: propertyWords[property] ?? property, expected, actual, met: actual === expected };
  });
  const tags = declared.tags.map(({ name, expected }) => {
    const actual = Object.hasOwn(found.tags, name) ? found.tags[name] : undefined;
    return { words: `tag ${name}`, expected, actual: actual ?? 'no such tag', met: actual === expected };
  });
  return [...properties, ...tags, ...undeclaredTags(declared, found)];
}

function undeclaredTags({ tags, exactTags }: DeclaredConfig, found: IndexConfig): readonly ComparedValue[] {
  if (!exactTags) return [];
  const known = new Set(tags.map(({ name }) => name));
  const others = Object.entries(found.tags).filter(([name]) => !known.has(name));
  return others.map(([name, actual]) => ({ words: `tag ${name}`, expected: 'no such tag', actual, met: false }));
}

/** What is compared, by property; undefined where the service does not say or there is none. */
export function valuesOf({ capacity, ...index }: IndexConfig): Readonly<Record<ComparedProperty, string | number | undefined>> {
  return {
    dimension: index.dimension,
    metric: index.metric,
    vectorType: index.vectorType,
    deployment: index.deployment,
    cloud: index.cloud,
    region: index.region,
    capacity: capacity?.mode,
    nodeType: capacity?.nodeType,
    replicas: capacity?.replicas,
    shards: capacity?.shards,
    deletionProtection: index.deletionProtection,
    embedModel: index.embedModel,
    cmekId: index.cmekId,
  };
}
