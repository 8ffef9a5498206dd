import { resolve } from 'node:path';
import { InputError } from '../config/inputs.ts';
import type { PineconeRequest, SnowflakeRequest, StackRequest } from '../model/stack.ts';

const allKinds = ['snowflake', 'pinecone', 'http', 'mcp', 'agent'];
const usualSeed = 7;
const mostSeed = 2 ** 31;

/** What `infra-test up` asks of the embedded stack. Throws `InputError`. */
export function stackRequestOf(kinds: readonly string[], flags: Readonly<Record<string, unknown>>): StackRequest {
  const unknown = kinds.find((kind) => !allKinds.includes(kind));
  if (unknown !== undefined) throw new InputError(`up: "${unknown}" is not one of ${allKinds.join(', ')}`);
  const uses = kinds.length === 0 ? allKinds : kinds;
  const port = wholeNumber('--port', textOf(flags['port']), 65_535);
  const seed = seedOf(textOf(flags['seed']));
  const faults = Array.isArray(flags['fault']) ? flags['fault'].map(String) : [];
  const snowflake = snowflakeOf(seed.sqlFile, flags);
  requireOwner(uses, snowflake);
  return {
    uses,
    seed: seed.number,
    faults,
    ...(port && { ports: { [uses[0] as string]: port } }),
    ...(uses.includes('snowflake') && { snowflake }),
    ...(uses.includes('pinecone') && { pinecone: pineconeOf(snowflake) }),
  };
}

/** A number makes the generated data, a file takes its place. */
function seedOf(value: string | undefined): { readonly number: number; readonly sqlFile?: string } {
  if (value?.toLowerCase().endsWith('.sql')) return { number: usualSeed, sqlFile: resolve(value) };
  if (value !== undefined && !/^\d+$/.test(value))
    throw new InputError(`--seed: expected a whole number or a file that ends in .sql, got "${value}"`);
  return { number: wholeNumber('--seed', value, mostSeed) ?? usualSeed };
}

function snowflakeOf(sqlFile: string | undefined, flags: Readonly<Record<string, unknown>>): SnowflakeRequest {
  const data = textOf(flags['data']);
  return {
    ...(sqlFile !== undefined && { sqlFile }),
    ...(data !== undefined && { dataDirectory: resolve(data) }),
    ...(flags['admin'] === true && { admin: true }),
  };
}

function pineconeOf({ dataDirectory, admin }: SnowflakeRequest): PineconeRequest {
  return { ...(dataDirectory !== undefined && { dataDirectory }), ...(admin === true && { admin }) };
}

/** A folder belongs to one kind; faults of both can be set. */
function requireOwner(uses: readonly string[], { sqlFile, dataDirectory, admin }: SnowflakeRequest): void {
  const [snowflake, pinecone] = [uses.includes('snowflake'), uses.includes('pinecone')];
  if (sqlFile !== undefined && !snowflake) throw new InputError('--seed with a file is for snowflake, which is not started');
  if (dataDirectory !== undefined && snowflake && pinecone) {
    throw new InputError('--data keeps one kind in a folder: start snowflake or pinecone without the other');
  }
  const flag = dataDirectory !== undefined ? '--data' : admin === true ? '--admin' : undefined;
  if (flag !== undefined && !snowflake && !pinecone) {
    throw new InputError(`${flag} is for snowflake and pinecone, and neither is started`);
  }
}

function textOf(flag: unknown): string | undefined {
  return typeof flag === 'string' ? flag : undefined;
}

function wholeNumber(name: string, value: string | undefined, most: number): number | undefined {
  if (value === undefined) return undefined;
  const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
  if (number <= most) return number;
  throw new InputError(`${name}: expected a whole number up to ${most}, got "${value}"`);
}
