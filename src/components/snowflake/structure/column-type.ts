/** A declared or found column after normalisation. */
export interface ColumnType {
  /** As `DESCRIBE TABLE` prints it: `NUMBER(38,0)`, `VARCHAR(16777216)`, `TIMESTAMP_NTZ(9)`. */
  readonly type: string;
  /** Undefined where the declaration says nothing: then it is not compared. */
  readonly nullable: boolean | undefined;
}

interface TypeFamily {
  readonly name: string;
  /** Arguments where none are written. Absent: the type takes none. */
  readonly defaults?: readonly string[];
}

const number: TypeFamily = { name: 'NUMBER', defaults: ['38', '0'] };
const integer: TypeFamily = { name: 'NUMBER(38,0)' };
const text: TypeFamily = { name: 'VARCHAR', defaults: ['16777216'] };
const character: TypeFamily = { name: 'VARCHAR', defaults: ['1'] };
const binary: TypeFamily = { name: 'BINARY', defaults: ['8388608'] };
const float: TypeFamily = { name: 'FLOAT' };
const timestamp = (kind: string): TypeFamily => ({ name: `TIMESTAMP_${kind}`, defaults: ['9'] });

/**
 * Snowflake's synonyms and default arguments, https://docs.snowflake.com/en/sql-reference/intro-summary-data-types.
 * TIMESTAMP alone means TIMESTAMP_NTZ while the account keeps the default of TIMESTAMP_TYPE_MAPPING.
 */
const families = new Map<string, TypeFamily>([
  ...['number', 'decimal', 'dec', 'numeric', 'fixed'].map((name) => [name, number] as const),
  ...['int', 'integer', 'bigint', 'smallint', 'tinyint', 'byteint'].map((name) => [name, integer] as const),
  ...['varchar', 'string', 'text', 'nvarchar', 'nvarchar2', 'char varying', 'nchar varying'].map((name) => [name, text] as const),
  ...['char', 'character', 'nchar'].map((name) => [name, character] as const),
  ...['binary', 'varbinary'].map((name) => [name, binary] as const),
  ...['float', 'float4', 'float8', 'double', 'double precision', 'real'].map((name) => [name, float] as const),
  ...['timestamp', 'datetime', 'timestamp_ntz', 'timestampntz'].map((name) => [name, timestamp('NTZ')] as const),
  ['timestamp without time zone', timestamp('NTZ')],
  ...['timestamp_ltz', 'timestampltz', 'timestamp with local time zone'].map((name) => [name, timestamp('LTZ')] as const),
  ...['timestamp_tz', 'timestamptz', 'timestamp with time zone'].map((name) => [name, timestamp('TZ')] as const),
  ['time', { name: 'TIME', defaults: ['9'] }],
  ['vector', { name: 'VECTOR', defaults: [] }],
  ...['boolean', 'date', 'variant', 'object', 'array', 'map', 'geography', 'geometry'].map(
    (name) => [name, { name: name.toUpperCase() }] as const,
  ),
]);

/**
 * Reads `varchar(32) not null` into what `DESCRIBE TABLE` says of such a column. `not null` and `null` are compared; nothing
 * written means that nullability is not looked at. Throws `SyntaxError`.
 */
export function parseColumnType(declared: string): ColumnType {
  const words = declared.trim().replaceAll(/\s+/g, ' ');
  const lower = words.toLowerCase();
  if (lower.endsWith(' not null')) return { type: normalType(words.slice(0, -' not null'.length)), nullable: false };
  if (lower.endsWith(' null')) return { type: normalType(words.slice(0, -' null'.length)), nullable: true };
  return { type: normalType(words), nullable: undefined };
}

/** One spelling for each type: `string` and `VARCHAR(16777216)` are the same. Throws `SyntaxError` for unknown types. */
export function normalType(type: string): string {
  const match = /^([a-z][a-z0-9_ ]*?)\s*(?:\(([^()]*)\))?$/i.exec(type.trim());
  const family = families.get(match?.[1]?.toLowerCase().replaceAll(/\s+/g, ' ') ?? '');
  if (match === null || family === undefined) throw new SyntaxError(`${JSON.stringify(type)} is not a Snowflake data type.`);
  const written = match[2];
  if (family.defaults === undefined) {
    if (written !== undefined) throw new SyntaxError(`The Snowflake data type ${match[1]} takes no arguments: ${type}.`);
    return family.name;
  }
  return withArguments(family.name, written === undefined ? [] : written.split(','), family.defaults, type);
}

function withArguments(name: string, written: readonly string[], defaults: readonly string[], type: string): string {
  const given = written.map((argument) => argument.trim().toUpperCase());
  if (name === 'VECTOR') {
    if (given.length !== 2) throw new SyntaxError(`A vector type is written vector(float, 256), not ${type}.`);
    return `VECTOR(${given.join(', ')})`;
  }
  if (given.length > defaults.length || given.some((argument) => !/^\d{1,9}$/.test(argument))) {
    throw new SyntaxError(`The arguments of the Snowflake data type ${type} are not understood.`);
  }
  // Cut leading zeros, so that `number(010,0)` and `number(10)` are one type.
  const all = defaults.map((fallback, index) => String(Number(given[index] ?? fallback)));
  return `${name}(${all.join(',')})`;
}
