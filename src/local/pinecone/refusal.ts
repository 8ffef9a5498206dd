/** How the service names its refusals: the status, the word of the control plane and the number (gRPC) of the data plane. */
const codes = {
  invalid: { status: 400, word: 'INVALID_ARGUMENT', number: 3 },
  tooLarge: { status: 400, word: 'OUT_OF_RANGE', number: 11 },
  unauthenticated: { status: 401, word: 'UNAUTHENTICATED', number: 16 },
  forbidden: { status: 403, word: 'FORBIDDEN', number: 7 },
  denied: { status: 403, word: 'PERMISSION_DENIED', number: 7 },
  missing: { status: 404, word: 'NOT_FOUND', number: 5 },
  exists: { status: 409, word: 'ALREADY_EXISTS', number: 6 },
  notReady: { status: 412, word: 'FAILED_PRECONDITION', number: 9 },
  unprocessable: { status: 422, word: 'UNPROCESSABLE_ENTITY', number: 3 },
  broken: { status: 500, word: 'UNKNOWN', number: 2 },
  unsupported: { status: 501, word: 'UNIMPLEMENTED', number: 12 },
  unavailable: { status: 503, word: 'SERVICE_UNAVAILABLE', number: 14 },
} as const;

export type RefusalCode = keyof typeof codes;
export type Plane = 'control' | 'data';
/** How an error is written: with a word for its code, or with the number that gRPC has for it. */
export type ErrorForm = 'word' | 'number';

/** Thrown by everything in this folder that says no; the server writes it in the form of the operation. */
export class PineconeRefusal extends Error {
  override readonly name = 'PineconeRefusal';
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** A value that the service refuses. */
export function invalid(message: string): PineconeRefusal {
  return new PineconeRefusal('invalid', message);
}

/** What the endpoint does not do is refused in words that cannot be taken for the service's. */
export function unsupported(what: string): PineconeRefusal {
  return new PineconeRefusal('unsupported', `The embedded Pinecone endpoint does not support ${what}.`);
}

export function refusalReply(form: ErrorForm, { code, message }: PineconeRefusal): { readonly status: number; readonly body: unknown } {
  // Who is not known is told so in plain text, whatever was asked for.
  if (code === 'unauthenticated') return { status: codes[code].status, body: message };
  // What is half understood is no status of its own where errors are numbers.
  const { status, word, number } = codes[form === 'number' && code === 'unprocessable' ? 'invalid' : code];
  return { status, body: errorBody(form, { status, word, number, message }) };
}

export function errorBody(
  form: ErrorForm,
  { status, word, number, message }: { readonly status: number; readonly word: string; readonly number: number; readonly message: string },
): unknown {
  return form === 'word' ? { error: { code: word, message }, status } : { code: number, message, details: [] };
}
