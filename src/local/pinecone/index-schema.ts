import type { Metric } from './search.ts';

export type VectorType = 'dense' | 'sparse';

/** Integrated embedding: the endpoint makes the vectors of an index from a text field. */
export interface IndexEmbed {
  readonly model: string;
  /** From the model's input to the field of the record: `{ text: 'chunk_text' }`. */
  readonly fieldMap: Readonly<Record<string, string>>;
  readonly readParameters?: Readonly<Record<string, unknown>>;
  readonly writeParameters?: Readonly<Record<string, unknown>>;
}

/** A field of a document index, as its schema declares it; metadata is not declared. */
export interface SchemaField {
  readonly type: 'dense_vector' | 'sparse_vector' | 'string';
  readonly description?: string;
  /** Of `dense_vector`. */
  readonly dimension?: number;
  readonly metric?: Metric;
  /** Of `string`: it is searched by words. */
  readonly fullTextSearch?: { readonly stemming: boolean; readonly stopWords: boolean; readonly language: string };
}
