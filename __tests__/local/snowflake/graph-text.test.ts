import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeGraph, encodeGraph } from '../../../src/local/snowflake/persistence/graph-text.ts';

const copyOf = (value: unknown): unknown => decodeGraph(encodeGraph(value));

const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(undefined, null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => (Object.is(number, -0) ? 0 : number)),
    fc.string({ unit: 'binary' }),
    fc.date({ noInvalidDate: true }),
    fc.array(tie('tree')),
    fc.dictionary(fc.oneof(fc.string(), fc.constant('__proto__')), tie('tree'), { noNullPrototype: true }),
    fc.array(fc.tuple(tie('tree'), tie('tree'))).map((entries) => new Map(entries)),
    fc.array(tie('tree')).map((items) => new Set(items)),
  ),
}));

test('any plain data comes back as it was', () => {
  fc.assert(
    fc.property(tree, (value) => {
      expect(copyOf(value)).toStrictEqual(value);
    }),
    { seed: 7 },
  );
});

test('what is one object stays one, also in circles and as a key', () => {
  const schema: Record<string, unknown> = { name: 'CORE' };
  const table = { schema, columns: undefined };
  schema['tables'] = new Map([['CALLS', table]]);
  const copy = copyOf({ grants: new Map([[table, 'SELECT']]), all: [table, table], schema }) as {
    readonly grants: Map<unknown, string>;
    readonly all: readonly unknown[];
    readonly schema: { readonly tables: Map<string, { readonly schema: unknown }> };
  };
  const found = copy.schema.tables.get('CALLS');
  expect(copy.all).toEqual([found, found]);
  expect(copy.all[0]).toBe(found);
  expect(found?.schema).toBe(copy.schema);
  expect(copy.grants.get(found)).toBe('SELECT');
  expect(found !== undefined && 'columns' in found).toBe(true);
});

test('a chain of ten thousand objects does not exhaust the stack', () => {
  let chain: object = {};
  for (let index = 0; index < 10_000; index += 1) chain = { chain };
  expect(encodeGraph(copyOf(chain))).toBe(encodeGraph(chain));
});

test.each([
  ['a function', () => 1],
  ['an instance of a class', new URL('http://a.example')],
  ['not a number', { n: Number.NaN }],
  ['a big integer', 1n],
])('%s has no text', (_what, value) => {
  expect(() => encodeGraph(value)).toThrow(TypeError);
});

test.each(['', '{', '{"root":[3],"things":[]}', '{"root":1}'])('%j is no text of a graph', (text) => {
  expect(() => decodeGraph(text)).toThrow(/JSON|no list of things|no thing/);
});
