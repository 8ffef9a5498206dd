/* oxlint-disable vitest/no-standalone-expect -- the commands below run inside of the last test */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/std/random.ts';
import { indexWithoutServer } from './index-without-server.ts';

type Value = string | number | boolean | readonly string[];
type Metadata = Readonly<Record<string, Value>>;
interface Model {
  readonly id: string;
  readonly values: readonly number[];
  readonly metadata: Metadata;
}
interface Matches {
  readonly matches: readonly { readonly id: string; readonly score: number }[];
}
interface Listed {
  readonly vectors: readonly { readonly id: string }[];
  readonly pagination?: { readonly next: string };
}
interface Fetched {
  readonly vectors: Readonly<Record<string, { readonly id: string; readonly values: readonly number[]; readonly metadata?: Metadata }>>;
  readonly pagination?: { readonly next: string };
}

/** The semantics of filters, written from the documentation and not from the compiler: one operator, one sentence. */
function holds(filter: Readonly<Record<string, unknown>>, metadata: Metadata): boolean {
  return Object.entries(filter).every(([key, condition]) => {
    if (key === '$and') return (condition as Metadata[]).every((part) => holds(part, metadata));
    if (key === '$or') return (condition as Metadata[]).some((part) => holds(part, metadata));
    const actual = Object.hasOwn(metadata, key) ? metadata[key] : undefined;
    const operators = typeof condition === 'object' && condition !== null ? condition : { $eq: condition };
    return Object.entries(operators).every(([operator, operand]) => holdsOne(operator, operand, actual));
  });
}

function holdsOne(operator: string, operand: unknown, actual: Value | undefined): boolean {
  const entries = actual === undefined ? [] : [actual].flat();
  const any = (wanted: readonly unknown[]): boolean => entries.some((entry) => wanted.some((want) => Object.is(entry, want)));
  if (operator === '$eq') return any([operand]);
  if (operator === '$ne') return !any([operand]);
  if (operator === '$in') return any(operand as unknown[]);
  if (operator === '$nin') return !any(operand as unknown[]);
  if (operator === '$exists') return (actual !== undefined) === operand;
  if (typeof actual !== 'number') return false;
  const bound = operand as number;
  if (operator === '$gt') return actual > bound;
  if (operator === '$gte') return !(actual < bound);
  if (operator === '$lt') return actual < bound;
  return !(actual > bound);
}

/** Scores in float64, by loops. */
function score(metric: string, a: readonly number[], b: readonly number[]): number {
  let [dot, lengthA, lengthB, distance] = [0, 0, 0, 0];
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? 0;
    dot += value * other;
    lengthA += value ** 2;
    lengthB += other ** 2;
    distance += (value - other) ** 2;
  }
  if (metric === 'euclidean') return distance;
  return metric === 'dotproduct' ? dot : dot / Math.sqrt(lengthA * lengthB);
}

const words = ['red', 'green', 'blue', '1', 'true'];
const names = ['color', 'size', 'flag', 'tags', 'note'];

function randomData(seed: string, count: number) {
  const random = createRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
  const makers: Readonly<Record<string, () => Value>> = {
    color: () => pick(words),
    size: () => pick([-1, 0, 1, 1.5, 2, 1e9]),
    flag: () => random() < 0.5,
    tags: () => words.filter(() => random() < 0.4),
    // A field of several types: the operators must keep them apart.
    note: () => pick<Value>(['1', 1, true, ['1', 'true']]),
  };
  const records = Array.from({ length: count }, (_, number): Model => {
    const metadata = Object.fromEntries(names.filter(() => random() < 0.7).map((name) => [name, makers[name]?.() ?? '']));
    return { id: `r${number}`, values: Array.from({ length: 3 }, () => Math.fround(random() * 2 - 1)), metadata };
  });
  const scalar = (): unknown => pick<unknown>([...words, -1, 0, 1, 1.5, 2, true, false]);
  const list = (): unknown => (random() < 0.5 ? words.filter(() => random() < 0.4) : [-1, 0, 1, 1.5].filter(() => random() < 0.4));
  const condition = (): unknown => {
    const kind = Math.floor(random() * 6);
    if (kind === 0) return scalar();
    if (kind === 1) return { [pick(['$eq', '$ne'])]: scalar() };
    if (kind === 2) return { [pick(['$in', '$nin'])]: list() };
    if (kind === 3) return { $exists: random() < 0.5 };
    if (kind === 4) return { [pick(['$gt', '$gte', '$lt', '$lte'])]: pick([-1, 0, 1, 1.5]) };
    return { $gte: pick([-1, 0, 1]), $lt: pick([1, 1.5, 2]) };
  };
  const filter = (depth: number): Record<string, unknown> => {
    if (depth > 0 && random() < 0.5) return { [pick(['$and', '$or'])]: [filter(depth - 1), filter(depth - 1)] };
    return Object.fromEntries([pick(names), pick(names)].slice(random() < 0.6 ? 1 : 0).map((name) => [name, condition()]));
  };
  return { records, filter };
}

