import type { DocumentSpace } from './document-fields.ts';
import { parseTopK, parseVector } from './fields.ts';
import type { Fields } from './fields.ts';
import type { Predicate, ValuePredicate } from './filter.ts';
import type { SchemaField } from './index-schema.ts';
import type { Metadata } from './metadata.ts';
import { wordsOf } from './models.ts';
import type { Namespace } from './namespace.ts';
import { invalid, unsupported } from './refusal.ts';
import { searchByScore, searchNamespace, searchSparse } from './search.ts';
import type { Match } from './search.ts';
import { parseSparse } from './sparse.ts';

const queryLimitBytes = 10_240;
const clausesLimit = 100;

type Schema = Readonly<Record<string, SchemaField>>;

/** Documents ranked by one vector, or by the sum of the weights of words. */
export function searchDocuments(
  namespace: Namespace | undefined,
  space: DocumentSpace,
  fields: Fields,
  predicate: Predicate | undefined,
): readonly Match[] {
  const topK = parseTopK(fields['top_k']);
  const clauses = fields['score_by'];
  if (!Array.isArray(clauses) || clauses.length === 0) throw invalid('score_by must be a non-empty list');
  if (clauses.length > clausesLimit) throw invalid(`score_by may have at most ${clausesLimit} methods, got ${clauses.length}`);
  const [first] = clauses as readonly Fields[];
  const byVector = (clauses as readonly Fields[]).some((clause) => clause['type'] === 'dense_vector' || clause['type'] === 'sparse_vector');
  if (byVector && clauses.length > 1) throw invalid('A dense_vector or sparse_vector clause must appear on its own');
  const options = { topK, predicate };
  if (byVector && first !== undefined) return searchByVector(namespace, space, first, options);
  const asked = (clauses as readonly Fields[]).map((clause) => parseWords(clause, space.schema));
  return namespace === undefined ? [] : searchWords(namespace, asked, options);
}

interface SearchOptions {
  readonly topK: number;
  readonly predicate: Predicate | undefined;
}

function searchByVector(namespace: Namespace | undefined, space: DocumentSpace, clause: Fields, options: SearchOptions): readonly Match[] {
  const names = fieldNames(clause);
  const kind = clause['type'] === 'dense_vector' ? 'dense' : 'sparse';
  const searched = space.vectors[kind];
  if (names.length !== 1 || names[0] !== searched?.field) {
    throw invalid(`A ${kind}_vector clause must name one field of that type, got ${names.join(', ')}`);
  }
  if (kind === 'dense' && space.vectors.dense !== undefined) {
    const { dimension, metric } = space.vectors.dense;
    const query = Float32Array.from(parseVector(clause['values'], dimension));
    return namespace === undefined ? [] : searchNamespace(namespace, query, { ...options, metric });
  }
  const sparse = parseSparse(clause['sparse_values']);
  if (sparse === undefined) throw invalid('A sparse_vector clause must have sparse_values');
  return namespace === undefined ? [] : searchSparse(namespace, sparse, options);
}

function fieldNames(clause: Fields): readonly string[] {
  const { field, fields } = clause;
  if ((field === undefined || field === null) === (fields === undefined || fields === null)) {
    throw invalid('Either fields or field must be given in a clause of score_by');
  }
  const names: unknown = fields ?? [field];
  if (Array.isArray(names) && names.length > 0 && names.every((name) => typeof name === 'string')) return names;
  throw invalid('fields must be a non-empty list of names');
}

/** What a text must, must not and may have; a term is one word or several in a row. */
interface AskedWords {
  readonly terms: readonly { readonly words: readonly string[]; readonly fields: readonly string[]; readonly sign: '' | '+' | '-' }[];
}

function parseWords(clause: Fields, schema: Schema): AskedWords {
  const { type, query } = clause;
  if (type !== 'text' && type !== 'query_string')
    throw invalid(`score_by has the types dense_vector, sparse_vector, text and query_string, got ${JSON.stringify(type)}`);
  if (typeof query !== 'string' || query.trim() === '') throw invalid(`A ${type} clause must have a query`);
  if (Buffer.byteLength(query) > queryLimitBytes) throw invalid('A query must have at most 10 KB');
  if (type === 'query_string') {
    if (clause['field'] !== undefined || clause['fields'] !== undefined)
      throw invalid('A query_string clause names its fields in the query');
    return parseQueryString(query.trim(), schema);
  }
  const fields = fieldNames(clause).map((name) => searchable(name, schema));
  return { terms: wordsOf(query).map((word) => ({ words: [word], fields, sign: '' })) };
}

