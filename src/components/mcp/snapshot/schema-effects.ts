import { canonicalJson } from './canonical-json.ts';

/**
 * What a change of a keyword does to the values that a schema allows. `none`: nothing; `text`: nothing, and people or models
 * read it; `different`: neither fewer nor more, or nobody can tell.
 */
export type Effect = 'narrower' | 'wider' | 'different' | 'none' | 'text';

export type Schema = Readonly<Record<string, unknown>>;

type Judge = (before: unknown, after: unknown) => Effect;

/** Keywords whose change is judged by their two values alone. The others are walked into, see `compare-schemas.ts`. */
export const keywordEffects: Readonly<Record<string, Judge>> = {
  ...each(['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties', 'minContains'], lowerBound),
  ...each(['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties', 'maxContains'], upperBound),
  multipleOf,
  uniqueItems: (before, after) => (before === true ? 'wider' : after === true ? 'narrower' : 'none'),
  ...each(['pattern', 'format', 'contentEncoding', 'contentMediaType', 'contains', 'propertyNames'], presence),
  ...each(['dependencies', 'dependentRequired', 'dependentSchemas'], presence),
  ...each(['unevaluatedItems', 'unevaluatedProperties', 'additionalItems'], presence),
  // `x-mcp-header` says where a server wants an argument sent (2026-07-28).
  ...each(['not', 'if', 'then', 'else', '$dynamicRef', 'x-mcp-header'], () => 'different'),
  ...each(['title', 'description'], () => 'text'),
};

function each(keywords: readonly string[], judge: Judge): Readonly<Record<string, Judge>> {
  return Object.fromEntries(keywords.map((keyword) => [keyword, judge]));
}

const allTypes = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];

/** Of `type`: the names of the types, a number being an integer as well. */
export function typesEffect(before: unknown, after: unknown): Effect {
  return setEffect(typesOf(before), typesOf(after));
}

/** Of `enum` and `const`: the values that are allowed, or undefined for all. */
export function valuesEffect(before: readonly string[] | undefined, after: readonly string[] | undefined): Effect {
  if (before === undefined) return after === undefined ? 'none' : 'narrower';
  return after === undefined ? 'wider' : setEffect(before, after);
}

export function allowedValues({ enum: list, const: single }: Schema): readonly string[] | undefined {
  if (single !== undefined) return [canonicalJson(single)];
  return Array.isArray(list) ? list.map((value) => canonicalJson(value)) : undefined;
}

function typesOf(type: unknown): readonly string[] {
  if (type === undefined) return allTypes;
  const names = (Array.isArray(type) ? type : [type]).map(String);
  return names.includes('number') ? [...names, 'integer'] : names;
}

function setEffect(before: readonly string[], after: readonly string[]): Effect {
  const lost = before.some((value) => !after.includes(value));
  const won = after.some((value) => !before.includes(value));
  if (lost) return won ? 'different' : 'narrower';
  return won ? 'wider' : 'none';
}

function lowerBound(before: unknown, after: unknown): Effect {
  return numberOr(after, Number.NEGATIVE_INFINITY) > numberOr(before, Number.NEGATIVE_INFINITY) ? 'narrower' : 'wider';
}

function upperBound(before: unknown, after: unknown): Effect {
  return numberOr(after, Number.POSITIVE_INFINITY) < numberOr(before, Number.POSITIVE_INFINITY) ? 'narrower' : 'wider';
}

function numberOr(value: unknown, absent: number): number {
  return typeof value === 'number' ? value : absent;
}

function multipleOf(before: unknown, after: unknown): Effect {
  if (typeof before !== 'number' || typeof after !== 'number') return presence(before, after);
  if (after % before === 0) return 'narrower';
  return before % after === 0 ? 'wider' : 'different';
}

/** A demand that was not there is narrower, one that is gone is wider, another one is different. */
function presence(before: unknown, after: unknown): Effect {
  if (before === undefined) return 'narrower';
  return after === undefined ? 'wider' : 'different';
}
