import { Refusal, TransportError, errorMessage } from '../std/errors.ts';
import { ForbiddenAddress } from './guarded-agent.ts';

/** Verification errors of OpenSSL as Node names them: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const certificateErrors = new Set([
  'CERT_CHAIN_TOO_LONG',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'CERT_REJECTED',
  'CERT_REVOKED',
  'CERT_SIGNATURE_FAILURE',
  'CERT_UNTRUSTED',
  'CRL_HAS_EXPIRED',
  'CRL_NOT_YET_VALID',
  'CRL_SIGNATURE_FAILURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_FORMAT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'ERROR_IN_CERT_NOT_AFTER_FIELD',
  'ERROR_IN_CERT_NOT_BEFORE_FIELD',
  'HOSTNAME_MISMATCH',
  'INVALID_CA',
  'INVALID_PURPOSE',
  'PATH_LENGTH_EXCEEDED',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
  'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
  'UNABLE_TO_GET_CRL',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

const sentences: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there (connection refused)',
  ECONNRESET: 'the connection was reset',
  EPIPE: 'the connection was closed while sending',
  EHOSTUNREACH: 'the host is unreachable',
  ENETUNREACH: 'the network is unreachable',
  ENOTFOUND: 'the name does not exist (DNS)',
  EAI_AGAIN: 'the name server gave no answer (DNS)',
  ERR_SSL_WRONG_VERSION_NUMBER: 'what answers there does not speak TLS',
};

/**
 * What an error of a socket or request means: `Refusal` for a certificate that is not trusted (the other side answered, wrongly),
 * `TransportError` for anything without an answer. `stage` is what was going on, such as `connecting`.
 */
export function networkError(error: unknown, where: string, stage: string, isAborted: boolean): Error {
  if (error instanceof ForbiddenAddress || error instanceof Refusal || error instanceof TransportError) return error;
  if (isAborted) return new TransportError('timeout', `${where} gave no answer in time: still ${stage}`, { cause: error });
  const code = errorCode(error);
  if (certificateErrors.has(code)) {
    return new Refusal(code, `the certificate of ${where} is not trusted: ${errorMessage(error)}`, { cause: error });
  }
  const kind = code === 'ETIMEDOUT' ? 'timeout' : 'network';
  return new TransportError(kind, `${where}, ${stage}: ${sentences[code] ?? describe(error, code)}`, { cause: error });
}

/** The code of an error, or of the first inner one: connecting to several addresses fails with an `AggregateError`. */
function errorCode(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error instanceof AggregateError ? errorCode(error.errors[0]) : '';
}

function describe(error: unknown, code: string): string {
  const message = errorMessage(error).trim().split('\n')[0] ?? '';
  return code === '' || message.includes(code) ? message : `${message} (${code})`;
}
