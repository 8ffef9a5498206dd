import { canonicalJson } from './canonical-json.ts';
import { resolveReference } from './resolve-reference.ts';
import { allowedValues, keywordEffects, typesEffect, valuesEffect } from './schema-effects.ts';
import type { Effect, Schema } from './schema-effects.ts';

export interface SchemaChange {
  /** Such as `filter.tags[]`; empty for the schema itself. */
  readonly path: string;
  /** Keyword, or `property`. */
  readonly what: string;
  readonly before: unknown;
  readonly after: unknown;
  readonly effect: Effect;
}

const deepest = 64;
const walked = new Set([
  'type',
  'enum',
  'const',
  'required',
  'properties',
  'patternProperties',
  'additionalProperties',
  'items',
  'prefixItems',
]);
const combined = {
  anyOf: { won: 'wider', lost: 'narrower' },
  oneOf: { won: 'wider', lost: 'narrower' },
  allOf: { won: 'narrower', lost: 'wider' },
} as const;

/** Every difference between two JSON Schemas, and what it does to the values that are allowed. Local `$ref`s are followed. */
export function compareSchemas(before: unknown, after: unknown): readonly SchemaChange[] {
  const comparison = new Comparison(schemaOf(before), schemaOf(after));
  comparison.compare(before, after, '', 0);
  return comparison.changes;
}

class Comparison {
  readonly changes: SchemaChange[] = [];
  readonly #before: Schema;
  readonly #after: Schema;
  /** Pairs of references that are being compared: a schema may hold itself. */
  readonly #open = new Set<string>();

  constructor(before: Schema, after: Schema) {
    this.#before = before;
    this.#after = after;
  }

