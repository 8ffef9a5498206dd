/** An answer of the service that says no. It travels as HTTP 200 with `success: false`. */
export class SnowflakeFailure extends Error {
  override readonly name = 'SnowflakeFailure';
  /** Six digits, as drivers show them. */
  readonly code: string;
  readonly sqlState: string;

  constructor(code: string, sqlState: string, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
    this.sqlState = sqlState;
  }
}

/**
 * What this endpoint cannot do although a real account can. The text starts with our own code, the number is the one
 * Snowflake uses for an unsupported feature, so that a client never takes it for success and never retries it.
 */
export type LocalCode = 'LOCAL-001' | 'LOCAL-002' | 'LOCAL-003' | 'LOCAL-004' | 'LOCAL-005' | 'LOCAL-006' | 'LOCAL-007';

const meanings: Readonly<Record<LocalCode, string>> = {
  'LOCAL-001': 'statement',
  'LOCAL-002': 'clause or option',
  'LOCAL-003': 'expression or function',
  'LOCAL-004': 'data type',
  'LOCAL-005': 'query',
  'LOCAL-006': 'request',
  'LOCAL-007': 'session setting',
};

export function refused(code: LocalCode, what: string, options: { cause?: unknown } = {}): SnowflakeFailure {
  return new SnowflakeFailure(
    '000002',
    '0A000',
    `${code}: the embedded Snowflake does not support this ${meanings[code]}: ${what}`,
    options,
  );
}

export function syntaxError(line: number, position: number, found: string): SnowflakeFailure {
  return new SnowflakeFailure(
    '001003',
    '42000',
    `SQL compilation error:\nsyntax error line ${line} at position ${position} unexpected '${found}'.`,
  );
}

/** Missing and forbidden look the same, so that nobody learns what exists. A query says 42S02, a DDL statement 02000. */
export function missingObject(kind: string, name: string, statement: 'query' | 'ddl' = 'query'): SnowflakeFailure {
  const state = statement === 'query' ? '42S02' : '02000';
  return new SnowflakeFailure('002003', state, `SQL compilation error:\n${kind} '${name}' does not exist or not authorized.`);
}

/** What a USE, SHOW .. IN or DROP of a missing container answers. */
export function missingOrNotPermitted(): SnowflakeFailure {
  const text = 'SQL compilation error:\nObject does not exist, or operation cannot be performed.';
  return new SnowflakeFailure('002043', '02000', text);
}

export function objectExists(name: string): SnowflakeFailure {
  return new SnowflakeFailure('002002', '42710', `SQL compilation error:\nObject '${name}' already exists.`);
}

export function insufficientPrivileges(kind: string, name: string): SnowflakeFailure {
  const text = `SQL access control error:\nInsufficient privileges to operate on ${kind.toLowerCase()} '${name}'.`;
  return new SnowflakeFailure('003001', '42501', text);
}

export function invalidIdentifier(name: string, place: { line: number; position: number } = { line: 1, position: 0 }): SnowflakeFailure {
  const text = `SQL compilation error: error line ${place.line} at position ${place.position}\ninvalid identifier '${name}'`;
  return new SnowflakeFailure('000904', '42000', text);
}

export function noCurrentDatabase(statement: string): SnowflakeFailure {
  const text = `Cannot perform ${statement}. This session does not have a current database. Call 'USE DATABASE', or use a qualified name.`;
  return new SnowflakeFailure('090105', '22000', text);
}

export function noCurrentSchema(statement: string): SnowflakeFailure {
  const text = `Cannot perform ${statement}. This session does not have a current schema. Call 'USE SCHEMA', or use a qualified name.`;
  return new SnowflakeFailure('090106', '22000', text);
}
