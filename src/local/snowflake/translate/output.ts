import type { DataType } from '../catalog/data-type.ts';

export interface OutputColumn {
  readonly name: string;
  /** Undefined where only the engine knows it, such as that of a bind. */
  readonly type: DataType | undefined;
}

/** The columns of a query or relation in order; undefined when they cannot be told before it runs. */
export type Output = readonly OutputColumn[] | undefined;

export function outputOf(columns: readonly { readonly name: string; readonly type: DataType }[]): readonly OutputColumn[] {
  return columns.map(({ name, type }) => ({ name, type }));
}

export function untypedOutput(names: readonly string[]): readonly OutputColumn[] {
  return names.map((name) => ({ name, type: undefined }));
}

/** The columns under the names of an alias list, `AS v(a, b)`. */
export function renamedOutput(output: Output, names: readonly string[]): Output {
  if (names.length === 0) return output;
  return names.map((name, index) => ({ name, type: output?.[index]?.type }));
}
