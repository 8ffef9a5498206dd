/** How the service names its refusals: the status, the word of the control plane and the number (gRPC) of the data plane. */
const codes = {
  invalid: { status: 400, word: 'INVALID_ARGUMENT', number: 3 },
  tooLarge: { status: 400, word: 'OUT_OF_RANGE', number: 11 },
  unauthenticated: { status: 401, word: 'UNAUTHENTICATED', number: 16 },
  forbidden: { status: 403, word: 'FORBIDDEN', number: 7 },
  missing: { status: 404, word: 'NOT_FOUND', number: 5 },
  exists: { status: 409, word: 'ALREADY_EXISTS', number: 6 },
  notReady: { status: 412, word: 'FAILED_PRECONDITION', number: 9 },
  broken: { status: 500, word: 'UNKNOWN', number: 2 },
  unsupported: { status: 501, word: 'UNIMPLEMENTED', number: 12 },
  unavailable: { status: 503, word: 'SERVICE_UNAVAILABLE', number: 14 },
} as const;

export type RefusalCode = keyof typeof codes;
export type Plane = 'control' | 'data';

/** Thrown by everything in this folder that says no; the server turns it into the envelope of the plane. */
export class PineconeRefusal extends Error {
  override readonly name = 'PineconeRefusal';
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** What the endpoint does not do (yet) is refused in words that cannot be taken for the service's. */
export function unsupported(what: string): PineconeRefusal {
  return new PineconeRefusal('unsupported', `The embedded Pinecone endpoint does not support ${what}.`);
}

export function refusalReply(plane: Plane, refusal: PineconeRefusal): { readonly status: number; readonly body: unknown } {
  const { status, word, number } = codes[refusal.code];
  const control = { error: { code: word, message: refusal.message }, status };
  const data = { code: number, message: refusal.message, details: [] };
  return { status, body: plane === 'control' ? control : data };
}