describe('filters against an independent evaluation', () => {
  it.each(['cosine', 'dotproduct', 'euclidean'] as const)('finds the same records with the same scores: %s', (metric) => {
    const { records, filter } = randomData(`filters-${metric}`, 150);
    const { post } = indexWithoutServer({ metric });
    post('/vectors/upsert', { vectors: records });
    const vector = [0.3, -0.5, 0.8];
    let found = 0;
    for (let round = 0; round < 2000; round += 1) {
      const asked = filter(2);
      const expected = records.filter(({ metadata }) => holds(asked, metadata));
      const { matches } = post<Matches>('/query', { vector, topK: 1000, filter: asked });
      expect(matches.map(({ id }) => id).toSorted(), JSON.stringify(asked)).toEqual(expected.map(({ id }) => id).toSorted());
      const direction = metric === 'euclidean' ? 1 : -1;
      const query = vector.map(Math.fround);
      const scores = expected.map(({ values }) => score(metric, values, query)).sort((a, b) => direction * (a - b));
      for (const [rank, match] of matches.entries()) expect(match.score).toBeCloseTo(scores[rank] ?? Number.NaN, 6);
      const { matches: first } = post<Matches>('/query', { vector, topK: 7, filter: asked });
      expect(first.map(({ score }) => score)).toEqual(matches.slice(0, 7).map(({ score }) => score));
      found += expected.length > 0 && expected.length < records.length ? 1 : 0;
    }
    expect(found).toBeGreaterThan(700);
  });
});

type World = Map<string, Map<string, Model>>;
type Real = ReturnType<typeof indexWithoutServer>;

const ids = fc.constantFrom('a', 'a-1', 'a-2', 'b', 'b-1', '~ z', '0');
const spaces = fc.constantFrom('__default__', 'one', 'two');
const colors = fc.constantFrom('red', 'blue');
const coordinates = fc.integer({ min: 1, max: 9 });
const vectors = fc.tuple(coordinates, coordinates, coordinates).map((values) => values.map((value) => value / 4));
const upserted = fc.record({ id: ids, values: vectors, metadata: fc.record({ color: colors }) });

function of(world: World, name: string): Map<string, Model> {
  return world.get(name) ?? new Map<string, Model>();
}

function command(text: string, run: (world: World, real: Real) => void): fc.Command<World, Real> {
  return { check: () => true, run, toString: () => text };
}

const upsert = fc.tuple(spaces, fc.array(upserted, { minLength: 1, maxLength: 4 })).map(([namespace, records]) =>
  command(`upsert ${namespace} ${JSON.stringify(records)}`, (world, { post }) => {
    expect(post('/vectors/upsert', { namespace, vectors: records })).toEqual({ upsertedCount: records.length });
    const known = of(world, namespace);
    for (const record of records) known.set(record.id, record);
    world.set(namespace, known);
  }),
);

const updateOne = fc.tuple(spaces, ids, vectors, fc.boolean()).map(([namespace, id, values, withValues]) =>
  command(`update ${namespace} ${id}`, (world, { post }) => {
    post('/vectors/update', { namespace, id, setMetadata: { size: 1 }, ...(withValues ? { values } : {}) });
    const old = of(world, namespace).get(id);
    if (old !== undefined)
      of(world, namespace).set(id, { id, values: withValues ? values : old.values, metadata: { ...old.metadata, size: 1 } });
  }),
);

const updateMany = fc.tuple(spaces, colors, fc.boolean()).map(([namespace, color, dryRun]) =>
  command(`update ${namespace} where ${color}${dryRun ? ' (dry)' : ''}`, (world, { post }) => {
    const hit = [...of(world, namespace).values()].filter(({ metadata }) => metadata['color'] === color);
    const body = { namespace, filter: { color }, setMetadata: { seen: true }, dryRun };
    expect(post('/vectors/update', body)).toEqual({ matchedRecords: hit.length });
    if (!dryRun) for (const record of hit) of(world, namespace).set(record.id, { ...record, metadata: { ...record.metadata, seen: true } });
  }),
);

