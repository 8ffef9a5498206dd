/** A JSON Schema of draft 2020-12, as a value. */
export type Schema = Readonly<Record<string, unknown>>;
export type Fields = Readonly<Record<string, Schema>>;

export const text: Schema = { type: 'string' };
export const flag: Schema = { type: 'boolean' };
export const float: Schema = { type: 'number' };

/** An RFC 3339 time. */
export const time: Schema = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)$',
};

/** A 64-bit number as text, which it is on the data plane from 2026-07 on. */
export const decimal: Schema = { type: 'string', pattern: '^\\d+$' };

export function whole(minimum?: number, maximum?: number): Schema {
  return { type: 'integer', ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
}

export function textOf(minLength: number, maxLength: number, pattern?: string): Schema {
  return { type: 'string', minLength, maxLength, ...(pattern !== undefined && { pattern }) };
}

export function oneOf(...words: readonly string[]): Schema {
  return { type: 'string', enum: words };
}

/** An object of these fields and no others: an invented one is a mistake. */
export function exact(required: Fields, optional: Fields = {}): Schema {
  return { type: 'object', properties: { ...required, ...optional }, required: Object.keys(required), additionalProperties: false };
}

export function mapOf(values: Schema, limits: { readonly minProperties?: number; readonly maxProperties?: number } = {}): Schema {
  return { type: 'object', additionalProperties: values, ...limits };
}

export function listOf(items: Schema, minItems?: number, maxItems?: number): Schema {
  return { type: 'array', items, ...(minItems !== undefined && { minItems }), ...(maxItems !== undefined && { maxItems }) };
}

export function either(...schemas: readonly Schema[]): Schema {
  return { anyOf: schemas };
}

export function both(...schemas: readonly Schema[]): Schema {
  return { allOf: schemas };
}

export function orNull(schema: Schema): Schema {
  return either(schema, { type: 'null' });
}

/** Holds when at least one of the fields is there. */
export function needsOneOf(...names: readonly string[]): Schema {
  return { anyOf: names.map((name) => ({ required: [name] })) };
}

/** Holds when the two fields are not both there. */
export function notTogether(one: string, other: string): Schema {
  return { not: { required: [one, other] } };
}
