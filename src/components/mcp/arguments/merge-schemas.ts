/** The keywords that values are generated from. Others are held against the values afterwards. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly examples?: readonly unknown[];
  readonly anyOf?: readonly unknown[];
  readonly oneOf?: readonly unknown[];
  readonly allOf?: readonly unknown[];
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly items?: unknown;
  readonly prefixItems?: readonly unknown[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
}

const lowerBounds = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'] as const;
const upperBounds = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'] as const;

/** A schema whose values match both, as far as that can be said by one. */
export function mergeSchemas(left: Schema, right: Schema): Schema {
  const merged: Record<string, unknown> = { ...left, ...right };
  if (left.properties !== undefined && right.properties !== undefined)
    merged['properties'] = mergeProperties(left.properties, right.properties);
  if (left.required !== undefined && right.required !== undefined) merged['required'] = [...new Set([...left.required, ...right.required])];
  if (left.type !== undefined && right.type !== undefined) merged['type'] = commonTypes(left.type, right.type);
  if (left.enum !== undefined && right.enum !== undefined) merged['enum'] = left.enum.filter((value) => right.enum?.includes(value));
  // Alternatives of both sides: those of one are chosen from, those of the other are held against the value.
  if (left.anyOf !== undefined && right.anyOf !== undefined) merged['anyOf'] = left.anyOf;
  for (const bound of lowerBounds)
    keepBound(merged, bound, Math.max(left[bound] ?? Number.NEGATIVE_INFINITY, right[bound] ?? Number.NEGATIVE_INFINITY));
  for (const bound of upperBounds)
    keepBound(merged, bound, Math.min(left[bound] ?? Number.POSITIVE_INFINITY, right[bound] ?? Number.POSITIVE_INFINITY));
  return merged;
}

function keepBound(merged: Record<string, unknown>, bound: string, value: number): void {
  if (Number.isFinite(value)) merged[bound] = value;
}

function mergeProperties(left: Readonly<Record<string, unknown>>, right: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const both = Object.keys(left).filter((name) => Object.hasOwn(right, name));
  return { ...left, ...right, ...Object.fromEntries(both.map((name) => [name, { allOf: [left[name], right[name]] }])) };
}

function commonTypes(left: string | readonly string[], right: string | readonly string[]): readonly string[] {
  const [first, second] = [[left].flat(), [right].flat()];
  const fits = (type: string, types: readonly string[]) => types.includes(type) || (type === 'integer' && types.includes('number'));
  return [...new Set([...first.filter((type) => fits(type, second)), ...second.filter((type) => fits(type, first))])];
}
