import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BestRows } from '../../../src/local/pinecone/best-rows.ts';
import { Namespace } from '../../../src/local/pinecone/namespace.ts';
import { searchNamespace } from '../../../src/local/pinecone/search.ts';
import type { Metric } from '../../../src/local/pinecone/search.ts';
import { shortestFloat } from '../../../src/local/pinecone/shortest-float.ts';
import { VectorMemory } from '../../../src/local/pinecone/vector-memory.ts';

/** Scores in float64 from the values as stored, written apart from the engine. */
function oracleScore(metric: Metric, a: readonly number[], b: readonly number[]): number {
  const pairs = a.map((value, index) => [value, b[index] ?? 0] as const);
  const dot = pairs.reduce((sum, [x, y]) => sum + x * y, 0);
  if (metric === 'dotproduct') return dot;
  if (metric === 'euclidean') return pairs.reduce((sum, [x, y]) => sum + (x - y) * (x - y), 0);
  return dot / (Math.hypot(...a) * Math.hypot(...b));
}

const metrics: readonly Metric[] = ['cosine', 'dotproduct', 'euclidean'];
const float = fc.float({ min: -1, max: 1, noNaN: true }).map((value) => (Math.abs(value) < 1e-3 ? 0.5 : value));
const scene = fc
  .record({ dimension: fc.integer({ min: 1, max: 70 }), count: fc.integer({ min: 1, max: 300 }) })
  .chain(({ dimension, count }) => {
    const vector = fc.array(float, { minLength: dimension, maxLength: dimension });
    return fc.record({
      dimension: fc.constant(dimension),
      vectors: fc.array(vector, { minLength: count, maxLength: count }),
      query: vector,
    });
  });

describe('searchNamespace', () => {
  it.each(metrics)('finds what a float64 oracle finds with %s', (metric) => {
    const memory = new VectorMemory();
    const property = fc.property(scene, fc.integer({ min: 1, max: 40 }), ({ dimension, vectors, query }, topK) => {
      const namespace = new Namespace(memory, dimension);
      for (const [index, values] of vectors.entries()) namespace.put(`id-${index}`, values, { even: index % 2 === 0 });
      const predicate = (metadata: { readonly [field: string]: unknown } | undefined): boolean => metadata?.['even'] === true;
      const matches = searchNamespace(namespace, Float32Array.from(query), { topK, metric, predicate });
      const direction = metric === 'euclidean' ? 1 : -1;
      const scores = vectors
        .filter((_, index) => index % 2 === 0)
        .map((values) => oracleScore(metric, values, query))
        .toSorted((a, b) => direction * (a - b))
        .slice(0, topK);
      expect(matches).toHaveLength(scores.length);
      for (const [index, match] of matches.entries()) {
        // Compared by score, because rows with the same score may change places.
        expect(match.score).toBeCloseTo(scores[index] ?? Number.NaN, 5);
        expect(match.score).toBeCloseTo(oracleScore(metric, vectors[match.row] ?? [], query), 5);
      }
      expect(new Set(matches.map((match) => match.row)).size).toBe(matches.length);
      namespace.release();
    });
    fc.assert(property, { numRuns: 60 });
  });
});

describe('Namespace', () => {
  it('holds what a map would hold after any writes and removals', () => {
    const memory = new VectorMemory();
    const write = fc.record({ id: fc.integer({ min: 0, max: 300 }).map(String), value: fc.option(float, { freq: 3 }) });
    const property = fc.property(fc.array(write, { minLength: 10, maxLength: 900, size: 'max' }), (writes) => {
      const namespace = new Namespace(memory, 3);
      const model = new Map<string, number>();
      for (const { id, value } of writes) {
        const removed = value === null && namespace.remove(id);
        expect(removed).toBe(value === null && model.delete(id));
        if (value !== null) {
          namespace.put(id, [value, 1, 2], { value });
          model.set(id, value);
        }
        expect(namespace.sortedIds).toHaveLength(model.size);
      }
      expect(namespace.sortedIds).toEqual([...model.keys()].toSorted());
      for (const [id, value] of model) {
        expect(namespace.get(id)).toEqual({ id, values: [value, 1, 2], metadata: { value } });
        expect(namespace.lengthAt(namespace.rowOf(id) ?? -1)).toBeCloseTo(Math.hypot(value, 1, 2), 6);
      }
      namespace.release();
    });
    fc.assert(property, { numRuns: 60 });
  });

  it('gives reused memory back empty', () => {
    const memory = new VectorMemory();
    const first = new Namespace(memory, 20);
    first.put(
      'a',
      Array.from({ length: 20 }, () => 9),
      undefined,
    );
    first.release();
    const second = new Namespace(memory, 17);
    second.put(
      'b',
      Array.from({ length: 17 }, () => 1),
      undefined,
    );
    // The padding of a row takes part in the sum: it must be zero even where 9 stood before.
    const [match] = searchNamespace(second, new Float32Array(17).fill(1), { topK: 1, metric: 'dotproduct', predicate: undefined });
    expect(match?.score).toBe(17);
    memory.setQuery(new Float32Array(32).fill(1), 32);
    expect(memory.dots(second.blocks[0] ?? 0, 1, 32)[0]).toBe(17);
  });
});

describe('BestRows', () => {
  it('keeps the highest keys', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 20 }), (keys, capacity) => {
        const best = new BestRows(capacity);
        for (const [row, key] of keys.entries()) if (key > best.threshold) best.add(key, row);
        const kept = Array.from(best.rows, (row) => keys[row] ?? 0).toSorted((a, b) => b - a);
        expect(kept).toEqual(keys.toSorted((a, b) => b - a).slice(0, capacity));
      }),
    );
  });
});

describe('shortestFloat', () => {
  it('prints short decimals as they were written', () => {
    expect([0.4, 0.1, 1 / 3, 16_777_216, 1e-7].map((value) => String(shortestFloat(value)))).toEqual([
      '0.4',
      '0.1',
      '0.33333334',
      '16777216',
      '1e-7',
    ]);
  });

  it('stands for the same float32 with at most nine digits', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const short = shortestFloat(value);
        // JSON has no -0, so the sign of zero may go.
        expect(Math.fround(short) === Math.fround(value)).toBe(true);
        expect(short.toExponential().replace(/e.*|[-.]/g, '').length).toBeLessThanOrEqual(9);
      }),
    );
  });
});
