import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embedText } from '../../src/local/data/embed-text.ts';
import { createRandom } from '../../src/local/data/random.ts';
import { callTexts, generateWorld, worldEnd } from '../../src/local/data/world.ts';

const world = generateWorld(7);

describe('generateWorld', () => {
  it('gives the same world for the same seed and another for another', () => {
    expect(generateWorld(7)).toEqual(world);
    expect(generateWorld(8).calls[0]).not.toEqual(world.calls[0]);
  });

  it('has 200 accounts, 2,000 calls and six lines for each call', () => {
    expect([world.accounts.length, world.calls.length, world.transcripts.length]).toEqual([200, 2000, 12_000]);
    expect(new Set(world.accounts.map((account) => account.name)).size).toBe(200);
    expect(new Set(world.accounts.map((account) => account.industry)).size).toBe(8);
    for (const [index, line] of world.transcripts.entries()) {
      expect([line.callId, line.sequence]).toEqual([world.calls[Math.floor(index / 6)]?.callId, (index % 6) + 1]);
    }
  });

  it('keeps every value in its range and every call with an account that existed', () => {
    const accounts = new Map(world.accounts.map((account) => [account.accountId, account]));
    const earliest = worldEnd.getTime() - 90 * 86_400_000;
    for (const call of world.calls) {
      const account = accounts.get(call.accountId);
      expect(account?.createdAt.getTime()).toBeLessThan(call.startedAt.getTime());
      expect(call.startedAt.getTime()).toBeGreaterThanOrEqual(earliest);
      expect(call.startedAt.getTime()).toBeLessThan(worldEnd.getTime());
      expect([1, 2, 3, 4, 5]).toContain(call.startedAt.getUTCDay());
      expect(call.durationSeconds).toBeGreaterThanOrEqual(60);
      expect(call.durationSeconds).toBeLessThanOrEqual(5400);
      expect(Math.abs(call.sentiment)).toBeLessThanOrEqual(1);
      expect(Math.round(call.sentiment * 100) / 100).toBe(call.sentiment);
      expect(call.topics.length).toBeGreaterThanOrEqual(1);
    }
  });

  it('leaves no slot of a template unfilled', () => {
    for (const text of callTexts(world).values()) expect(text).not.toMatch(/[{}]/);
  });
});

describe('createRandom', () => {
  it('keeps both ends of a range reachable and shuffles without losing anything', () => {
    const random = createRandom(1);
    const seen = new Set(Array.from({ length: 200 }, () => random.integer(1, 3)));
    expect(seen).toEqual(new Set([1, 2, 3]));
    const list = Array.from({ length: 50 }, (_, index) => index);
    expect([...random.shuffle(list)].toSorted((a, b) => a - b)).toEqual(list);
    expect(() => random.pick([])).toThrow('empty list');
  });
});

describe('embedText', () => {
  it('gives a float32 vector of unit length for any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 300 }), (text, dimension) => {
        const vector = embedText(text, dimension);
        expect(vector).toHaveLength(dimension);
        expect(vector).toEqual(vector.map(Math.fround));
        expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      }),
    );
  });

  it('does not depend on the order of words, on case or on stop words', () => {
    expect(embedText('the pricing and the discount', 64)).toEqual(embedText('Discount, PRICING!', 64));
  });

  it('puts the calls about a subject first', () => {
    const query = embedText('encryption penetration test audit', 256);
    const texts = callTexts(world);
    const scored = world.calls.map((call) => {
      const vector = embedText(texts.get(call.callId) ?? '', 256);
      return { call, score: vector.reduce((sum, value, index) => sum + value * (query[index] ?? 0), 0) };
    });
    const best = scored.toSorted((a, b) => b.score - a.score).slice(0, 10);
    for (const { call } of best) expect(call.topics).toContain('security');
  });
});
