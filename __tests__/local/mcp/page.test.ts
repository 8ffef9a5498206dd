import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageOf } from '../../../src/local/mcp/page.ts';
import { hashOfArguments } from '../../../src/local/mcp/tool-log.ts';

test('the pages of a list are the list, none of them empty but that of an empty list', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { maxLength: 200 }), (all) => {
      const seen: number[] = [];
      let cursor: string | undefined;
      do {
        const { items, nextCursor } = pageOf(all, cursor);
        expect(items.length > 0 || all.length === 0).toBe(true);
        seen.push(...items);
        cursor = nextCursor;
      } while (cursor !== undefined);
      expect(seen).toEqual(all);
    }),
  );
});

test('a cursor from elsewhere is refused', () => {
  fc.assert(
    fc.property(fc.string(), (cursor) => {
      fc.pre(!/^from \d{1,9}$/.test(Buffer.from(cursor, 'base64url').toString()));
      expect(() => pageOf([1], cursor)).toThrow(RangeError);
    }),
  );
});

test('the same arguments in another order have the same hash, others another', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.string(), (args, key) => {
      const turned = Object.fromEntries(Object.entries(args).toReversed());
      expect(hashOfArguments(turned)).toBe(hashOfArguments(args));
      expect(hashOfArguments({ ...args, [`${key} more`]: 1, inner: [args] })).not.toBe(hashOfArguments(args));
    }),
  );
});