const deleteIds = fc.tuple(spaces, fc.array(ids, { minLength: 1, maxLength: 3 })).map(([namespace, gone]) =>
  command(`delete ${namespace} ${gone.join()}`, (world, { post }) => {
    post('/vectors/delete', { namespace, ids: gone });
    for (const id of gone) of(world, namespace).delete(id);
  }),
);

const deleteWhere = fc.tuple(spaces, colors).map(([namespace, color]) =>
  command(`delete ${namespace} where ${color}`, (world, { post }) => {
    post('/vectors/delete', { namespace, filter: { color: { $eq: color } } });
    for (const { id, metadata } of of(world, namespace).values()) if (metadata['color'] === color) of(world, namespace).delete(id);
  }),
);

const dropNamespace = spaces.map((namespace) =>
  command(`drop ${namespace}`, (world, { post, refusal }) => {
    const body = { namespace, deleteAll: true };
    if (world.delete(namespace)) post('/vectors/delete', body);
    else expect(refusal('/vectors/delete', body)).toBe('missing: Namespace not found');
  }),
);

const listAll = fc.tuple(spaces, fc.constantFrom('', 'a', 'a-', 'z'), fc.integer({ min: 1, max: 3 })).map(([namespace, prefix, limit]) =>
  command(`list ${namespace} ${prefix} by ${limit}`, (world, { get }) => {
    const seen: string[] = [];
    let token: string | undefined;
    do {
      const next = token === undefined ? '' : `&paginationToken=${token}`;
      const page: Listed = get(`/vectors/list?namespace=${namespace}&prefix=${prefix}&limit=${limit}${next}`);
      expect(page.vectors.length).toBeLessThanOrEqual(limit);
      seen.push(...page.vectors.map(({ id }) => id));
      token = page.pagination?.next;
    } while (token !== undefined);
    expect(seen).toEqual([...of(world, namespace).keys()].filter((id) => id.startsWith(prefix)).toSorted());
  }),
);

const fetchWhere = fc.tuple(spaces, colors, fc.integer({ min: 1, max: 3 })).map(([namespace, color, limit]) =>
  command(`fetch ${namespace} where ${color} by ${limit}`, (world, { post }) => {
    const seen: Record<string, unknown> = {};
    let paginationToken: string | undefined;
    do {
      const page: Fetched = post('/vectors/fetch_by_metadata', { namespace, filter: { color }, limit, paginationToken });
      Object.assign(seen, page.vectors);
      paginationToken = page.pagination?.next;
    } while (paginationToken !== undefined);
    const expected = [...of(world, namespace)].filter(([, { metadata }]) => metadata['color'] === color);
    expect(seen).toEqual(Object.fromEntries(expected));
  }),
);

const queryTop = fc.tuple(spaces, vectors, fc.integer({ min: 1, max: 8 })).map(([namespace, vector, topK]) =>
  command(`query ${namespace} ${topK}`, (world, { post }) => {
    const { matches } = post<Matches>('/query', { namespace, vector, topK });
    const known = of(world, namespace);
    const best = [...known.values()].map(({ values }) => score('euclidean', values, vector)).sort((a, b) => a - b);
    // Quarters are exact in float32, so scores are equal and not just near.
    expect(matches.map(({ score }) => score)).toEqual(best.slice(0, topK));
    for (const match of matches) expect(match.score).toBe(score('euclidean', known.get(match.id)?.values ?? [], vector));
    expect(new Set(matches.map(({ id }) => id)).size).toBe(matches.length);
  }),
);

const count = fc.constant(
  command('stats', (world, { post, index }) => {
    const sizes = [...world].map(([name, records]) => [name, { vectorCount: records.size }] as const);
    const total = sizes.reduce((sum, [, { vectorCount }]) => sum + vectorCount, 0);
    expect(post('/describe_index_stats', {})).toMatchObject({ namespaces: Object.fromEntries(sizes), totalVectorCount: total });
    expect(index.namespaceNames).toEqual([...world.keys()].toSorted());
  }),
);

describe('sequences of requests against a naive model', () => {
  it('leave the same records in the same namespaces, in pages of any size', () => {
    const commands = fc.commands(
      [upsert, updateOne, updateMany, deleteIds, deleteWhere, dropNamespace, listAll, fetchWhere, queryTop, count],
      {
        maxCommands: 60,
        size: 'max',
      },
    );
    const property = fc.property(commands, (sequence) => {
      fc.modelRun(() => ({ model: new Map() as World, real: indexWithoutServer({ metric: 'euclidean' }) }), sequence);
    });
    expect(() => fc.assert(property, { numRuns: 500 })).not.toThrow();
  });
});
