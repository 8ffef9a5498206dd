/**
 * Plain data as text: objects, arrays, maps, sets and dates that refer to each other in any way, also in circles. What was one
 * object before is one object after. Numbers, texts and booleans stand for themselves; `[3]` is the thing with the number 3.
 */
type Cell = string | number | boolean | null | readonly [] | readonly [number];
type Thing =
  | { readonly object: readonly (readonly [string, Cell])[] }
  | { readonly array: readonly Cell[] }
  | { readonly map: readonly (readonly [Cell, Cell])[] }
  | { readonly set: readonly Cell[] }
  | { readonly date: number };

/** @throws TypeError for what is no plain data, such as a function or an instance of a class */
export function encodeGraph(root: unknown): string {
  const numbers = new Map<object, number>();
  const waiting: object[] = [];
  const cellOf = (value: unknown): Cell => {
    if (value === undefined) return [];
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0)) return value;
    if (typeof value !== 'object') throw new TypeError(`No text for a ${typeof value}.`);
    const known = numbers.get(value);
    if (known !== undefined) return [known];
    numbers.set(value, waiting.length);
    waiting.push(value);
    return [waiting.length - 1];
  };
  const first = cellOf(root);
  const things: string[] = [];
  // The list grows while it is read.
  for (const value of waiting) things.push(JSON.stringify(thingOf(value, cellOf)));
  return `{"root":${JSON.stringify(first)},"things":[\n${things.join(',\n')}\n]}`;
}

function thingOf(value: object, cellOf: (value: unknown) => Cell): Thing {
  if (Array.isArray(value)) return { array: value.map(cellOf) };
  if (value instanceof Map) return { map: [...value].map(([key, item]) => [cellOf(key), cellOf(item)] as const) };
  if (value instanceof Set) return { set: [...value].map(cellOf) };
  if (value instanceof Date) return { date: value.getTime() };
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError(`No text for an instance of ${value.constructor.name}.`);
  return { object: Object.entries(value).map(([name, item]) => [name, cellOf(item)] as const) };
}

/** @throws SyntaxError, TypeError for a text that `encodeGraph` has not made */
export function decodeGraph(text: string): unknown {
  const { root, things } = JSON.parse(text) as { readonly root: Cell; readonly things: readonly Thing[] };
  if (!Array.isArray(things)) throw new TypeError('There is no list of things.');
  const empty = things.map(emptyThing);
  const valueOf = (cell: Cell): unknown => {
    if (!Array.isArray(cell)) return cell;
    const [index] = cell as readonly number[];
    if (index === undefined) return undefined;
    if (empty[index] === undefined) throw new TypeError(`There is no thing with the number ${index}.`);
    return empty[index];
  };
  for (const [index, thing] of things.entries()) fillThing(empty[index], thing, valueOf);
  return valueOf(root);
}

function emptyThing(thing: Thing): object {
  if ('array' in thing) return [];
  if ('map' in thing) return new Map();
  if ('set' in thing) return new Set();
  return 'date' in thing ? new Date(thing.date) : {};
}

function fillThing(target: unknown, thing: Thing, valueOf: (cell: Cell) => unknown): void {
  if ('array' in thing) for (const cell of thing.array) (target as unknown[]).push(valueOf(cell));
  else if ('map' in thing) for (const [key, cell] of thing.map) (target as Map<unknown, unknown>).set(valueOf(key), valueOf(cell));
  else if ('set' in thing) for (const cell of thing.set) (target as Set<unknown>).add(valueOf(cell));
  else if ('object' in thing) {
    for (const [name, cell] of thing.object) {
      // Not an assignment: a name such as __proto__ has to become a property of its own.
      Object.defineProperty(target, name, { value: valueOf(cell), writable: true, enumerable: true, configurable: true });
    }
  }
}
