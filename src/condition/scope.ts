/** What a condition may read. The caller decides where values come from; reading never throws. */
export interface Scope {
  /**
   * Undefined = absent. `['value']` is the value of the check itself. Own properties only: a path comes from a config and
   * must not reach `constructor` or `__proto__`.
   */
  value(path: readonly string[]): unknown;
  /** Undefined name: all operations in scope together. Undefined result: never measured. */
  operation(name: string | undefined): OperationView | undefined;
  /**
   * What the target branch measured; undefined = no baseline yet. `aggregate` is such as `p(95)`, `avg` or `value`, and `of`
   * takes the same aggregate of another measurement; NaN for `value`.
   */
  baseline?(name: string | undefined, aggregate: string, of: (view: OperationView) => number): number | NoBaseline | undefined;
}

/** Why there is no baseline, for people: `no baseline yet: 2 of 3 past runs needed`. */
export interface NoBaseline {
  readonly why: string;
}

/** Measurement of one operation. Times in milliseconds. */
export interface OperationView {
  /** Timed samples; calls that gave an error are not among them. */
  readonly count: number;
  readonly errors: number;
  /** `q` from 0 to 1. */
  quantile(q: number): number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  countAbove(milliseconds: number): number;
  /** When they are all here (`length` is `count`), they are counted instead of the histogram's buckets. */
  readonly samples?: readonly number[];
}

/** Follows a path into plain data, own properties and list positions only; undefined = absent. */
export function valueAt(root: unknown, path: readonly string[]): unknown {
  let current = root;
  for (const segment of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, segment)) return undefined;
    current = (current as Readonly<Record<string, unknown>>)[segment];
  }
  return current;
}
