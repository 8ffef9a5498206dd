/** What the parent asks of the child process that runs the embedded endpoints; sent as one JSON argument. */
export interface StackRequest {
  /** Component kinds to start, such as `snowflake`. */
  readonly uses: readonly string[];
  readonly seed: number;
  readonly faults: readonly string[];
  /** Port per kind; 0 or absent lets the system choose. */
  readonly ports?: Readonly<Record<string, number>>;
}

/** One endpoint that is ready: the settings that lead a component of that kind to it. */
export interface StackEndpoint {
  readonly uses: string;
  /** Only components whose declared `url` has this host name; absent: every component of the kind. */
  readonly host?: string;
  /** Laid over the declared `with:` of a component. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** For people: what `infra-test up` prints. */
  readonly describe: string;
}

/** Sent once by the child over IPC. */
export type StackReply =
  | { readonly type: 'ready'; readonly endpoints: readonly StackEndpoint[] }
  | { readonly type: 'unavailable'; readonly uses: string; readonly reason: string }
  | { readonly type: 'failed'; readonly reason: string };
