import { errorMessage, Refusal, TransportError } from '../../std/errors.ts';

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

/**
 * An error of the driver in our two kinds: `Refusal` with the six-digit code where Snowflake answered, `TransportError` where
 * no usable answer came. `doing` completes the sentence "..., while <doing>".
 */
export function normalError(error: unknown, doing: string): Refusal | TransportError {
  if (error instanceof Refusal || error instanceof TransportError) return error;
  if (!isDriverError(error)) return new TransportError('network', `${errorMessage(error)}, while ${doing}`, { cause: error });
  switch (error.name) {
    case 'OperationFailedError':
      return refusal(error, doing);
    case 'RequestFailedError':
      return requestFailure(error, doing);
    case 'MissingParameterError':
    case 'InvalidParameterError':
      return refusal(error, doing);
    default:
      return new TransportError(isTimeout(error) ? 'timeout' : 'network', `${transportMessage(error)}, while ${doing}`, { cause: error });
  }
}

/** Six digits: the wire and the driver drop leading zeros now and then, `2003` is `002003`. */
export function normalCode(code: unknown): string {
  return typeof code === 'string' || typeof code === 'number' ? String(code).padStart(6, '0') : 'unknown';
}

function refusal(error: DriverError, doing: string): Refusal {
  const details = [
    typeof error.sqlState === 'string' && error.sqlState !== '' ? `SQLSTATE ${error.sqlState}` : '',
    typeof error.data?.queryId === 'string' && error.data.queryId !== '' ? `query ${error.data.queryId}` : '',
  ].filter((detail) => detail !== '');
  const suffix = details.length === 0 ? '' : ` (${details.join(', ')})`;
  return new Refusal(normalCode(error.code), `${oneLine(error.message)}${suffix}, while ${doing}`, { cause: error });
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
