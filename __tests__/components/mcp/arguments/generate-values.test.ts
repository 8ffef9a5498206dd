import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { generateValues } from '../../../../src/components/mcp/arguments/generate-values.ts';
import { findFailing } from '../../../../src/components/mcp/arguments/find-failing.ts';
import type { Arguments } from '../../../../src/components/mcp/arguments/find-failing.ts';
import { mismatchOf } from '../../../../src/components/json-schema.ts';

const object = (properties: object, rest: object = {}) => ({ type: 'object', properties, required: Object.keys(properties), ...rest });
const property = (schema: object) => object({ a: schema });
const never = () => false;

describe('values match their schema', () => {
  test.each([
    ['texts', property({ type: 'string', minLength: 2, maxLength: 5 })],
    ['long texts', property({ type: 'string', minLength: 100 })],
    ['patterns', property({ type: 'string', pattern: '^[A-Z]{2}-\\d{1,4}$' })],
    [
      'formats',
      object(
        Object.fromEntries(
          ['date-time', 'date', 'email', 'uri', 'uuid', 'ipv4', 'hostname'].map((format) => [format, { type: 'string', format }]),
        ),
      ),
    ],
    ['integers', property({ type: 'integer', exclusiveMinimum: 0, maximum: 3 })],
    ['open intervals', property({ type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 })],
    ['multiples', property({ type: 'integer', multipleOf: 5, minimum: -7, maximum: 22 })],
    ['a half line', property({ type: 'integer', minimum: 10_000_000_000 })],
    ['enum and const', object({ a: { enum: ['x', null, 3] }, b: { const: { deep: [1] } } })],
    ['several types', property({ type: ['integer', 'null', 'boolean'] })],
    ['no type', object({ a: {}, b: { properties: { c: { type: 'string' } } }, d: { items: { type: 'null' } } })],
    ['lists', property({ type: 'array', items: { type: 'integer' }, minItems: 2, maxItems: 4, uniqueItems: true })],
    ['tuples', property({ type: 'array', prefixItems: [{ type: 'string' }, { type: 'boolean' }], minItems: 2 })],
    ['optional', { ...property({ type: 'string' }), required: [], additionalProperties: false }],
    ['maps', { type: 'object', additionalProperties: { type: 'integer' }, minProperties: 1 }],
    ['required without a schema', { type: 'object', required: ['a'] }],
    ['alternatives', property({ anyOf: [{ type: 'string', pattern: '^a' }, { type: 'null' }] })],
    ['one of', { type: 'object', oneOf: [property({ const: 'x' }), object({ a: { const: 'y' }, b: { type: 'integer' } })] }],
    ['all of', { type: 'object', allOf: [property({ type: 'integer', minimum: 3 }), property({ maximum: 5 })] }],
    ['references', { ...property({ $ref: '#/$defs/x' }), $defs: { x: { type: 'string', minLength: 1 } } }],
    ['itself', { ...object({ name: { type: 'string' }, next: { $ref: '#' } }), required: ['name'] }],
    [
      'draft-07',
      { $schema: 'http://json-schema.org/draft-07/schema#', ...property({ type: 'array', items: [{ type: 'integer' }] }), definitions: {} },
    ],
  ])('%s', (_, schema) => {
    const values = fc.sample(generateValues(fc, schema), { numRuns: 60, seed: 7 });
    expect(values.filter((value) => mismatchOf(schema, value) !== undefined)).toEqual([]);
  });

  test('a schema that holds itself in many places takes no time without an end', () => {
    const any = { anyOf: Array.from({ length: 20 }, () => ({ $ref: '#/$defs/any' })) };
    const values = fc.sample(generateValues(fc, { ...property({ $ref: '#/$defs/any' }), $defs: { any } }), { numRuns: 5, seed: 7 });
    expect(values).toHaveLength(5);
  });

  test('hints of the author are used', () => {
    const values = fc.sample(generateValues(fc, property({ type: 'string', examples: ['New York'] })), { numRuns: 40, seed: 7 });
    expect(values).toContainEqual({ a: 'New York' });
  });

  test('patterns that nothing can be made of, and schemas without values, do not end in a loop', async () => {
    const attempt = async () => undefined;
    for (const schema of [
      property({ type: 'string', pattern: '(?<=x)y(?!z)' }),
      property({ not: {} }),
      property({ type: 'integer', minimum: 5, maximum: 4 }),
    ]) {
      const found = await findFailing({ inputSchema: schema, runs: 5, seed: 1, attempt, isOver: never });
      expect(found).toEqual({ calls: 0, isStuck: true });
    }
  });
});

describe('the search', () => {
  const schema = object({ n: { type: 'integer', minimum: 0, maximum: 1000 }, text: { type: 'string' } });

  test('makes a failing input as small as it can be, and is repeated by its seed', async () => {
    const search = async (seed: number) => {
      const tried: Arguments[] = [];
      const attempt = async (args: Arguments) => {
        tried.push(args);
        return Number(args['n']) >= 17 ? { kind: 'crash', words: 'gone' } : undefined;
      };
      return { tried, found: await findFailing({ inputSchema: schema, runs: 50, seed, attempt, isOver: never }) };
    };
    const { found, tried } = await search(3);
    expect(found).toMatchObject({ isStuck: false, failure: { kind: 'crash', words: 'gone', args: { n: 17, text: '' } } });
    expect(await search(3)).toEqual({ found, tried });
    expect((await search(4)).tried).not.toEqual(tried);
  });

  test('keeps to the kind of the first failure, and to its limit of calls', async () => {
    let calls = 0;
    const attempt = async (args: Arguments) => {
      calls += 1;
      if (Number(args['n']) >= 500) return { kind: 'timeout', words: 'slow' };
      return Number(args['n']) < 460 ? { kind: 'crash', words: 'gone' } : undefined;
    };
    const { failure } = await findFailing({
      inputSchema: { ...schema, properties: { ...schema.properties, n: { type: 'integer', minimum: 450, maximum: 900 } } },
      runs: 50,
      seed: 1,
      attempt,
      isOver: never,
    });
    expect(failure).toMatchObject({ kind: 'timeout' });
    expect(Number(failure?.args['n'])).toBeGreaterThanOrEqual(500);
    expect(calls).toBeLessThanOrEqual(50 + 60);
  });

  test('stops when it is over, and passes on what is no failure of a call', async () => {
    let calls = 0;
    const counted = await findFailing({
      inputSchema: schema,
      runs: 50,
      seed: 1,
      isOver: () => calls >= 7,
      attempt: async () => void (calls += 1),
    });
    expect(counted).toEqual({ calls: 7, isStuck: false });
    const attempt = async () => {
      throw new RangeError('ours');
    };
    await expect(findFailing({ inputSchema: schema, runs: 5, seed: 1, attempt, isOver: never })).rejects.toBeInstanceOf(RangeError);
  });
});
