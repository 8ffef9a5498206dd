import { allowOnly, fieldsOf, kindOf, nodeList, optionalNode, textField } from './node.ts';
import type { Fields, Node } from './node.ts';

/** A call under Snowflake's name, whatever kind the parser gave it. */
interface FunctionCall {
  readonly name: string;
  readonly args: readonly Node[];
}

/** Other spellings of a function. */
const aliases: Readonly<Record<string, string>> = {
  LEN: 'LENGTH', SUBSTR: 'SUBSTRING', IFNULL: 'NVL', POW: 'POWER', CEILING: 'CEIL', RLIKE: 'REGEXP_LIKE', CHAR: 'CHR', MD5_HEX: 'MD5', SHA1_HEX: 'SHA1',
  SHA2_HEX: 'SHA2', TO_DECIMAL: 'TO_NUMBER', TO_NUMERIC: 'TO_NUMBER', TRY_TO_DECIMAL: 'TRY_TO_NUMBER', TRY_TO_NUMERIC: 'TRY_TO_NUMBER', DAYOFMONTH: 'DAY',
  SYSTIMESTAMP: 'CURRENT_TIMESTAMP', GETDATE: 'CURRENT_TIMESTAMP', LOCALTIMESTAMP: 'CURRENT_TIMESTAMP', LOCALTIME: 'CURRENT_TIME', TO_DATETIME: 'TO_TIMESTAMP',
  TIMESTAMPADD: 'DATEADD', TIMEADD: 'DATEADD', TIMEDIFF: 'DATEDIFF', TIMESTAMPDIFF: 'DATEDIFF', DATE: 'TO_DATE', TIME: 'TO_TIME', TRUNCATE: 'TRUNC',
  TO_VARCHAR: 'TO_CHAR', WEEKOFYEAR: 'WEEK', DATEFROMPARTS: 'DATE_FROM_PARTS', TIMEFROMPARTS: 'TIME_FROM_PARTS', TIMESTAMP_FROM_PARTS: 'TIMESTAMP_NTZ_FROM_PARTS',
  TIMESTAMPFROMPARTS: 'TIMESTAMP_NTZ_FROM_PARTS', JSON_EXTRACT_PATH_TEXT: 'GET_PATH_TEXT', CHARINDEX: 'POSITION', REGEXP_EXTRACT_ALL: 'REGEXP_SUBSTR_ALL',
  BIT_NOT: 'BITNOT', IS_VARCHAR: 'IS_CHAR', AS_VARCHAR: 'AS_CHAR', AS_NUMBER: 'AS_DECIMAL', AS_REAL: 'AS_DOUBLE', IS_REAL: 'IS_DOUBLE',
  SEQ1: 'SEQ4', SEQ2: 'SEQ4', SEQ8: 'SEQ4', JAROWINKLER: 'JAROWINKLER_SIMILARITY',
}; // prettier-ignore

/** Functions that the parser gives a kind of its own: their Snowflake name and where their arguments are, in order. */
const typedFunctions: Readonly<Record<string, readonly [name: string, ...fields: string[]]>> = {
  upper: ['UPPER', 'this'], lower: ['LOWER', 'this'], length: ['LENGTH', 'this'], initcap: ['INITCAP', 'this'],
  substring: ['SUBSTRING', 'this', 'start', 'length'], trim: ['TRIM', 'this', 'characters'],
  starts_with: ['STARTSWITH', 'this', 'expression'], ends_with: ['ENDSWITH', 'this', 'expression'], contains: ['CONTAINS', 'this', 'expression'],
  str_position: ['POSITION', 'substr', 'this', 'position'], regexp_like: ['REGEXP_LIKE', 'this', 'pattern'],
  abs: ['ABS', 'this'], ceil: ['CEIL', 'this', 'decimals'], floor: ['FLOOR', 'this', 'scale'], sqrt: ['SQRT', 'this'], ln: ['LN', 'this'],
  log: ['LOG', 'base', 'this'], exp: ['EXP', 'this'], power: ['POWER', 'this', 'expression'], mod_func: ['MOD', 'this', 'expression'], pi: ['PI'],
  degrees: ['DEGREES', 'this'], radians: ['RADIANS', 'this'], sin: ['SIN', 'this'], cos: ['COS', 'this'], tan: ['TAN', 'this'], asin: ['ASIN', 'this'],
  acos: ['ACOS', 'this'], atan: ['ATAN', 'this'], atan2: ['ATAN2', 'this', 'expression'],
  nvl: ['NVL', 'this', 'expression'], nvl2: ['NVL2', 'this', 'true_value', 'false_value'], if_func: ['IFF', 'condition', 'true_value', 'false_value'],
  to_json: ['TO_JSON', 'this'], parse_json: ['PARSE_JSON', 'this'], typeof: ['TYPEOF', 'this'],
  array_size: ['ARRAY_SIZE', 'this'], array_append: ['ARRAY_APPEND', 'this', 'expression'], array_prepend: ['ARRAY_PREPEND', 'this', 'expression'],
  array_compact: ['ARRAY_COMPACT', 'this'], array_contains: ['ARRAY_CONTAINS', 'this', 'expression'], array_distinct: ['ARRAY_DISTINCT', 'this'],
  array_except: ['ARRAY_EXCEPT', 'this', 'expression'], array_position: ['ARRAY_POSITION', 'this', 'expression'], array_remove: ['ARRAY_REMOVE', 'this', 'expression'],
  array_reverse: ['ARRAY_REVERSE', 'this'],
  year: ['YEAR', 'this'], month: ['MONTH', 'this'], day: ['DAY', 'this'], hour: ['HOUR', 'this'], minute: ['MINUTE', 'this'], second: ['SECOND', 'this'],
  quarter: ['QUARTER', 'this'], day_of_week: ['DAYOFWEEK', 'this'], day_of_year: ['DAYOFYEAR', 'this'], day_of_month: ['DAY', 'this'],
  week_of_year: ['WEEK', 'this'], add_months: ['ADD_MONTHS', 'this', 'expression'], next_day: ['NEXT_DAY', 'this', 'expression'],
  months_between: ['MONTHS_BETWEEN', 'this', 'expression'], random: ['RANDOM'], rand: ['RANDOM', 'seed'],
}; // prettier-ignore

