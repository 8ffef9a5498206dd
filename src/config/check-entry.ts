import type { CheckKind, ComponentSettings } from '../model/component.ts';
import type { ConfigNode, MappingEntry, MappingNode } from './config-node.ts';
import { emptyMapping, findEntry } from './config-node.ts';
import { checkFieldsSchema } from './file-schema.ts';
import type { Problems } from './problems.ts';
import type { Fields } from './read-fields.ts';
import { readFields } from './read-fields.ts';
import { keysAt } from './schema-entries.ts';
import { quoted, showValue } from './show-value.ts';
import { suggest } from './suggest.ts';

export type CheckFields = Fields<(typeof checkFieldsSchema)['entries']>;

/** One item of `checks:`, whatever way it was written. */
export interface CheckEntry {
  readonly kindName: string;
  readonly kind: CheckKind;
  /** Where the kind is named. */
  readonly start: number;
  /** The kind's own options from everywhere they may stand, variables not yet replaced. */
  readonly options: MappingNode;
  readonly fields: CheckFields;
  /** The fields as written, for the positions of conditions and titles. */
  readonly fieldNodes: MappingNode;
}

export function entryOf(kindName: string, kind: CheckKind, start: number): CheckEntry {
  return { kindName, kind, start, options: emptyMapping(start), fields: {}, fieldNodes: emptyMapping(start) };
}

/**
 * Reads `config`, `{ kind: value, ...siblings }` or `{ kind: { ...options } }`. Common fields are taken out of both
 * mappings first; what is left are the kind's options. Undefined when the kind is not known.
 */
export function readCheckEntry(node: ConfigNode, uses: string, door: ComponentSettings, problems: Problems): CheckEntry | undefined {
  const named = nameKind(node, uses, door, problems);
  if (named === undefined) return undefined;
  const { kindName, kind, start } = named;
  if (node.type !== 'mapping') return entryOf(kindName, kind, start);
  const parts = splitEntries(node, named, problems);
  const fieldNodes: MappingNode = { type: 'mapping', start, entries: parts.fields };
  const fields = readFields(checkFieldsSchema, fieldNodes, `the check ${quoted(kindName)}`, problems);
  return { kindName, kind, start, options: { type: 'mapping', start: parts.start, entries: parts.options }, fields, fieldNodes };
}

interface NamedKind {
  readonly kindName: string;
  readonly kind: CheckKind;
  readonly start: number;
  /** Keys that name a second check in the same entry; they were reported. */
  readonly rivals: readonly string[];
}

function nameKind(node: ConfigNode, uses: string, door: ComponentSettings, problems: Problems): NamedKind | undefined {
  const known = Object.keys(door.checks);
  const unknown = (name: string, start: number) => {
    problems.add(start, `unknown check ${quoted(name)} of ${uses}${suggest(name, known)}`);
  };
  if (node.type === 'scalar' && typeof node.value === 'string') {
    const kind = kindOf(node.value, door);
    if (kind === undefined) unknown(node.value, node.start);
    return kind === undefined ? undefined : { kindName: node.value, kind, start: node.start, rivals: [] };
  }
  if (node.type !== 'mapping') {
    const got = node.type === 'list' ? 'a list' : showValue(node.value);
    problems.add(node.start, `expected a check by its name, or { name: options }, got ${got}${suggest('', known)}`);
    return undefined;
  }
  const named = kindInMapping(node, door, problems);
  if (named !== undefined) return named;
  const odd = node.entries.find(({ key }) => !Object.hasOwn(checkFieldsSchema.entries, key));
  if (odd !== undefined) unknown(odd.key, odd.keyStart);
  else problems.add(node.start, `expected the name of a check here${suggest('', known)}`);
  return undefined;
}

/** The first key that names a kind. One of its options may have the name of another kind; else two kinds are a fault. */
function kindInMapping(node: MappingNode, door: ComponentSettings, problems: Problems): NamedKind | undefined {
  const [first, ...others] = node.entries.filter(({ key }) => kindOf(key, door) !== undefined);
  const kind = first === undefined ? undefined : kindOf(first.key, door);
  if (first === undefined || kind === undefined) return undefined;
  const options = keysAt(kind.options, []);
  const rivals = others.filter(({ key }) => !options.includes(key));
  for (const { key, keyStart } of rivals) {
    problems.add(keyStart, `one entry names two checks, ${quoted(first.key)} and ${quoted(key)}; write two list items`);
  }
  return { kindName: first.key, kind, start: first.keyStart, rivals: rivals.map(({ key }) => key) };
}

function kindOf(name: string, door: ComponentSettings): CheckKind | undefined {
  return Object.hasOwn(door.checks, name) ? door.checks[name] : undefined;
}

interface EntryParts {
  readonly start: number;
  readonly options: readonly MappingEntry[];
  readonly fields: readonly MappingEntry[];
}

function splitEntries(node: MappingNode, { kindName, kind, rivals }: NamedKind, problems: Problems): EntryParts {
  const behind = findEntry(node, kindName)?.value ?? emptyMapping(node.start);
  const siblings = node.entries.filter(({ key }) => key !== kindName && !rivals.includes(key));
  const spread = behind.type === 'mapping' && kind.primaryIsMapping !== true;
  const written = [...(spread ? behind.entries : []), ...siblings];
  const isField = ({ key }: MappingEntry) => Object.hasOwn(checkFieldsSchema.entries, key);
  const primary = spread ? [] : primaryEntry(behind, kindName, kind, problems);
  return {
    start: spread ? behind.start : node.start,
    options: withoutTwins([...primary, ...written.filter((entry) => !isField(entry))], problems),
    fields: withoutTwins(written.filter(isField), problems),
  };
}

/** `call: search` is `call: { tool: search }`. */
function primaryEntry(behind: ConfigNode, kindName: string, kind: CheckKind, problems: Problems): readonly MappingEntry[] {
  if (behind.type === 'scalar' && behind.value === null) return [];
  if (kind.primary !== undefined) return [{ key: kind.primary, keyStart: behind.start, value: behind }];
  const got = behind.type === 'scalar' ? showValue(behind.value) : `a ${behind.type}`;
  problems.add(
    behind.start,
    `the check ${quoted(kindName)} takes a mapping of options, got ${got}${suggest('', keysAt(kind.options, []))}`,
  );
  return [];
}

function withoutTwins(entries: readonly MappingEntry[], problems: Problems): readonly MappingEntry[] {
  const seen = new Set<string>();
  return entries.filter(({ key, keyStart }) => {
    if (seen.has(key)) problems.add(keyStart, `${quoted(key)} is given twice, beside the check and inside of it`);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
