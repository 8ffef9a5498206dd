import { exact, listOf, oneOf, text, whole } from './json-schema.ts';
import type { Schema } from './json-schema.ts';

const codes = [
  'OK', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'QUOTA_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS', 'PERMISSION_DENIED',
  'UNAUTHENTICATED', 'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE',
  'DATA_LOSS', 'FORBIDDEN', 'UNPROCESSABLE_ENTITY', 'PAYMENT_REQUIRED', 'SERVICE_UNAVAILABLE', 'PAYLOAD_TOO_LARGE',
] as const; // prettier-ignore

/** Of the control plane, and from 2026-07 on of records and documents too. */
export const namedError: Schema = exact({
  status: whole(400, 599),
  error: exact({ code: oneOf(...codes), message: text }, { details: {} }),
});

/** Of the vector operations: the numbers of gRPC. */
export const numberedError: Schema = exact({ code: whole(1, 16), message: text }, { details: listOf({}) });
