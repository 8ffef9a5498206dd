import { displayType, isSemiStructured } from '../catalog/data-type.ts';
import { SnowflakeFailure } from '../failure.ts';
import type { Node } from './node.ts';
import type { Translation } from './translation.ts';

/** Where the functions on ARRAY and OBJECT take a semi-structured value; all others that are named so take it first. */
const places: Readonly<Record<string, readonly number[]>> = {
  ARRAY_CONTAINS: [0, 1],
  ARRAY_POSITION: [0, 1],
  ARRAY_CAT: [0, 1],
  ARRAY_EXCEPT: [0, 1],
  ARRAY_INTERSECTION: [0, 1],
  ARRAYS_OVERLAP: [0, 1],
  OBJECT_CONSTRUCT: [],
  OBJECT_CONSTRUCT_KEEP_NULL: [],
  ARRAY_CONSTRUCT: [],
  ARRAY_CONSTRUCT_COMPACT: [],
  ARRAY_GENERATE_RANGE: [],
};

/**
 * DuckDB would read JSON out of any text; Snowflake refuses what is not semi-structured.
 * @throws SnowflakeFailure 001044
 */
export function requireSemiStructured(name: string, args: readonly Node[], translation: Translation): void {
  if (!/^(?:ARRAYS?|OBJECT)_/.test(name)) return;
  const types = args.map((arg) => translation.typeOf(arg));
  const wrong = (places[name] ?? [0]).some((place) => {
    const type = types[place];
    return type !== undefined && !isSemiStructured(type);
  });
  if (!wrong) return;
  const shown = types.map((type) => (type ? displayType(type) : 'NULL')).join(', ');
  throw new SnowflakeFailure('001044', '42P13', `SQL compilation error:\nInvalid argument types for function '${name}': (${shown})`);
}
