import { invalid } from './refusal.ts';

/** The stable versions that this endpoint speaks, oldest first; each is kept for a year at least. */
const apiVersions = ['2025-04', '2025-10', '2026-04', '2026-07'] as const;
export type ApiVersion = (typeof apiVersions)[number];

const newest: ApiVersion = '2026-07';
/** Early looks at what became the newest. */
const previews: readonly string[] = ['2026-01.alpha', '2026-07.alpha', 'unstable'];

/**
 * The version of a request. Without the header the service assumes the oldest that it has.
 * @throws PineconeRefusal for what is not a version
 */
export function readVersion(header: string | undefined): ApiVersion {
  if (header === undefined) return apiVersions[0];
  const stable = apiVersions.find((version) => version === header);
  if (stable !== undefined) return stable;
  if (previews.includes(header)) return newest;
  throw invalid(`Invalid API version: ${header}. Supported versions are ${apiVersions.join(', ')}.`);
}

/**
 * From 2026-07 on an index is a schema with the reserved field `_values` and a deployment; before, it is a dimension,
 * a metric and a spec.
 */
export function hasSchemaShape(version: ApiVersion): boolean {
  return version >= newest;
}

/** The same of a header that nobody has judged yet. */
export function isSchemaVersion(header: string | undefined): boolean {
  return header !== undefined && (header === newest || previews.includes(header));
}
