/** What an index is, whichever of the two wire shapes described it. */
export interface IndexConfig {
  readonly name: string;
  /** Public address of the data plane. Never the private one, which is unreachable from most runners. */
  readonly host: string;
  readonly dimension: number | undefined;
  readonly metric: string | undefined;
  readonly vectorType: string | undefined;
  readonly deployment: string | undefined;
  readonly cloud: string | undefined;
  readonly region: string | undefined;
  readonly deletionProtection: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly state: string;
  readonly isReady: boolean;
}

/**
 * Reads both shapes: `schema` and `deployment` of API 2026-07, and `dimension`, `metric` and `spec` of older ones. The newer
 * client has the old names as getters too, but they throw for some indexes and are never touched.
 */
export function indexConfig(model: unknown): IndexConfig {
  // A copy has own enumerable properties alone: the getters are not among them.
  const index = { ...asObject(model) };
  const status = asObject(index['status']);
  const shape = isObject(index['schema']) ? schemaShape(index) : legacyShape(index);
  return {
    name: asText(index['name']) ?? '',
    host: asText(index['host']) ?? '',
    ...shape,
    deletionProtection: asText(index['deletionProtection']) ?? asText(index['deletion_protection']),
    tags: asTags(index['tags']),
    state: asText(status['state']) ?? 'unknown',
    isReady: status['ready'] === true,
  };
}

type Shape = Pick<IndexConfig, 'dimension' | 'metric' | 'vectorType' | 'deployment' | 'cloud' | 'region'>;

function schemaShape(index: Readonly<Record<string, unknown>>): Shape {
  const fields = Object.values(asObject(asObject(index['schema'])['fields'])).map(asObject);
  const dense = fields.find((field) => field['type'] === 'dense_vector');
  const sparse = fields.find((field) => field['type'] === 'sparse_vector');
  const deployment = asObject(index['deployment']);
  return {
    dimension: asNumber(dense?.['dimension']),
    metric: asText(dense?.['metric']) ?? (sparse === undefined ? undefined : 'dotproduct'),
    vectorType: dense === undefined ? (sparse === undefined ? undefined : 'sparse') : 'dense',
    deployment: asText(deployment['deploymentType']) ?? asText(deployment['deployment_type']),
    cloud: asText(deployment['cloud']),
    region: asText(deployment['region']),
  };
}

function legacyShape(index: Readonly<Record<string, unknown>>): Shape {
  const spec = asObject(index['spec']);
  const serverless = isObject(spec['serverless']) ? spec['serverless'] : undefined;
  return {
    dimension: asNumber(index['dimension']),
    metric: asText(index['metric']),
    vectorType: asText(index['vectorType']) ?? asText(index['vector_type']) ?? 'dense',
    // The newer shape calls serverless indexes managed.
    deployment: serverless === undefined ? Object.keys(spec)[0] : 'managed',
    cloud: asText(serverless?.['cloud']),
    region: asText(serverless?.['region']),
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function asNumber(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function asTags(value: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(asObject(value)).flatMap(([name, tag]) => (typeof tag === 'string' ? [[name, tag] as const] : []));
  return Object.fromEntries(entries);
}
