/** `{ from: 'call.row.CALL_ID' }`: a value of an earlier step. */
export interface Reference {
  readonly from: string;
}

function isReference(value: unknown): value is Reference {
  return (
    typeof value === 'object' && value !== null && Object.keys(value).length === 1 && 'from' in value && typeof value.from === 'string'
  );
}

/** `hits.matches[0].id` as its segments, or undefined when it is no path. */
export function parsePath(text: string): readonly string[] | undefined {
  if (!/^[A-Za-z_]\w*(?:\.[\w@-]+|\[\d+\])*$/.test(text)) return undefined;
  return text.split(/[.[\]]+/).filter((segment) => segment !== '');
}

/** Texts of all references inside a value, at any depth. */
export function referencesIn(value: unknown): readonly string[] {
  if (isReference(value)) return [value.from];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((inner) => referencesIn(inner));
}

/** Paths in `/accounts/{call.row.ACCOUNT_ID}`. */
export function placeholdersIn(template: string): readonly string[] {
  return splitTemplate(template).flatMap((part, index) => (index % 2 === 1 ? [part] : []));
}

/** The value with every reference replaced. Throws when a step has no such value. */
export function resolveReferences(value: unknown, results: Readonly<Record<string, unknown>>): unknown {
  if (isReference(value)) return resolvePath(value.from, results);
  if (Array.isArray(value)) return value.map((inner) => resolveReferences(inner, results));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolveReferences(inner, results)]));
}

/** Replaced values are percent-encoded: a value can never add a segment or a query to the path. */
export function resolveTemplate(template: string, results: Readonly<Record<string, unknown>>): string {
  const parts = splitTemplate(template);
  return parts.map((part, index) => (index % 2 === 1 ? encodeValue(part, resolvePath(part, results)) : part)).join('');
}

/** Replaced values stand as they are. */
export function resolveText(template: string, results: Readonly<Record<string, unknown>>): string {
  const parts = splitTemplate(template);
  return parts.map((part, index) => (index % 2 === 1 ? printValue(resolvePath(part, results)) : part)).join('');
}

/** Own properties only: a path must not reach `constructor`. Undefined where there is nothing. */
export function valueAt(root: unknown, path: readonly string[]): unknown {
  let current = root;
  for (const segment of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, segment)) return undefined;
    current = (current as Readonly<Record<string, unknown>>)[segment];
  }
  return current;
}

function resolvePath(text: string, results: Readonly<Record<string, unknown>>): unknown {
  const value = valueAt(results, parsePath(text) ?? []);
  if (value === undefined) throw new Error(`it needs ${text}, and that step gave no such value`);
  return value;
}

/** Texts outside of braces at even places, inside of them at odd ones. */
function splitTemplate(template: string): readonly string[] {
  return template.split(/[{}]/);
}

function printValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function encodeValue(path: string, value: unknown): string {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw new TypeError(`${path} is ${Array.isArray(value) ? 'a list' : typeof value}, which cannot stand in a path`);
  }
  const text = encodeURIComponent(value);
  // The url parser takes these out as directions even where they are data.
  if (text === '.' || text === '..') throw new Error(`${path} is "${text}", which cannot stand in a path`);
  return text;
}
