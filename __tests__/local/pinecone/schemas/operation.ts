import type { Fields, Schema } from './json-schema.ts';

/** The published descriptions that are written down here; from 2026-07 on an index is a schema and a deployment. */
export const versions = ['2025-04', '2025-10', '2026-04', '2026-07'] as const;
export type Version = (typeof versions)[number];

/** One operation of one version of the API. */
export interface Operation {
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Such as `/indexes/{name}`; on the data plane below the address of the index. */
  readonly path: string;
  readonly plane: 'control' | 'data';
  /** Parameters of the query string; none when absent. */
  readonly query?: Fields;
  /** Of the body; none when absent. */
  readonly request?: Schema;
  /** The body has one JSON value on each line, and the schema is of the list of them. */
  readonly isLines?: true;
  readonly success: number;
  /** Of the answer; an operation without one answers without a body. */
  readonly answer?: Schema;
  readonly refusal: Schema;
}

export type Area = (version: Version) => readonly Operation[];
