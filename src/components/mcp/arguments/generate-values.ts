import type * as FastCheck from 'fast-check';
import { resolveReference } from '../snapshot/resolve-reference.ts';
import { generateNumber } from './generate-number.ts';
import { generateText } from './generate-text.ts';
import { mergeSchemas } from './merge-schemas.ts';
import type { Schema } from './merge-schemas.ts';

/** Handed in, because it is loaded only where arguments are generated. */
export type Generator = Omit<typeof FastCheck, 'default'>;
export type Values = FastCheck.Arbitrary<unknown>;

/** Below this only what is required is generated: schemas may hold themselves. */
const deepestOptional = 4;
const deepest = 8;
const mostItems = 5;
/** Schemas may hold themselves in many places at once. */
const mostSchemas = 5000;
const scalarTypes = ['string', 'integer', 'number', 'boolean', 'null'];

/**
 * Values of a JSON Schema (draft-07 or 2020-12) for fast-check. Nearly all of them match; `not`, `if` and the like are not
 * looked at, so each value has to be held against the schema before it is used.
 */
export function generateValues(generator: Generator, schema: unknown): Values {
  return new Maker(generator, schema).values(schema, 0);
}

class Maker {
  readonly #fc: Generator;
  readonly #root: object;
  #schemasLeft = mostSchemas;

  constructor(generator: Generator, root: unknown) {
    this.#fc = generator;
    this.#root = typeof root === 'object' && root !== null ? root : {};
  }

  values(schema: unknown, depth: number): Values {
    const fc = this.#fc;
    this.#schemasLeft -= 1;
    if (typeof schema !== 'object' || schema === null || depth > deepest || this.#schemasLeft < 0) return fc.constant(null);
    const flat = this.#flattened(schema, depth);
    const choices = flat.anyOf ?? flat.oneOf;
    if (choices !== undefined && choices.length > 0) {
      const { anyOf: _anyOf, oneOf: _oneOf, ...rest } = flat;
      return fc.oneof(...choices.map((choice) => this.values(mergeSchemas(rest, this.#resolved(choice)), depth + 1)));
    }
    if (flat.const !== undefined) return fc.constant(flat.const);
    if (flat.enum !== undefined && flat.enum.length > 0) return fc.constantFrom(...flat.enum);
    const made = fc.oneof(...typesOf(flat).map((type) => this.#ofType(type, flat, depth)));
    return flat.examples === undefined || flat.examples.length === 0 ? made : fc.oneof(made, fc.constantFrom(...flat.examples));
  }

  /** With references followed and `allOf` put together. */
  #flattened(schema: Schema, depth: number): Schema {
    const { allOf = [], ...own } = this.#resolved(schema);
    if (depth > deepest) return own;
    return allOf.reduce<Schema>((sum, part) => mergeSchemas(sum, this.#flattened(schemaOf(part), depth + 1)), own);
  }

  #resolved(schema: unknown, hops = 0): Schema {
    const { $ref: reference, ...beside } = schemaOf(schema);
    if (reference === undefined || hops > deepest) return beside;
    return mergeSchemas(this.#resolved(resolveReference(reference, this.#root), hops + 1), beside);
  }

  #ofType(type: string, schema: Schema, depth: number): Values {
    const fc = this.#fc;
    if (type === 'string') return generateText(fc, schema);
    if (type === 'integer' || type === 'number') return generateNumber(fc, schema, type === 'integer');
    if (type === 'boolean') return fc.boolean();
    if (type === 'object') return this.#object(schema, depth);
    return type === 'array' ? this.#array(schema, depth) : fc.constant(null);
  }

  #object(schema: Schema, depth: number): Values {
    const fc = this.#fc;
    const { properties = {}, required = [], additionalProperties } = schema;
    const names = Object.keys(properties).filter((name) => depth < deepestOptional || required.includes(name));
    const unknown = required.filter((name) => !Object.hasOwn(properties, name));
    const model = Object.fromEntries([
      ...names.map((name) => [name, this.values(properties[name], depth + 1)] as const),
      ...unknown.map((name) => [name, this.values(additionalProperties ?? { type: 'string' }, depth + 1)] as const),
    ]);
    const requiredKeys = Object.keys(model).filter((name) => required.includes(name));
    const record = fc.record(model, { requiredKeys, noNullPrototype: true });
    // A map has no properties of its own; in other objects nobody expects more than is described.
    const isMap = names.length === 0 && typeof additionalProperties === 'object';
    if (!isMap || depth >= deepestOptional) return record;
    const { minProperties = 0, maxProperties = minProperties + 3 } = schema;
    const values = this.values(additionalProperties, depth + 1);
    const keys = fc.string({ minLength: 1, maxLength: 10 });
    return fc.dictionary(keys, values, { minKeys: minProperties, maxKeys: Math.max(minProperties, maxProperties), noNullPrototype: true });
  }

  #array(schema: Schema, depth: number): Values {
    const fc = this.#fc;
    const { items, prefixItems = Array.isArray(items) ? items : undefined, minItems = 0 } = schema;
    if (prefixItems !== undefined) return fc.tuple(...prefixItems.map((item) => this.values(item, depth + 1)));
    const maxItems = depth < deepestOptional ? Math.max(minItems, Math.min(schema.maxItems ?? mostItems, minItems + mostItems)) : minItems;
    const values = items === undefined ? fc.constantFrom('a', 1, true) : this.values(items, depth + 1);
    const bounds = { minLength: minItems, maxLength: maxItems };
    return schema.uniqueItems === true
      ? fc.uniqueArray(values, { ...bounds, selector: (value) => JSON.stringify(value) })
      : fc.array(values, bounds);
  }
}

function schemaOf(value: unknown): Schema {
  return typeof value === 'object' && value !== null ? value : {};
}

function typesOf({ type, properties, items, prefixItems }: Schema): readonly string[] {
  if (typeof type === 'string') return [type];
  if (type !== undefined && type.length > 0) return type;
  if (properties !== undefined) return ['object'];
  return items !== undefined || prefixItems !== undefined ? ['array'] : scalarTypes;
}