type Reader = (fields: Fields) => FunctionCall;

/** Kinds whose arguments are not all nodes. */
const readers: Readonly<Record<string, Reader>> = {
  function: (fields) => {
    allowOnly('function', fields, 'args');
    return { name: canonicalName(textField(fields, 'name')), args: nodeList(fields, 'args') };
  },
  coalesce: (fields) => {
    allowOnly('COALESCE', fields, 'expressions');
    return { name: 'COALESCE', args: nodeList(fields, 'expressions') };
  },
  map_func: (fields) => {
    allowOnly('{..}', fields, 'keys', 'values', 'curly_brace_syntax');
    const values = nodeList(fields, 'values');
    return { name: 'OBJECT_CONSTRUCT', args: nodeList(fields, 'keys').flatMap((key, index) => [key, values[index] ?? {}]) };
  },
  array_func: (fields) => {
    allowOnly('[..]', fields, 'expressions', 'bracket_notation');
    return { name: 'ARRAY_CONSTRUCT', args: nodeList(fields, 'expressions') };
  },
  to_number: (fields) => {
    allowOnly('TO_NUMBER', fields, 'this', 'precision', 'scale', 'safe', 'format');
    const args = ['this', 'format', 'precision', 'scale'].map((name) => optionalNode(fields, name)).filter((node) => node !== undefined);
    return { name: optionalNode(fields, 'safe') ? 'TRY_TO_NUMBER' : 'TO_NUMBER', args };
  },
  date_diff: (fields) => {
    allowOnly('DATEDIFF', fields, 'this', 'expression', 'unit');
    return call('DATEDIFF', word(fields['unit']), optionalNode(fields, 'expression'), optionalNode(fields, 'this'));
  },
  extract: (fields) => {
    allowOnly('EXTRACT', fields, 'this', 'field');
    return call('DATE_PART', word(fields['field']), optionalNode(fields, 'this'));
  },
  last_day: (fields) => {
    allowOnly('LAST_DAY', fields, 'this', 'unit');
    return call('LAST_DAY', optionalNode(fields, 'this'), fields['unit'] ? word(fields['unit']) : undefined);
  },
};

function call(name: string, ...args: readonly (Node | undefined)[]): FunctionCall {
  return { name, args: args.filter((node) => node !== undefined) };
}

/** A unit of time is a word, or `{ Custom: word }` where the parser does not know it. */
function word(unit: unknown): Node {
  const text = typeof unit === 'string' ? unit : textField((unit ?? {}) as Fields, 'Custom');
  return { var: { this: text } };
}

function canonicalName(name: string): string {
  const upper = name.toUpperCase();
  return aliases[upper] ?? upper;
}

function typedCall(kind: string, fields: Fields): FunctionCall | undefined {
  const shape = typedFunctions[kind];
  if (!shape) return undefined;
  const [name, ...argumentFields] = shape;
  const both = name === 'TRIM' && fields['position'] === 'Both' ? ['position', 'sql_standard_syntax', 'position_explicit'] : [];
  allowOnly(name, fields, ...argumentFields, ...both, 'from_for_syntax');
  return { name, args: argumentFields.map((field) => optionalNode(fields, field)).filter((node) => node !== undefined) };
}

/** The function that a node calls; undefined for a node that is no plain function. */
export function functionCall(node: Node): FunctionCall | undefined {
  const kind = kindOf(node);
  const fields = fieldsOf(node);
  return readers[kind]?.(fields) ?? typedCall(kind, fields);
}

export const functionKinds: readonly string[] = [...Object.keys(readers), ...Object.keys(typedFunctions)];
