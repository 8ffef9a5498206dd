import type { ErrorCode, Node, ParsedNode, Scalar, YAMLMap, YAMLSeq } from 'yaml';
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { ConfigNode, MappingEntry, ScalarNode, ScalarStyle, ScalarValue } from './config-node.ts';
import { maxItemsPerList, maxKeysPerMapping, maxNesting, maxSyntaxProblems } from './limits.ts';
import type { Problems } from './problems.ts';
import { scanTokens } from './scan-tokens.ts';
import { quoted } from './show-value.ts';

const styles: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single-quoted',
  QUOTE_DOUBLE: 'double-quoted',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

/** Sentences of the parser that speak to a programmer, in words for the author of a config. */
const parserMessages: Partial<Record<ErrorCode, string>> = {
  MULTIPLE_DOCS: 'expected one document, got a second one (a line "---")',
  TAB_AS_INDENT: 'expected spaces for indentation, got a tab',
  NON_STRING_KEY: 'expected a text as key',
  BLOCK_AS_IMPLICIT_KEY: 'expected one key and value on a line; quote a value that contains ": "',
  BAD_SCALAR_START: 'a value that begins with @ or ` must be quoted',
};

/** The tree of a YAML text, or undefined with at least one problem reported. Duplicate and dangerous keys are problems. */
export function parseTree(text: string, problems: Problems): ConfigNode | undefined {
  scanTokens(text, problems);
  if (problems.count > 0) return undefined;
  // The library's own check for duplicate keys is quadratic; `toMapping` does it in linear time.
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: false, stringKeys: true, merge: false, version: '1.2' });
  for (const fault of [...document.errors, ...document.warnings].slice(0, maxSyntaxProblems)) {
    problems.add(fault.pos[0], parserMessages[fault.code] ?? `this is no YAML: ${lowerFirst(fault.message)}`);
  }
  if (problems.count > 0) return undefined;
  if (document.contents === null || isEmptyScalar(document.contents)) {
    problems.add(0, 'the file is empty; "infra-test init" writes an example');
    return undefined;
  }
  const tree = new TreeBuilder(problems).build(document.contents, 1);
  return problems.count > 0 ? undefined : tree;
}

class TreeBuilder {
  readonly #problems: Problems;

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  build(node: Node, depth: number): ConfigNode {
    const start = node.range?.[0] ?? 0;
    if (isScalar(node)) return this.#scalar(node, start);
    if (depth > maxNesting) {
      this.#problems.add(start, `expected at most ${maxNesting} mappings and lists inside each other`);
      return nothingAt(start);
    }
    if (isMap(node)) return this.#mapping(node, start, depth);
    if (isSeq(node)) return this.#list(node, start, depth);
    this.#problems.add(start, 'expected a value, a list or a mapping');
    return nothingAt(start);
  }

  #scalar(node: Scalar, start: number): ScalarNode {
    const end = node.range?.[1] ?? start;
    const value = scalarValue(node.value);
    if (value === undefined) {
      this.#problems.add(start, `expected a number that fits exactly, got ${quoted(node.source ?? '')}; quote it when it is a text`);
    }
    return { type: 'scalar', start, end, style: styles[node.type ?? ''] ?? 'plain', value: value ?? null };
  }

  #list(node: YAMLSeq, start: number, depth: number): ConfigNode {
    if (node.items.length > maxItemsPerList) {
      this.#problems.add(start, `expected at most ${maxItemsPerList} items in a list, got ${node.items.length}`);
      return nothingAt(start);
    }
    return { type: 'list', start, items: node.items.map((item) => this.build(item as ParsedNode, depth + 1)) };
  }

  #mapping(node: YAMLMap, start: number, depth: number): ConfigNode {
    if (node.items.length > maxKeysPerMapping) {
      this.#problems.add(start, `expected at most ${maxKeysPerMapping} keys in a mapping, got ${node.items.length}`);
      return nothingAt(start);
    }
    const firstStarts = new Map<string, number>();
    const entries: MappingEntry[] = [];
    for (const pair of node.items) {
      const key = isScalar(pair.key) && typeof pair.key.value === 'string' ? pair.key.value : '';
      const keyStart = (pair.key as Node | null)?.range?.[0] ?? start;
      const value = pair.value === null ? nothingAt(keyStart) : this.build(pair.value as ParsedNode, depth + 1);
      if (this.#acceptKey(key, keyStart, firstStarts)) entries.push({ key, keyStart, value });
    }
    return { type: 'mapping', start, entries };
  }

  #acceptKey(key: string, keyStart: number, firstStarts: Map<string, number>): boolean {
    const first = firstStarts.get(key);
    if (first !== undefined) {
      const { line, column } = this.#problems.source.positionAt(first);
      this.#problems.add(keyStart, `the key ${quoted(key)} is given twice; first at line ${line}, column ${column}`);
      return false;
    }
    firstStarts.set(key, keyStart);
    const reason = refusedKey(key);
    if (reason !== undefined) this.#problems.add(keyStart, reason);
    return reason === undefined;
  }
}

/** Names on `Object.prototype` are refused: schema libraries look keys up with `in` and would accept them unseen. */
function refusedKey(key: string): string | undefined {
  if (key === '<<') return 'merge keys (<<) are not supported; write the keys where they are needed';
  if (key === '') return 'expected a key, got nothing';
  return key in Object.prototype ? `the key ${quoted(key)} is not allowed` : undefined;
}

/** Undefined for numbers that are not what was written: infinite, not a number, or integers rounded by 64-bit floats. */
function scalarValue(value: unknown): ScalarValue | undefined {
  if (typeof value === 'number') {
    const rounded = Number.isInteger(value) && !Number.isSafeInteger(value);
    return Number.isFinite(value) && !rounded ? value : undefined;
  }
  return typeof value === 'string' || typeof value === 'boolean' || value === null ? value : undefined;
}

function isEmptyScalar(node: Node): boolean {
  return isScalar(node) && node.value === null && (node.source ?? '') === '';
}

function nothingAt(start: number): ScalarNode {
  return { type: 'scalar', start, end: start, style: 'plain', value: null };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
