/** A value of the config that still knows where it was written. Offsets are into the file's text. */
export type ConfigNode = ScalarNode | ListNode | MappingNode;

export type ScalarStyle = 'plain' | 'single-quoted' | 'double-quoted' | 'literal' | 'folded';
export type ScalarValue = string | number | boolean | null;

export interface ScalarNode {
  readonly type: 'scalar';
  readonly start: number;
  readonly end: number;
  readonly style: ScalarStyle;
  readonly value: ScalarValue;
  /** Set when `${...}` was replaced in it. */
  readonly interpolated?: Interpolated;
}

export interface Interpolated {
  /** As written, safe to show. */
  readonly written: string;
  /** The whole text is one variable, so it may stand for a number or a boolean. */
  readonly whole: boolean;
  /**
   * `placeholder`: a variable is missing and the embedded stack does not need it. `faulty`: a reference has a problem of its
   * own. What a schema says about such a text means nothing.
   */
  readonly state: 'value' | 'placeholder' | 'faulty';
}

export interface ListNode {
  readonly type: 'list';
  readonly start: number;
  readonly items: readonly ConfigNode[];
}

export interface MappingEntry {
  readonly key: string;
  readonly keyStart: number;
  readonly value: ConfigNode;
}

export interface MappingNode {
  readonly type: 'mapping';
  readonly start: number;
  readonly entries: readonly MappingEntry[];
}

export type ConfigPath = readonly (string | number)[];

export function emptyMapping(start: number): MappingNode {
  return { type: 'mapping', start, entries: [] };
}

export function findEntry(node: ConfigNode | undefined, key: string): MappingEntry | undefined {
  return node?.type === 'mapping' ? node.entries.find((entry) => entry.key === key) : undefined;
}

/** The plain value. Keys were checked when the tree was made: none of them touches a prototype. */
export function toData(node: ConfigNode): unknown {
  if (node.type === 'mapping') return toRecord(node);
  return node.type === 'list' ? node.items.map((item) => toData(item)) : node.value;
}

function toRecord(node: MappingNode): Record<string, unknown> {
  return Object.fromEntries(node.entries.map(({ key, value }) => [key, toData(value)]));
}

export interface FoundNode {
  /** The node at the path, or the deepest one on the way to it. */
  readonly node: ConfigNode;
  /** Where the entry begins that leads to `node`: its key, or the item itself. */
  readonly keyStart: number;
  /** Part of the path that does not exist. */
  readonly missing: ConfigPath;
}

/** Follows a path as far as the tree goes. */
export function findNode(root: ConfigNode, path: ConfigPath): FoundNode {
  let node = root;
  let keyStart = root.start;
  for (const [index, step] of path.entries()) {
    const next = childOf(node, step);
    if (next === undefined) return { node, keyStart, missing: path.slice(index) };
    node = next.value;
    keyStart = next.keyStart;
  }
  return { node, keyStart, missing: [] };
}

function childOf(node: ConfigNode, step: string | number): { readonly value: ConfigNode; readonly keyStart: number } | undefined {
  if (node.type === 'mapping') return findEntry(node, String(step));
  if (node.type !== 'list') return undefined;
  const item = node.items[Number(step)];
  return item === undefined ? undefined : { value: item, keyStart: item.start };
}
