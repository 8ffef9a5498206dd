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
  /** How reads are paid for and scaled; undefined where the service does not say, as in older versions. */
  readonly capacity: ReadCapacity | undefined;
  /** Model that embeds text inside the service. */
  readonly embedModel: string | undefined;
  /** Customer-managed key that encrypts it. */
  readonly cmekId: string | undefined;
  /** Backup that it was restored from. */
  readonly sourceBackupId: string | undefined;
  readonly deletionProtection: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly state: string;
  readonly isReady: boolean;
}

export interface ReadCapacity {
  readonly mode: 'on-demand' | 'dedicated';
  readonly nodeType: string | undefined;
  readonly replicas: number | undefined;
  readonly shards: number | undefined;
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
    cmekId: asText(either(index, 'cmekId', 'cmek_id')),
    sourceBackupId: asText(either(index, 'sourceBackupId', 'source_backup_id')),
    deletionProtection: asText(either(index, 'deletionProtection', 'deletion_protection')),
    tags: asTags(index['tags']),
    state: asText(status['state']) ?? 'unknown',
    isReady: status['ready'] === true,
  };
}

type Fields = Readonly<Record<string, unknown>>;
type Shape = Pick<IndexConfig, 'dimension' | 'metric' | 'vectorType' | 'deployment' | 'cloud' | 'region' | 'capacity' | 'embedModel'>;

function schemaShape(index: Fields): Shape {
  const fields = Object.values(asObject(asObject(index['schema'])['fields'])).map(asObject);
  const dense = fields.find((field) => field['type'] === 'dense_vector');
  const sparse = fields.find((field) => field['type'] === 'sparse_vector');
  // Text that the service embeds has no vector field of its own; the field carries what the model makes of it.
  const embedded = fields.find((field) => field['type'] === 'semantic_text');
  const deployment = asObject(index['deployment']);
  const dimension = asNumber(dense?.['dimension']) ?? asNumber(embedded?.['dimension']);
  const isSparse = dense === undefined && (sparse !== undefined || (embedded !== undefined && embedded['dimension'] === null));
  return {
    dimension,
    metric: asText(dense?.['metric']) ?? asText(embedded?.['metric']) ?? (isSparse ? 'dotproduct' : undefined),
    vectorType: isSparse ? 'sparse' : dense === undefined && dimension === undefined ? undefined : 'dense',
    deployment: asText(either(deployment, 'deploymentType', 'deployment_type')),
    cloud: asText(deployment['cloud']),
    region: asText(deployment['region']),
    capacity: readCapacity(either(index, 'readCapacity', 'read_capacity')),
    embedModel: asText(embedded?.['model']),
  };
}

function legacyShape(index: Fields): Shape {
  const spec = asObject(index['spec']);
  const serverless = isObject(spec['serverless']) ? spec['serverless'] : undefined;
  const inner = serverless ?? asObject(spec['byoc']);
  return {
    dimension: asNumber(index['dimension']),
    metric: asText(index['metric']),
    vectorType: asText(either(index, 'vectorType', 'vector_type')) ?? 'dense',
    // The newer shape calls serverless indexes managed.
    deployment: serverless === undefined ? Object.keys(spec)[0] : 'managed',
    cloud: asText(serverless?.['cloud']),
    region: asText(serverless?.['region']),
    capacity: readCapacity(either(inner, 'readCapacity', 'read_capacity')),
    embedModel: asText(asObject(index['embed'])['model']),
  };
}

function readCapacity(value: unknown): ReadCapacity | undefined {
  const capacity = asObject(value);
  if (capacity['mode'] === 'OnDemand') return { mode: 'on-demand', nodeType: undefined, replicas: undefined, shards: undefined };
  if (capacity['mode'] !== 'Dedicated') return undefined;
  const dedicated = asObject(capacity['dedicated']);
  const manual = asObject(dedicated['manual']);
  return {
    mode: 'dedicated',
    nodeType: asText(either(dedicated, 'nodeType', 'node_type')),
    replicas: asNumber(manual['replicas']),
    shards: asNumber(manual['shards']),
  };
}

/** The clients turn names of the wire into camel case, and leave some of those they do not know. */
function either(fields: Fields, name: string, wireName: string): unknown {
  return fields[name] ?? fields[wireName];
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function asObject(value: unknown): Fields {
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
