/** What components offer to flows (checks over several components). A component gives those it has. */

export type Row = Readonly<Record<string, unknown>>;

export interface SqlCapability {
  query(sql: string, binds: readonly unknown[], signal: AbortSignal): Promise<readonly Row[]>;
}

export interface VectorRecord {
  readonly id: string;
  readonly values: readonly number[];
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export interface VectorMatch {
  readonly id: string;
  readonly score: number;
  readonly metadata?: Readonly<Record<string, unknown>>;
}

export interface VectorQuery {
  readonly vector?: readonly number[];
  readonly id?: string;
  readonly topK: number;
  readonly filter?: Readonly<Record<string, unknown>>;
  readonly namespace?: string;
}

export interface VectorCapability {
  upsert(records: readonly VectorRecord[], namespace: string | undefined, signal: AbortSignal): Promise<void>;
  query(query: VectorQuery, signal: AbortSignal): Promise<readonly VectorMatch[]>;
  remove(ids: readonly string[], namespace: string | undefined, signal: AbortSignal): Promise<void>;
}

export interface ToolCapability {
  /** Result content as data: parsed JSON where the tool returned JSON text, else the text. */
  call(tool: string, args: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<unknown>;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed when it is JSON, else text. */
  readonly body: unknown;
}

export interface HttpCapability {
  request(method: string, path: string, body: unknown, signal: AbortSignal): Promise<HttpAnswer>;
}

export interface Capabilities {
  readonly sql?: SqlCapability;
  readonly vector?: VectorCapability;
  readonly tool?: ToolCapability;
  readonly http?: HttpCapability;
}
