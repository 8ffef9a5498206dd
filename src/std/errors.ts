/** Transport errors: no usable answer came. They alone are retried without being asked. */
export type TransportKind = 'network' | 'timeout' | '429' | '5xx';

export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly kind: TransportKind;
  /** From a Retry-After header, when the other side sent one. */
  readonly retryAfterMilliseconds: number | undefined;

  constructor(kind: TransportKind, message: string, options: { cause?: unknown; retryAfterMilliseconds?: number } = {}) {
    super(message, { cause: options.cause });
    this.kind = kind;
    this.retryAfterMilliseconds = options.retryAfterMilliseconds;
  }
}

/** The other side answered, and the answer is no: wrong password, missing grant, unknown table. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** The vendor's own code, such as `390100` or `404`. */
  readonly code: string;

  constructor(code: string, message: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.code = code;
  }
}

/** It makes no sense to ask here; the message is the reason that people read. */
export class Skip extends Error {
  override readonly name = 'Skip';
}

export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
