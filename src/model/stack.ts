/** What the parent asks of the child process that runs the embedded endpoints; sent as one JSON argument. */
export interface StackRequest {
  /** Component kinds to start, such as `snowflake`. */
  readonly uses: readonly string[];
  readonly seed: number;
  readonly faults: readonly string[];
  /** Port per kind; 0 or absent lets the system choose. */
  readonly ports?: Readonly<Record<string, number>>;
  readonly snowflake?: SnowflakeRequest;
  readonly pinecone?: PineconeRequest;
}

/** What only the embedded Pinecone knows, for those who use it on its own. */
export interface PineconeRequest {
  /** Folder that keeps what is written; absolute. */
  readonly dataDirectory?: string;
  /** Whether faults and knobs can be set and keys be issued over HTTP. */
  readonly admin?: boolean;
}

/** What only the embedded Snowflake knows, for those who use it on its own. Paths are absolute. */
export interface SnowflakeRequest {
  /** Runs in a new account instead of the generated data. */
  readonly sqlFile?: string;
  /** Folder that keeps the account. */
  readonly dataDirectory?: string;
  /** Whether faults can be set over HTTP. */
  readonly admin?: boolean;
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
  /** For those who use the endpoint on its own. */
  readonly access?: EndpointAccess;
}

/** What a component is never given: the rights of an administrator, more keys, and the way to make the endpoint fail. */
export interface EndpointAccess {
  /** Of Snowflake. */
  readonly administrator?: { readonly username: string; readonly password: string };
  /** Of Pinecone. */
  readonly keys?: readonly { readonly role: string; readonly project?: string; readonly apiKey: string }[];
  /** Of MCP: gets access tokens by the grant client_credentials. */
  readonly oauthClient?: { readonly id: string; readonly secret: string; readonly tokenUrl: string };
  /** Of faults and clock or knobs, with the token for it. */
  readonly admin?: { readonly url: string; readonly token: string };
  /** Whether the account or project came back from its folder. */
  readonly kept: boolean;
  /** What did not come back. */
  readonly lost: readonly string[];
}

/** How long one kind of endpoint took to start, for the waterfall of a run. */
export interface KindStart {
  readonly uses: string;
  /** From the start of this kind until all were ready: the clocks of two processes need not agree. */
  readonly beforeReadyMilliseconds: number;
  readonly durationMilliseconds: number;
}

/** Sent once by the child over IPC. */
export type StackReply =
  | { readonly type: 'ready'; readonly endpoints: readonly StackEndpoint[]; readonly starts: readonly KindStart[] }
  | { readonly type: 'unavailable'; readonly uses: string; readonly reason: string }
  /** `isInput`: because of a file, folder or name that the request has. */
  | { readonly type: 'failed'; readonly reason: string; readonly isInput: boolean };
