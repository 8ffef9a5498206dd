/** What components offer to flows (checks over several components). A component gives those it has. */

export type Row = Readonly<Record<string, unknown>>;

/** Rows of a table by the values of one column. Names are as SQL writes them: `core.calls`, `"My table"`. */
export interface KeyedRows {
  readonly table: string;
  readonly column: string;
  readonly keys: readonly string[];
}

export interface SqlCapability {
  query(sql: string, binds: readonly unknown[], signal: AbortSignal): Promise<readonly Row[]>;
  /** Adds rows in order. Lists and objects are written as semi-structured data. */
  insert(table: string, rows: readonly Row[], signal: AbortSignal): Promise<void>;
  /** Those of the keys that the table has rows of. */
  findRows(rows: KeyedRows, signal: AbortSignal): Promise<readonly string[]>;
  /** Succeeds when there is no such row. */
  removeRows(rows: KeyedRows, signal: AbortSignal): Promise<void>;
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
  /** Those of the ids that there are records of. */
  find(ids: readonly string[], namespace: string | undefined, signal: AbortSignal): Promise<readonly string[]>;
  remove(ids: readonly string[], namespace: string | undefined, signal: AbortSignal): Promise<void>;
}

export interface ToolCapability {
  /** Result content as data: parsed JSON where the tool returned JSON text, else the text. */
  call(tool: string, args: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<unknown>;
}

export interface AgentAnswer {
  readonly text: string;
  /** Structured parts, else the text where it is JSON. */
  readonly json?: unknown;
  /** What the agent says answered, such as the name of a model. */
  readonly answeredBy?: string;
}

export interface AgentCapability {
  ask(question: string, signal: AbortSignal): Promise<AgentAnswer>;
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
  readonly agent?: AgentCapability;
}
