import { errorMessage, Refusal, TransportError } from '../../../std/errors.ts';

/** What snowflake-sdk puts on its errors. Read by shape: the classes are not exported, `name` tells the kind. */
interface DriverError {
  readonly name: string;
  readonly message: string;
  readonly code?: unknown;
  readonly sqlState?: unknown;
  readonly data?: { readonly queryId?: unknown } | null;
  readonly response?: { readonly statusCode?: unknown } | null;
  readonly cause?: unknown;
}

/** Snowflake answered no. `code` has six digits. */
export class SnowflakeRefusal extends Refusal {
  readonly sqlState: string | undefined;
  readonly queryId: string | undefined;
  /** Of the statement, as `showStatement` makes it; undefined for a login. */
  readonly statementHash: string | undefined;

  constructor(
    code: string,
    message: string,
    details: { readonly sqlState: string | undefined; readonly queryId: string | undefined; readonly statementHash: string | undefined },
    options: { cause?: unknown } = {},
  ) {
    super(code, message, options);
    this.sqlState = details.sqlState;
    this.queryId = details.queryId;
    this.statementHash = details.statementHash;
  }
}

/**
 * An error of the driver in our two kinds: `SnowflakeRefusal` with the six-digit code where Snowflake answered, `TransportError`
 * where no usable answer came. `doing` completes the sentence "..., while <doing>".
 */
export function normalError(error: unknown, doing: string, statementHash?: string): Refusal | TransportError {
  if (error instanceof Refusal || error instanceof TransportError) return error;
  if (!isDriverError(error)) return new TransportError('network', `${errorMessage(error)}, while ${doing}`, { cause: error });
  switch (error.name) {
    case 'OperationFailedError':
      return refusal(error, doing, statementHash);
    case 'RequestFailedError':
      return requestFailure(error, doing);
    case 'MissingParameterError':
    case 'InvalidParameterError':
      return refusal(error, doing, statementHash);
    default:
      return new TransportError(isTimeout(error) ? 'timeout' : 'network', `${transportMessage(error)}, while ${doing}`, { cause: error });
  }
}

/** Six digits: the wire and the driver drop leading zeros now and then, `2003` is `002003`. */
export function normalCode(code: unknown): string {
  return typeof code === 'string' || typeof code === 'number' ? String(code).padStart(6, '0') : 'unknown';
}

function refusal(error: DriverError, doing: string, statementHash: string | undefined): SnowflakeRefusal {
  const sqlState = textOrUndefined(error.sqlState);
  const queryId = textOrUndefined(error.data?.queryId);
  const known = [...(sqlState === undefined ? [] : [`SQLSTATE ${sqlState}`]), ...(queryId === undefined ? [] : [`query ${queryId}`])];
  const suffix = known.length === 0 ? '' : ` (${known.join(', ')})`;
  const message = `${oneLine(error.message)}${suffix}, while ${doing}`;
  return new SnowflakeRefusal(normalCode(error.code), message, { sqlState, queryId, statementHash }, { cause: error });
}

function textOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function requestFailure(error: DriverError, doing: string): Refusal | TransportError {
  const status = Number(error.response?.statusCode);
  const message = `the endpoint answered HTTP ${Number.isNaN(status) ? 'without a status' : status}, while ${doing}`;
  if (status === 429) return new TransportError('429', message, { cause: error });
  if (status >= 500 || Number.isNaN(status)) return new TransportError('5xx', message, { cause: error });
  return new Refusal(String(status), message, { cause: error });
}

function transportMessage(error: DriverError): string {
  const cause = error.cause;
  const causeMessage = cause instanceof Error && cause.message !== '' ? cause.message : undefined;
  return oneLine(causeMessage ?? error.message);
}

function isTimeout(error: DriverError): boolean {
  const code = (error.cause as { readonly code?: unknown } | undefined)?.code;
  return code === 'ECONNABORTED' || code === 'ETIMEDOUT';
}

function isDriverError(error: unknown): error is DriverError {
  return error instanceof Error && 'code' in error;
}

function oneLine(message: string): string {
  return message.replaceAll(/\s+/g, ' ').trim();
}