/** Words, "phrases", field:word, +must and -must not. Anything more is refused, not half understood. */
function parseQueryString(query: string, schema: Schema): AskedWords {
  const all = Object.keys(schema).filter((name) => schema[name]?.fullTextSearch !== undefined);
  if (all.length === 0) throw invalid('The index has no field for full-text search');
  const parts = query.match(/[+-]?(?:\w+:)?(?:"[^"]*"|[^\s"]+)/g) ?? [];
  return {
    terms: parts.map((part) => {
      const [, sign = '', name, phrase, word = ''] = /^([+-]?)(?:(\w+):)?(?:"([^"]*)"|(.*))$/s.exec(part) ?? [];
      if (/^(AND|OR|NOT)$|[()*?~^[\]{}:\\]/.test(word)) throw unsupported(`"${word}" in a query_string`);
      const fields = name === undefined ? all : [searchable(name, schema)];
      return { words: wordsOf(phrase ?? word), fields, sign: sign as '' | '+' | '-' };
    }),
  };
}

function searchable(name: string, schema: Schema): string {
  const field = schema[name];
  if (field?.fullTextSearch === undefined) throw invalid(`The field ${name} is not declared for full-text search`);
  if (field.fullTextSearch.stemming) throw unsupported('stemming in full-text search');
  return name;
}

/** BM25 with the usual constants; the weight of a word in several fields is added. */
function searchWords(namespace: Namespace, asked: readonly AskedWords[], options: SearchOptions): readonly Match[] {
  const terms = asked.flatMap((clause) => clause.terms);
  const names = [...new Set(terms.flatMap(({ fields }) => fields))];
  const texts = new Map(
    names.map((name) => [name, Array.from({ length: namespace.count }, (_, row) => fieldWords(namespace.metadataAt(row), name))]),
  );
  const scorers = terms.flatMap(({ words, fields, sign }) => {
    const counted = fields.map((name) => weigh(texts.get(name) ?? [], words));
    return [{ sign, score: (row: number) => counted.reduce((sum, weight) => sum + (weight[row] ?? 0), 0) }];
  });
  return searchByScore(
    namespace,
    (row) => {
      const found = scorers.map(({ sign, score }) => ({ sign, score: score(row) }));
      if (found.some(({ sign, score }) => (sign === '+' && score === 0) || (sign === '-' && score > 0))) return undefined;
      const sum = found.reduce((total, { sign, score }) => (sign === '-' ? total : total + score), 0);
      return sum > 0 ? sum : undefined;
    },
    options,
  );
}

function weigh(texts: readonly (readonly string[])[], words: readonly string[]): readonly number[] {
  const counts = texts.map((text) => countIn(text, words));
  const having = counts.filter((count) => count > 0).length;
  const given = texts.filter((text) => text.length > 0);
  const average = given.reduce((sum, text) => sum + text.length, 0) / Math.max(1, given.length);
  const rarity = Math.log(1 + (given.length - having + 0.5) / (having + 0.5));
  return counts.map((count, row) => {
    const length = texts[row]?.length ?? 0;
    return count === 0 ? 0 : (rarity * count * 2.2) / (count + 1.2 * (0.25 + (0.75 * length) / average));
  });
}

/** How often the words stand in the text in a row. */
function countIn(text: readonly string[], words: readonly string[]): number {
  if (words.length === 0) return 0;
  return text.filter((_, start) => words.every((word, offset) => text[start + offset] === word)).length;
}

function fieldWords(metadata: Metadata | undefined, name: string): readonly string[] {
  const value = metadata?.[name];
  return typeof value === 'string' ? wordsOf(value) : [];
}

/** The operators of filters that look into texts. */
export function compileTextMatch(schema: Schema): (operator: string, field: string, operand: unknown) => ValuePredicate {
  return (operator, field, operand) => {
    searchable(field, schema);
    if (typeof operand !== 'string' || wordsOf(operand).length === 0)
      throw invalid(`Invalid filter: the ${operator} operator must be followed by words`);
    const asked = wordsOf(operand);
    return (actual) => {
      const words = typeof actual === 'string' ? wordsOf(actual) : [];
      if (operator === '$match_phrase') return countIn(words, asked) > 0;
      return operator === '$match_all' ? asked.every((word) => words.includes(word)) : asked.some((word) => words.includes(word));
    };
  };
}
