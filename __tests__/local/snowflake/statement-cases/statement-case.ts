/** Cells in column order for each row, or the code of a refusal: Snowflake's own number, or LOCAL-00x for one of ours. */
export type Expected = readonly (readonly unknown[])[] | string;

export interface CaseDetails {
  /** Column types as drivers see them: `fixed(7,6) text`. */
  readonly types?: string;
  readonly binds?: readonly unknown[];
  /** How the answer differs from that of a real account. It is published in docs/snowflake-endpoint.md. */
  readonly differs?: string;
}

export type StatementCase = readonly [sql: string, expected: Expected, details?: CaseDetails];

/** Cases that run in order, in one session of TESTER in SOPHIA.CORE. */
export interface CaseArea {
  readonly area: string;
  readonly cases: readonly StatementCase[];
}
