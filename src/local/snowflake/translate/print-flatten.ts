import { refused } from '../failure.ts';
import { quoteText } from '../sql/names.ts';
import { jsonPath } from './json-path.ts';
import { fieldsOf, kindOf, literalText } from './node.ts';
import type { Node } from './node.ts';
import { fixed } from './numeric-type.ts';
import type { OutputColumn } from './output.ts';
import type { Translation } from './translation.ts';

export const flattenColumns: readonly OutputColumn[] = [
  { name: 'SEQ', type: fixed(38, 0) },
  { name: 'KEY', type: { kind: 'text', length: 16_777_216 } },
  { name: 'PATH', type: { kind: 'text', length: 16_777_216 } },
  { name: 'INDEX', type: fixed(38, 0) },
  { name: 'VALUE', type: { kind: 'variant' } },
  { name: 'THIS', type: { kind: 'variant' } },
];

export const splitColumns: readonly OutputColumn[] = [
  { name: 'SEQ', type: fixed(38, 0) },
  { name: 'INDEX', type: fixed(38, 0) },
  { name: 'VALUE', type: { kind: 'text', length: 16_777_216 } },
];

function flag(node: Node | undefined, name: string): boolean {
  if (!node) return false;
  if (kindOf(node) !== 'boolean') throw refused('LOCAL-003', `FLATTEN with a ${name} that is not a literal`);
  return fieldsOf(node)['value'] === true;
}

const modes: Readonly<Record<string, string>> = { BOTH: `'ARRAY', 'OBJECT'`, ARRAY: `'ARRAY'`, OBJECT: `'OBJECT'` };

/** FLATTEN(INPUT, PATH, OUTER, RECURSIVE, MODE) */
export function printFlatten(args: ReadonlyMap<string, Node>, translation: Translation): string {
  const { INPUT: input, PATH: path, OUTER: outer, RECURSIVE: recursive, MODE: mode, ...others } = Object.fromEntries(args);
  const pathText = path && literalText(path);
  const kinds = modes[(mode ? (literalText(mode) ?? '') : 'BOTH').toUpperCase()];
  const unknown = Object.keys(others);
  if (!input || unknown.length > 0) throw refused('LOCAL-003', `FLATTEN with ${unknown.join(', ') || 'no input'}`);
  if ((path && pathText === undefined) || kinds === undefined)
    throw refused('LOCAL-003', 'FLATTEN with a path or mode that is not a literal');
  const whole = translation.print(input);
  const value = pathText ? `json_extract(${whole}, ${quoteText(jsonPath(pathText))})` : whole;
  const source = { value, kinds, prefix: quoteText(pathText ?? '') };
  const rows = flag(recursive, 'RECURSIVE') ? recursiveRows(source) : directRows(source);
  // OUTER keeps an input without elements as one row.
  const empty = `SELECT 1 AS "SEQ", NULL AS "KEY", NULL AS "PATH", NULL AS "INDEX", NULL AS "VALUE", ${value} AS "THIS" WHERE NOT EXISTS (${rows})`;
  return `LATERAL (${rows}${flag(outer, 'OUTER') ? ` UNION ALL ${empty}` : ''})`;
}

interface Source {
  readonly value: string;
  readonly kinds: string;
  readonly prefix: string;
}

function directRows({ value, kinds, prefix }: Source): string {
  const isArray = `json_type(${value}) = 'ARRAY'`;
  const step = `CASE WHEN ${isArray} THEN '[' || item.key || ']' ELSE sf_key_path(item.key) END`;
  const columns = [
    '1 AS "SEQ"',
    `CASE WHEN ${isArray} THEN NULL ELSE item.key END AS "KEY"`,
    `sf_joined_path(${prefix}, ${step}) AS "PATH"`,
    `CASE WHEN ${isArray} THEN CAST(item.key AS BIGINT) END AS "INDEX"`,
    'CAST(item.value AS JSON) AS "VALUE"',
    `${value} AS "THIS"`,
  ];
  return `SELECT ${columns.join(', ')} FROM json_each(${value}) AS item WHERE json_type(${value}) IN (${kinds})`;
}

/** All levels, each before what it holds. A step into an array ends its path with the position in brackets. */
function recursiveRows({ value, kinds, prefix }: Source): string {
  const inArray = `right(item.fullkey, length(item.key) + 2) = '[' || item.key || ']'`;
  const columns = [
    '1 AS "SEQ"',
    `CASE WHEN ${inArray} THEN NULL ELSE item.key END AS "KEY"`,
    `sf_joined_path(${prefix}, ltrim(substring(item.fullkey, 2), '.')) AS "PATH"`,
    `CASE WHEN ${inArray} THEN CAST(item.key AS BIGINT) END AS "INDEX"`,
    'CAST(item.value AS JSON) AS "VALUE"',
    `json_extract(${value}, item.path) AS "THIS"`,
  ];
  const parent = `json_type(json_extract(${value}, item.path)) IN (${kinds})`;
  return `SELECT ${columns.join(', ')} FROM json_tree(${value}) AS item WHERE item.fullkey <> '$' AND ${parent}`;
}

/** SPLIT_TO_TABLE(text, separator) and STRTOK_SPLIT_TO_TABLE(text, signs) */
export function printSplit(name: string, args: readonly Node[], translation: Translation): string {
  const [text, separator, ...others] = args;
  if (!text || !separator || others.length > 0) throw refused('LOCAL-003', `${name} with ${args.length} arguments`);
  const [value, by] = [translation.scalar(text), translation.scalar(separator)];
  const parts = name === 'SPLIT_TO_TABLE' ? `string_split(${value}, ${by})` : `sf_tokens(${value}, ${by})`;
  return `LATERAL (SELECT 1 AS "SEQ", unnest(range(1, len(${parts}) + 1)) AS "INDEX", unnest(${parts}) AS "VALUE")`;
}