  compare(before: unknown, after: unknown, path: string, depth: number): void {
    if (depth > deepest) return;
    const references = `${referenceOf(before)} ${referenceOf(after)}`;
    if (references === ' ') return this.#compareKeywords(schemaOf(before), schemaOf(after), path, depth);
    if (this.#open.has(references)) return;
    this.#open.add(references);
    const [left, right] = [follow(before, this.#before), follow(after, this.#after)];
    if (left !== undefined && right !== undefined) this.compare(left, right, path, depth + 1);
    else this.#add(path, '$ref', before, after, canonicalJson(before) === canonicalJson(after) ? 'none' : 'different');
    this.#open.delete(references);
  }

  #add(path: string, what: string, before: unknown, after: unknown, effect: Effect): void {
    if (canonicalJson(before) !== canonicalJson(after)) this.changes.push({ path, what, before, after, effect });
  }

  #compareKeywords(before: Schema, after: Schema, path: string, depth: number): void {
    this.#add(path, 'type', before['type'], after['type'], typesEffect(before['type'], after['type']));
    const [values, newValues] = [allowedValues(before), allowedValues(after)];
    this.#add(path, 'const' in after ? 'const' : 'enum', listOf(before), listOf(after), valuesEffect(values, newValues));
    this.#compareProperties(before, after, path, depth);
    this.#compareAdditional(before, after, path, depth);
    this.#compareItems(before, after, path, depth);
    for (const keyword of ['anyOf', 'oneOf', 'allOf'] as const) this.#compareCombined(keyword, before, after, path, depth);
    for (const keyword of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (walked.has(keyword) || keyword in combined || keyword === '$defs' || keyword === 'definitions') continue;
      const [left, right] = [before[keyword], after[keyword]];
      this.#add(path, keyword, left, right, keywordEffects[keyword]?.(left, right) ?? 'none');
    }
  }

  #compareProperties(before: Schema, after: Schema, path: string, depth: number): void {
    const [old, now] = [schemaOf(before['properties']), schemaOf(after['properties'])];
    const [demanded, demandedNow] = [namesOf(before['required']), namesOf(after['required'])];
    for (const name of Object.keys(old)) {
      const inner = join(path, name);
      if (!Object.hasOwn(now, name)) this.#add(inner, 'property', 'there', 'gone', 'different');
      else this.compare(old[name], now[name], inner, depth + 1);
    }
    for (const name of Object.keys(now).filter((name) => !Object.hasOwn(old, name))) {
      const isRequired = demandedNow.includes(name);
      this.#add(
        join(path, name),
        'property',
        'not there',
        isRequired ? 'added, required' : 'added, optional',
        isRequired ? 'narrower' : 'none',
      );
    }
    for (const name of new Set([...demanded, ...demandedNow])) {
      const [was, is] = [demanded.includes(name), demandedNow.includes(name)];
      // A property that came or went was told above.
      if (Object.hasOwn(old, name) !== Object.hasOwn(now, name)) continue;
      this.#add(join(path, name), 'required', was, is, is ? 'narrower' : 'wider');
    }
  }

  /** Who reads a value passes over members that he does not know, so that more of them hurt nobody. */
  #compareAdditional(before: Schema, after: Schema, path: string, depth: number): void {
    const [old, now] = [before['additionalProperties'] ?? true, after['additionalProperties'] ?? true];
    if (typeof old === 'object' && typeof now === 'object') this.compare(old, now, join(path, '*'), depth + 1);
    else this.#add(path, 'additionalProperties', old, now, old === false || now === true ? 'none' : 'narrower');
    const [patterns, newPatterns] = [schemaOf(before['patternProperties']), schemaOf(after['patternProperties'])];
    for (const pattern of new Set([...Object.keys(patterns), ...Object.keys(newPatterns)])) {
      const isInBoth = Object.hasOwn(patterns, pattern) && Object.hasOwn(newPatterns, pattern);
      if (isInBoth) this.compare(patterns[pattern], newPatterns[pattern], join(path, `/${pattern}/`), depth + 1);
      else this.#add(join(path, `/${pattern}/`), 'patternProperties', patterns[pattern], newPatterns[pattern], 'different');
    }
  }

  #compareItems(before: Schema, after: Schema, path: string, depth: number): void {
    for (const keyword of ['items', 'prefixItems'] as const) {
      const [old, now] = [before[keyword], after[keyword]];
      if (Array.isArray(old) && Array.isArray(now) && old.length === now.length) {
        old.forEach((item, index) => this.compare(item, now[index], `${path}[${index}]`, depth + 1));
      } else if (isSchema(old) && isSchema(now)) this.compare(old, now, `${path}[]`, depth + 1);
      else if (old === undefined || now === undefined) this.#add(path, keyword, old, now, now === undefined ? 'wider' : 'narrower');
      else this.#add(path, keyword, old, now, 'different');
    }
  }

  /** Alternatives that stayed are left out; as many new ones as old ones are taken for changed ones, in their order. */
  #compareCombined(keyword: keyof typeof combined, before: Schema, after: Schema, path: string, depth: number): void {
    const [old, now] = [schemasOf(before[keyword]), schemasOf(after[keyword])];
    const [texts, newTexts] = [old.map((schema) => canonicalJson(schema)), now.map((schema) => canonicalJson(schema))];
    const lost = old.filter((_, index) => !newTexts.includes(texts[index] ?? ''));
    const won = now.filter((_, index) => !texts.includes(newTexts[index] ?? ''));
    const { won: effectOfWon, lost: effectOfLost } = combined[keyword];
    // The first alternative of all is a demand, and losing the last one frees from it.
    if (old.length === 0 || now.length === 0)
      this.#add(path, keyword, before[keyword], after[keyword], old.length === 0 ? 'narrower' : 'wider');
    else if (lost.length === won.length)
      lost.forEach((schema, index) => this.compare(schema, won[index], `${path}<${keyword}>`, depth + 1));
    else {
      const effect = won.length === 0 ? effectOfLost : lost.length === 0 ? effectOfWon : 'different';
      this.#add(path, keyword, before[keyword], after[keyword], effect);
    }
  }
}

function schemaOf(value: unknown): Schema {
  if (value === false) return { not: {} };
  return isSchema(value) ? value : {};
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function schemasOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function namesOf(value: unknown): readonly string[] {
  return schemasOf(value).filter((name) => typeof name === 'string');
}

function listOf({ enum: list, const: single }: Schema): unknown {
  return single ?? list;
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function referenceOf(schema: unknown): string {
  return isSchema(schema) && typeof schema['$ref'] === 'string' ? schema['$ref'] : '';
}

/** What a schema stands for: itself, or what its local reference leads to with what stands beside that. Undefined: nothing here. */
function follow(schema: unknown, root: Schema): unknown {
  if (referenceOf(schema) === '') return schema;
  const { $ref: reference, ...beside } = schemaOf(schema);
  const found = resolveReference(String(reference), root);
  return isSchema(found) ? { ...found, ...beside } : found;
}
