import { refused } from '../failure.ts';
import { quoteText } from '../sql/names.ts';
import { literalInteger, literalText } from './node.ts';
import type { Node } from './node.ts';
import type { Translation } from './translation.ts';

type FunctionPrinter = (args: readonly Node[], translation: Translation) => string;

/** The parameters of a regular expression function: `c`, `i`, `m`, `s` and `e`, as DuckDB writes them. */
interface Options {
  readonly flags: string;
  /** `e` asks for a group instead of the whole match. */
  readonly extracts: boolean;
}

function optionsOf(node: Node | undefined, name: string): Options {
  const text = node === undefined ? '' : literalText(node);
  if (text === undefined || !/^[cimse]*$/.test(text)) throw refused('LOCAL-003', `${name} with these parameters`);
  return { flags: text.replaceAll(/[e]/g, ''), extracts: text.includes('e') };
}

function literalAt(args: readonly Node[], index: number, fallback: number, name: string): number {
  const node = args[index];
  const value = node === undefined ? fallback : literalInteger(node);
  if (value === undefined) throw refused('LOCAL-003', `${name} with a position that is not a literal`);
  return value;
}

function subject(args: readonly Node[], translation: Translation, name: string): readonly [text: string, pattern: string] {
  const [text, pattern] = args;
  if (!text || !pattern) throw refused('LOCAL-003', `${name} with ${args.length} argument${args.length === 1 ? '' : 's'}`);
  return [translation.scalar(text), translation.scalar(pattern)];
}

/** The expression has to match all of the text. */
const like: FunctionPrinter = (args, translation) => {
  const [text, pattern] = subject(args, translation, 'REGEXP_LIKE');
  const { flags } = optionsOf(args[2], 'REGEXP_LIKE');
  return `regexp_full_match(${text}, ${pattern}, ${quoteText(flags)})`;
};

function matches(text: string, pattern: string, position: number, group: number, flags: string): string {
  const rest = position === 1 ? text : `substring(${text}, ${position})`;
  return `regexp_extract_all(${rest}, ${pattern}, ${group}, ${quoteText(flags)})`;
}

/** REGEXP_SUBSTR(text, pattern, position, occurrence, parameters, group) */
const substring: FunctionPrinter = (args, translation) => {
  const [text, pattern] = subject(args, translation, 'REGEXP_SUBSTR');
  const { flags, extracts } = optionsOf(args[4], 'REGEXP_SUBSTR');
  const group = literalAt(args, 5, extracts ? 1 : 0, 'REGEXP_SUBSTR');
  const [position, nth] = [literalAt(args, 2, 1, 'REGEXP_SUBSTR'), literalAt(args, 3, 1, 'REGEXP_SUBSTR')];
  return `list_extract(${matches(text, pattern, position, group, flags)}, ${nth})`;
};

const allSubstrings: FunctionPrinter = (args, translation) => {
  const [text, pattern] = subject(args, translation, 'REGEXP_SUBSTR_ALL');
  const { flags, extracts } = optionsOf(args[4], 'REGEXP_SUBSTR_ALL');
  const group = literalAt(args, 5, extracts ? 1 : 0, 'REGEXP_SUBSTR_ALL');
  const found = matches(text, pattern, literalAt(args, 2, 1, 'REGEXP_SUBSTR_ALL'), group, flags);
  const first = literalAt(args, 3, 1, 'REGEXP_SUBSTR_ALL');
  return `to_json(${first === 1 ? found : `list_slice(${found}, ${first}, NULL)`})`;
};

const count: FunctionPrinter = (args, translation) => {
  const [text, pattern] = subject(args, translation, 'REGEXP_COUNT');
  const { flags } = optionsOf(args[3], 'REGEXP_COUNT');
  return `len(${matches(text, pattern, literalAt(args, 2, 1, 'REGEXP_COUNT'), 0, flags)})`;
};

/** REGEXP_INSTR(text, pattern, position, occurrence, 0 for the start or 1 for the sign behind) */
const position: FunctionPrinter = (args, translation) => {
  const [text, pattern] = subject(args, translation, 'REGEXP_INSTR');
  const { flags, extracts } = optionsOf(args[5], 'REGEXP_INSTR');
  if (extracts) throw refused('LOCAL-003', 'REGEXP_INSTR of a group');
  const [start, nth, behind] = [2, 3, 4].map((index) => literalAt(args, index, index === 4 ? 0 : 1, 'REGEXP_INSTR')) as [
    number,
    number,
    number,
  ];
  const found = `sf_match_position(${start === 1 ? text : `substring(${text}, ${start})`}, ${matches(text, pattern, start, 0, flags)}, ${nth}, ${behind})`;
  return start === 1 ? found : `CASE WHEN ${found} = 0 THEN 0 ELSE ${found} + ${start - 1} END`;
};

/** REGEXP_REPLACE(text, pattern, replacement, position, occurrence, parameters); occurrence 0 is all. */
const replace: FunctionPrinter = (args, translation) => {
  const [text, pattern] = subject(args, translation, 'REGEXP_REPLACE');
  const { flags } = optionsOf(args[5], 'REGEXP_REPLACE');
  const replacement = args[2] ? translation.scalar(args[2]) : `''`;
  const [start, nth] = [literalAt(args, 3, 1, 'REGEXP_REPLACE'), literalAt(args, 4, 0, 'REGEXP_REPLACE')];
  if (nth > 1) throw refused('LOCAL-003', 'REGEXP_REPLACE of a later occurrence');
  const rest = start === 1 ? text : `substring(${text}, ${start})`;
  const replaced = `regexp_replace(${rest}, ${pattern}, ${replacement}, ${quoteText(`${flags}${nth === 0 ? 'g' : ''}`)})`;
  return start === 1 ? replaced : `(left(${text}, ${start - 1}) || ${replaced})`;
};

const digest: FunctionPrinter = (args, translation) => {
  const [text, size] = args;
  const bits = size === undefined ? 256 : literalInteger(size);
  if (!text || bits !== 256) throw refused('LOCAL-003', 'SHA2 of another size than 256');
  return `sha256(${translation.scalar(text)})`;
};

export const textFunctions: Readonly<Record<string, FunctionPrinter>> = {
  REGEXP_LIKE: like,
  REGEXP_SUBSTR: substring,
  REGEXP_SUBSTR_ALL: allSubstrings,
  REGEXP_COUNT: count,
  REGEXP_INSTR: position,
  REGEXP_REPLACE: replace,
  SHA2: digest,
};
