/** A metadata filter of the service's language, as a config writes it. */
export type Filter = Readonly<Record<string, unknown>>;
export type Metadata = Readonly<Record<string, unknown>>;

/**
 * What the filter says of a record, by our own reading of https://docs.pinecone.io/guides/search/filter-by-metadata, so that
 * the service's reading can be compared with it. `undefined` where the documents leave it open: `$ne` and `$nin` on a record
 * without the field, which the service has changed once. Throws `SyntaxError` for operators that do not exist.
 */
export function matchesFilter(filter: Filter, metadata: Metadata): boolean | undefined {
  return all(Object.entries(filter).map(([key, condition]) => matchesClause(key, condition, metadata)));
}

function matchesClause(key: string, condition: unknown, metadata: Metadata): boolean | undefined {
  if (key === '$and') return all(filters(key, condition).map((filter) => matchesFilter(filter, metadata)));
  if (key === '$or') return any(filters(key, condition).map((filter) => matchesFilter(filter, metadata)));
  if (key.startsWith('$')) throw new SyntaxError(`The filter operator ${key} does not stand at this place.`);
  const value = Object.hasOwn(metadata, key) ? metadata[key] : undefined;
  if (!isMapping(condition)) return holds('$eq', value, condition);
  return all(Object.entries(condition).map(([operator, operand]) => holds(operator, value, operand)));
}

type Operator = (value: unknown, operand: unknown) => boolean | undefined;

const operators: Readonly<Record<string, Operator>> = {
  $eq: (value, operand) => equals(value, operand),
  $ne: (value, operand) => (value === undefined ? undefined : !equals(value, operand)),
  $in: (value, operand) => list('$in', operand).some((one) => equals(value, one)),
  $nin: (value, operand) => (value === undefined ? undefined : !list('$nin', operand).some((one) => equals(value, one))),
  $exists: (value, operand) => (value !== undefined) === operand,
  $gt: (value, operand) => compares(value, operand, (left, right) => left > right),
  $gte: (value, operand) => compares(value, operand, (left, right) => left >= right),
  $lt: (value, operand) => compares(value, operand, (left, right) => left < right),
  $lte: (value, operand) => compares(value, operand, (left, right) => left <= right),
};

function holds(operator: string, value: unknown, operand: unknown): boolean | undefined {
  const known = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  if (known === undefined) throw new SyntaxError(`${operator} is not a filter operator: ${Object.keys(operators).join(', ')} are.`);
  return known(value, operand);
}

/** A list of strings equals each of its entries. */
function equals(value: unknown, operand: unknown): boolean {
  return Array.isArray(value) ? value.includes(operand) : value !== undefined && value === operand;
}

function compares(value: unknown, operand: unknown, test: (left: number, right: number) => boolean): boolean {
  return typeof value === 'number' && typeof operand === 'number' && test(value, operand);
}

function filters(operator: string, value: unknown): readonly Filter[] {
  return list(operator, value).map((entry) => {
    if (!isMapping(entry)) throw new SyntaxError(`${operator} takes a list of filters.`);
    return entry;
  });
}

function list(operator: string, value: unknown): readonly unknown[] {
  if (!Array.isArray(value) || value.length === 0) throw new SyntaxError(`${operator} takes a list with at least one entry.`);
  return value;
}

function isMapping(value: unknown): value is Filter {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Kleene's conjunction: false decides, then unknown. */
function all(parts: readonly (boolean | undefined)[]): boolean | undefined {
  if (parts.includes(false)) return false;
  return parts.includes(undefined) ? undefined : true;
}

/** Kleene's disjunction: true decides, then unknown. */
function any(parts: readonly (boolean | undefined)[]): boolean | undefined {
  if (parts.includes(true)) return true;
  return parts.includes(undefined) ? undefined : false;
}
