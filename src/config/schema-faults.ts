import type { BaseIssue, GenericSchema } from 'valibot';
import type { ConfigPath } from './config-node.ts';
import { keysAt } from './schema-entries.ts';
import { quoted } from './show-value.ts';
import { suggest } from './suggest.ts';

/** One thing that a schema says about a value, in words for people. */
export interface SchemaFault {
  readonly path: ConfigPath;
  /** What to point at: the key itself, the mapping that lacks a key, or the value. */
  readonly about: 'unknown-key' | 'missing-key' | 'value';
  readonly message: string;
  /** Types that the schema wanted, such as `number`. */
  readonly expected: readonly string[];
}

type Issue = BaseIssue<unknown>;
/** How a value is shown; it decides what must not be shown. */
export type ShowValue = (value: unknown, path: ConfigPath) => string;

const typeWords: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  boolean: 'true or false',
  Array: 'a list',
  Object: 'a mapping',
  null: 'nothing',
  undefined: 'nothing',
};

const validationWords: Readonly<Record<string, (requirement: unknown, input: unknown) => string>> = {
  integer: () => 'a whole number',
  safe_integer: () => 'a whole number',
  min_value: (limit) => `at least ${String(limit)}`,
  max_value: (limit) => `at most ${String(limit)}`,
  gt_value: (limit) => `more than ${String(limit)}`,
  lt_value: (limit) => `less than ${String(limit)}`,
  min_length: (limit, input) => `at least ${String(limit)} ${countedUnit(input)}`,
  max_length: (limit, input) => `at most ${String(limit)} ${countedUnit(input)}`,
  length: (limit, input) => `exactly ${String(limit)} ${countedUnit(input)}`,
  non_empty: () => 'something that is not empty',
  url: () => 'a URL such as https://example.com',
  regex: (pattern) => `a text like ${String(pattern)}`,
};

/** The faults behind valibot's issues. A schema stops at the first unknown key of a mapping; all of them are listed here. */
export function schemaFaults(schema: GenericSchema, issues: readonly Issue[], show: ShowValue): readonly SchemaFault[] {
  return issues.flatMap((issue) => leafIssues(issue, [])).flatMap(({ issue, path }) => faultsOf(schema, issue, path, show));
}

interface PlacedIssue {
  readonly issue: Issue;
  readonly path: ConfigPath;
}

/** Of a union only what fits the kind of value that was written: the reader meant that alternative. */
function leafIssues(issue: Issue, above: ConfigPath): readonly PlacedIssue[] {
  const path = [...above, ...pathOf(issue)];
  const inner = issue.type === 'union' ? (issue.issues ?? []) : [];
  const meant = inner.filter((part) => (part.path?.length ?? 0) > 0 || part.kind !== 'schema');
  if (meant.length === 0) return [{ issue, path }];
  return meant.flatMap((part) => leafIssues(part, path));
}

function pathOf(issue: Issue): ConfigPath {
  return (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
}

function faultsOf(schema: GenericSchema, issue: Issue, path: ConfigPath, show: ShowValue): readonly SchemaFault[] {
  const isKeyIssue = issue.kind === 'schema' && issue.message.startsWith('Invalid key:');
  if (isKeyIssue && issue.expected === 'never') return unknownKeys(schema, issue, path);
  if (isKeyIssue && issue.received === 'undefined') return [missingKey(path)];
  const expected = alternativesOf(issue.expected);
  return [{ path, about: 'value', message: valueMessage(issue, path, show), expected }];
}

function unknownKeys(schema: GenericSchema, issue: Issue, path: ConfigPath): readonly SchemaFault[] {
  const parent = path.slice(0, -1);
  const known = keysAt(schema, parent);
  const reported = String(path.at(-1));
  const holder = issue.path?.at(-1)?.input;
  const written = typeof holder === 'object' && holder !== null ? Object.keys(holder) : [];
  const unknown = new Set([...written.filter((key) => !known.includes(key)), reported]);
  const rest = known.filter((key) => key !== reported);
  return [...unknown].map((key) => ({ path: [...parent, key], about: 'unknown-key', message: unknownKeyMessage(key, rest), expected: [] }));
}

export function unknownKeyMessage(key: string, known: readonly string[]): string {
  return `unknown key ${quoted(key)}${suggest(key, known)}`;
}

export function missingKeyMessage(key: string): string {
  return `the key ${quoted(key)} is missing`;
}

function missingKey(path: ConfigPath): SchemaFault {
  return { path, about: 'missing-key', message: missingKeyMessage(String(path.at(-1))), expected: [] };
}

function valueMessage(issue: Issue, path: ConfigPath, show: ShowValue): string {
  // Messages of the library begin with this word; all others were written for people by a schema's author.
  if (!issue.message.startsWith('Invalid ')) return issue.message;
  const words = Object.hasOwn(validationWords, issue.type) ? validationWords[issue.type]?.(issue.requirement, issue.input) : undefined;
  const expected = alternativesOf(issue.expected);
  const wanted = words ?? (expected.length === 0 ? issue.type.replaceAll('_', ' ') : listWords(expected));
  const literals = expected.filter((text) => text.startsWith('"')).map((text) => text.slice(1, -1));
  const hint = typeof issue.input === 'string' && literals.length > 1 ? nearHint(issue.input, literals) : '';
  return `expected ${wanted}, got ${show(issue.input, path)}${hint}`;
}

function nearHint(word: string, literals: readonly string[]): string {
  const hint = suggest(word, literals);
  return hint.includes('did you mean') ? hint : '';
}

/** `(("a" | "b") | 1)` -> `"a"`, `"b"`, `1`. A number that may also be written as a text is listed once. */
function alternativesOf(expected: string | null): readonly string[] {
  const names = expected === null ? [] : expected.replaceAll(/[()]/g, '').split(' | ');
  return names.filter((name) => !names.includes(`"${name}"`));
}

function listWords(expected: readonly string[]): string {
  const words = [...new Set(expected.map((text) => (Object.hasOwn(typeWords, text) ? (typeWords[text] ?? text) : text)))];
  return words.length === 1 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}

function countedUnit(input: unknown): string {
  return typeof input === 'string' ? 'characters' : 'items';
}
