import { isRoleGrant } from './grant.ts';
import type { Grant } from './grant.ts';
import { parseName, printName } from '../structure/identifier.ts';
import type { SnowflakeSettings } from '../settings-schema.ts';

type Defaults = Pick<SnowflakeSettings, 'database' | 'schema'>;

/** `SELECT on CORE.*` or `OPERATE on WAREHOUSE TEST_XS`, read. */
export interface GrantPattern {
  /** As declared. */
  readonly text: string;
  /** `*` for any. */
  readonly privilege: string;
  /** `TABLE`; `RELATION` where none is written: tables and views of every sort; `*` for any. */
  readonly kind: string;
  /** Exact parts of the object, or of what contains it when `every` is set. */
  readonly name: readonly string[];
  /** All objects inside of `name`; with an empty name, all there are. */
  readonly every: boolean;
}

const relations = ['TABLE', 'VIEW', 'MATERIALIZED VIEW', 'EXTERNAL TABLE', 'DYNAMIC TABLE', 'ICEBERG TABLE', 'EVENT TABLE', 'HYBRID TABLE'];
const ofAccount = [
  'DATABASE', 'WAREHOUSE', 'RESOURCE MONITOR', 'INTEGRATION', 'USER', 'ROLE', 'NETWORK POLICY', 'SESSION POLICY', 'PASSWORD POLICY', 'SHARE',
  'FAILOVER GROUP', 'REPLICATION GROUP', 'COMPUTE POOL', 'APPLICATION',
] as const; // prettier-ignore
const ofDatabase = ['SCHEMA', 'DATABASE ROLE'] as const;
const ofSchema = [
  ...relations, 'STAGE', 'FILE FORMAT', 'SEQUENCE', 'STREAM', 'TASK', 'PIPE', 'FUNCTION', 'PROCEDURE', 'MASKING POLICY', 'ROW ACCESS POLICY',
  'NETWORK RULE', 'SECRET', 'TAG', 'ALERT',
] as const; // prettier-ignore
/** Names of two words come first, so that DATABASE alone never matches DATABASE ROLE. */
const kinds = [...ofAccount, ...ofDatabase, ...ofSchema].toSorted((left, right) => right.split(' ').length - left.split(' ').length);

/** Reads a declared privilege. Throws `Error` with a sentence. */
export function parseGrantPattern(text: string, defaults: Defaults): GrantPattern {
  const match = /^\s*(\*|[a-z]+(?:\s+[a-z]+)*?)\s+on\s+(\S.*?)\s*$/i.exec(text);
  const privilege = match?.[1]?.toUpperCase().replaceAll(/\s+/g, ' ');
  const object = match?.[2];
  if (privilege === undefined || object === undefined) throw unreadable(text, 'write PRIVILEGE on KIND NAME, such as USAGE on SCHEMA CORE');
  if (privilege === 'ALL' || privilege === 'ALL PRIVILEGES')
    throw unreadable(text, 'SHOW GRANTS lists privileges one by one, so write them so');
  if (object.toUpperCase() === 'ACCOUNT') return { text, privilege, kind: 'ACCOUNT', name: [], every: true };
  if (object === '*') return { text, privilege, kind: '*', name: [], every: true };
  const folded = object.toUpperCase().replaceAll(/\s+/g, ' ');
  const kind = kinds.find((known) => folded.startsWith(`${known} `)) ?? 'RELATION';
  const name = kind === 'RELATION' ? object : object.replace(new RegExp(`^${kind.replaceAll(' ', String.raw`\s+`)}\\s+`, 'i'), '');
  if (name === '*') return { text, privilege, kind, name: [], every: true };
  if (name.endsWith('.*')) return { text, privilege, kind, name: containerName(text, kind, name.slice(0, -2), defaults), every: true };
  return { text, privilege, kind, name: fullName(text, parseName(name), partsOf(kind), defaults), every: false };
}

/** True when a grant is what the pattern says. OWNERSHIP of an object contains every privilege on it. */
export function matchesGrant(pattern: GrantPattern, grant: Grant): boolean {
  if (isRoleGrant(grant) && pattern.kind !== grant.kind) return false;
  const privilege = pattern.privilege === '*' || pattern.privilege === grant.privilege || grant.privilege === 'OWNERSHIP';
  return privilege && matchesKind(pattern.kind, grant.kind) && matchesName(pattern, grant.name);
}

function matchesKind(declared: string, found: string): boolean {
  return declared === '*' || declared === found || (declared === 'RELATION' && relations.includes(found));
}

function matchesName({ kind, name, every }: GrantPattern, found: readonly string[]): boolean {
  if (kind === 'ACCOUNT') return true;
  const isInside = name.every((part, index) => part === found[index]);
  return isInside && (every || found.length === name.length);
}

function partsOf(kind: string): number {
  if ((ofAccount as readonly string[]).includes(kind)) return 1;
  return (ofDatabase as readonly string[]).includes(kind) ? 2 : 3;
}

/** `CORE.*` is everything in a schema; of a kind that databases contain, `SOPHIA.*` is everything in a database. */
function containerName(text: string, kind: string, container: string, defaults: Defaults): readonly string[] {
  const parts = parseName(container);
  if (partsOf(kind) === 1) throw unreadable(text, `a ${kind} is inside of nothing`);
  return fullName(text, parts, partsOf(kind) - 1, defaults);
}

function fullName(text: string, parts: readonly string[], wanted: number, defaults: Defaults): readonly string[] {
  if (parts.length > wanted) throw unreadable(text, `${printName(parts)} has more than ${wanted} parts`);
  const missing = wanted - parts.length;
  // From the outside in: of `CALLS` the database and the schema are missing, of `CORE.CALLS` the database.
  const outer = [defaults.database, defaults.schema].slice(0, wanted === 1 ? 0 : wanted - 1).slice(0, missing);
  return [...outer.map((setting) => defaultPart(text, setting)), ...parts];
}

function defaultPart(text: string, setting: string | undefined): string {
  const [part] = setting === undefined ? [] : parseName(setting);
  if (part === undefined) throw unreadable(text, 'the name does not say its database or schema, and `with` does not either');
  return part;
}

function unreadable(text: string, reason: string): Error {
  return new Error(`${JSON.stringify(text)} is not understood: ${reason}.`);
}
