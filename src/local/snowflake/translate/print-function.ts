import { refused } from '../failure.ts';
import { quoteText } from '../sql/names.ts';
import { printCast } from './cast.ts';
import { dateFunctions } from './date-functions.ts';
import { functionAliases, functionTable } from './function-table.ts';
import { jsonPath, keyStep } from './json-path.ts';
import { printMarker } from './marker.ts';
import type { SessionValue } from './marker.ts';
import { allowOnly, fieldsOf, kindOf, literalInteger, literalText, nodeList, optionalNode, requiredNode, textField } from './node.ts';
import type { Fields, Node } from './node.ts';
import { printAlike } from './print-alike.ts';
import type { Printer, PrinterTable, Translation } from './translation.ts';

type FunctionPrinter = (args: readonly Node[], translation: Translation) => string;

const sessionValue =
  (value: SessionValue): FunctionPrinter =>
  (args) => {
    if (args.length > 0) throw refused('LOCAL-003', `an argument of ${value}`);
    return printMarker({ kind: 'session', value });
  };

const objectConstruct =
  (keepNull: boolean): FunctionPrinter =>
  (args, translation) => {
    if (args.length === 0) return `CAST('{}' AS JSON)`;
    if (args.length % 2 !== 0 || args.some((arg) => kindOf(arg) === 'star')) throw refused('LOCAL-003', 'OBJECT_CONSTRUCT without pairs');
    const keys = args.filter((_, index) => index % 2 === 0).map((key) => translation.scalar(key));
    const values = args.filter((_, index) => index % 2 === 1).map((value) => `sf_variant(${translation.print(value)})`);
    return `sf_object${keepNull ? '_keep_null' : ''}([${keys.join(', ')}], [${values.join(', ')}])`;
  };

const get: FunctionPrinter = (args, translation) => {
  const [object, key, ...others] = args;
  const [position, name] = [literalInteger(key), literalText(key)];
  if (!object || others.length > 0 || (position === undefined && name === undefined))
    throw refused('LOCAL-003', 'GET without a literal key');
  const path = position === undefined ? `$${keyStep(name ?? '')}` : `$[${position}]`;
  return `json_extract(${translation.print(object)}, ${quoteText(path)})`;
};

const getPath: FunctionPrinter = (args, translation) => {
  const [object, path, ...others] = args;
  const text = literalText(path);
  if (!object || text === undefined || others.length > 0) throw refused('LOCAL-003', 'GET_PATH without a literal path');
  return `json_extract(${translation.print(object)}, ${quoteText(jsonPath(text))})`;
};

const decode: FunctionPrinter = (args, translation) => {
  const [value, ...rest] = args;
  if (!value || rest.length < 2) throw refused('LOCAL-003', 'DECODE with fewer than three arguments');
  const parts: string[] = [];
  for (let index = 0; index + 1 < rest.length; index += 2) {
    const [match, result] = rest.slice(index, index + 2).map((node) => translation.print(node));
    parts.push(`WHEN ${translation.scalar(value)} IS NOT DISTINCT FROM ${match} THEN ${result}`);
  }
  const otherwise = rest.length % 2 === 1 ? rest.at(-1) : undefined;
  return `CASE ${parts.join(' ')}${otherwise ? ` ELSE ${translation.print(otherwise)}` : ''} END`;
};

/** NULL when any argument is NULL; DuckDB would leave NULL out. */
const strict =
  (print: (args: readonly string[]) => string): FunctionPrinter =>
  (args, translation) => {
    const values = args.map((arg) => translation.scalar(arg));
    return `CASE WHEN ${values.map((value) => `(${value}) IS NULL`).join(' OR ')} THEN NULL ELSE ${print(values)} END`;
  };

const concatenate: FunctionPrinter = (args, translation) => `(${args.map((arg) => `sf_text(${translation.print(arg)})`).join(' || ')})`;

const concatenateWith: FunctionPrinter = ([separator, ...args], translation) => {
  if (!separator || args.length === 0) throw refused('LOCAL-003', 'CONCAT_WS without text');
  return `(${args.map((arg) => `sf_text(${translation.print(arg)})`).join(` || ${translation.scalar(separator)} || `)})`;
};

const choose: FunctionPrinter = (args, translation) => {
  const [condition, ...values] = args;
  if (!condition || values.length !== 2) throw refused('LOCAL-003', `IFF with ${args.length} arguments`);
  const [yes, no] = printAlike(values, translation);
  return `CASE WHEN ${translation.scalar(condition)} THEN ${yes} ELSE ${no} END`;
};

const firstPresent: FunctionPrinter = (args, translation) => `coalesce(${printAlike(args, translation).join(', ')})`;

const toNumber =
  (attempt: boolean): FunctionPrinter =>
  (args, translation) => {
    const [value, precision, scale, ...others] = args;
    const numbers = [precision, scale].filter((node) => node !== undefined).map(literalInteger);
    if (!value || others.length > 0 || numbers.includes(undefined)) throw refused('LOCAL-003', 'TO_NUMBER with a format');
    return printCast(value, { kind: 'fixed', precision: numbers[0] ?? 38, scale: numbers[1] ?? 0 }, translation, attempt);
  };

const handlers: Readonly<Record<string, FunctionPrinter>> = {
  CURRENT_ACCOUNT: sessionValue('ACCOUNT'),
  CURRENT_ACCOUNT_NAME: sessionValue('ACCOUNT'),
  CURRENT_USER: sessionValue('USER'),
  CURRENT_ROLE: sessionValue('ROLE'),
  CURRENT_DATABASE: sessionValue('DATABASE'),
  CURRENT_SCHEMA: sessionValue('SCHEMA'),
  CURRENT_WAREHOUSE: sessionValue('WAREHOUSE'),
  CURRENT_SESSION: sessionValue('SESSION'),
  CURRENT_VERSION: sessionValue('VERSION'),
  CURRENT_REGION: sessionValue('REGION'),
  CURRENT_STATEMENT: sessionValue('STATEMENT'),
  LAST_QUERY_ID: sessionValue('LAST_QUERY'),
  OBJECT_CONSTRUCT: objectConstruct(false),
  OBJECT_CONSTRUCT_KEEP_NULL: objectConstruct(true),
  GET: get,
  GET_PATH: getPath,
  DECODE: decode,
  CONCAT: concatenate,
  CONCAT_WS: concatenateWith,
  GREATEST: strict((args) => `greatest(${args.join(', ')})`),
  LEAST: strict((args) => `least(${args.join(', ')})`),
  IFF: choose,
  COALESCE: firstPresent,
  NVL: firstPresent,
  TO_NUMBER: toNumber(false),
  TRY_TO_NUMBER: toNumber(true),
  ...dateFunctions,
};

/** @throws SnowflakeFailure LOCAL-003 for every function that is not known, so that none is passed on by accident */
function printFunction(name: string, args: readonly Node[], translation: Translation): string {
  const canonical = functionAliases[name] ?? name;
  const handler = handlers[canonical];
  if (handler) return handler(args, translation);
  const template = functionTable[`${canonical}/${args.length}`] ?? functionTable[`${canonical}/*`];
  if (template === undefined) throw refused('LOCAL-003', `${name} with ${args.length} argument${args.length === 1 ? '' : 's'}`);
  return fillTemplate(template, args, translation);
}

function fillTemplate(template: string, args: readonly Node[], translation: Translation): string {
  const print = (mode: string, node: Node): string => {
    if (kindOf(node) === 'star') return mode === '%' && template.startsWith('(CAST(hash') ? '*COLUMNS(*)' : refuseStar();
    return mode === '%' ? translation.print(node) : mode === '#' ? translation.numeric(node) : translation.scalar(node);
  };
  return template.replaceAll(/([$%#])(\d|\*)/g, (_, mode: string, which: string) => {
    if (which === '*') return args.map((node) => print(mode, node)).join(', ');
    const node = args[Number(which) - 1];
    return node ? print(mode, node) : '';
  });
}

function refuseStar(): never {
  throw refused('LOCAL-003', '* as an argument');
}

const plainFunction: Printer = (fields, translation) => {
  allowOnly('function', fields, 'args');
  return printFunction(textField(fields, 'name').toUpperCase(), nodeList(fields, 'args'), translation);
};

/** Functions that the parser gives a kind of its own: their Snowflake name and where their arguments are, in order. */
const typedFunctions: Readonly<Record<string, readonly [name: string, ...fields: string[]]>> = {
  upper: ['UPPER', 'this'],
  lower: ['LOWER', 'this'],
  length: ['LENGTH', 'this'],
  substring: ['SUBSTRING', 'this', 'start', 'length'],
  trim: ['TRIM', 'this', 'characters'],
  starts_with: ['STARTSWITH', 'this', 'expression'],
  ends_with: ['ENDSWITH', 'this', 'expression'],
  contains: ['CONTAINS', 'this', 'expression'],
  str_position: ['POSITION', 'substr', 'this'],
  regexp_like: ['REGEXP_LIKE', 'this', 'pattern'],
  abs: ['ABS', 'this'],
  ceil: ['CEIL', 'this'],
  floor: ['FLOOR', 'this'],
  sqrt: ['SQRT', 'this'],
  ln: ['LN', 'this'],
  log: ['LOG', 'base', 'this'],
  exp: ['EXP', 'this'],
  power: ['POWER', 'this', 'expression'],
  mod_func: ['MOD', 'this', 'expression'],
  pi: ['PI'],
  nvl: ['NVL', 'this', 'expression'],
  nvl2: ['NVL2', 'this', 'true_value', 'false_value'],
  if_func: ['IFF', 'condition', 'true_value', 'false_value'],
  to_json: ['TO_JSON', 'this'],
  parse_json: ['PARSE_JSON', 'this'],
  typeof: ['TYPEOF', 'this'],
  array_size: ['ARRAY_SIZE', 'this'],
  year: ['YEAR', 'this'],
  month: ['MONTH', 'this'],
  day: ['DAY', 'this'],
  hour: ['HOUR', 'this'],
  minute: ['MINUTE', 'this'],
  second: ['SECOND', 'this'],
  quarter: ['QUARTER', 'this'],
  day_of_week: ['DAYOFWEEK', 'this'],
  day_of_year: ['DAYOFYEAR', 'this'],
  last_day: ['LAST_DAY', 'this'],
  add_months: ['ADD_MONTHS', 'this', 'expression'],
};

function typedFunction([name, ...argumentFields]: readonly [name: string, ...fields: string[]]): Printer {
  return (fields: Fields, translation) => {
    const both = name === 'TRIM' && fields['position'] === 'Both' ? ['position'] : [];
    allowOnly(name, fields, ...argumentFields, ...both);
    const args = argumentFields.map((field) => optionalNode(fields, field)).filter((node) => node !== undefined);
    return printFunction(name, args, translation);
  };
}

export const functionPrinters: PrinterTable = {
  function: plainFunction,
  ...Object.fromEntries(Object.entries(typedFunctions).map(([kind, shape]) => [kind, typedFunction(shape)])),
  coalesce: (fields, translation) => {
    allowOnly('COALESCE', fields, 'expressions');
    return printFunction('COALESCE', nodeList(fields, 'expressions'), translation);
  },
  to_number: (fields, translation) => {
    allowOnly('TO_NUMBER', fields, 'this', 'precision', 'scale', 'safe');
    const args = [requiredNode(fields, 'this'), optionalNode(fields, 'precision'), optionalNode(fields, 'scale')].filter(
      (node) => node !== undefined,
    );
    return printFunction(fields['safe'] ? 'TRY_TO_NUMBER' : 'TO_NUMBER', args, translation);
  },
  date_diff: (fields, translation) => {
    const unit: Node = { var: { this: textField(fields, 'unit') } };
    return printFunction('DATEDIFF', [unit, requiredNode(fields, 'expression'), requiredNode(fields, 'this')], translation);
  },
  extract: (fields, translation) => {
    allowOnly('EXTRACT', fields, 'this', 'field');
    return printFunction('DATE_PART', [{ var: { this: textField(fields, 'field') } }, requiredNode(fields, 'this')], translation);
  },
};

/** Snowflake's name of the function that a node calls. */
export function functionName(node: Node): string | undefined {
  const kind = kindOf(node);
  if (kind === 'function' || kind === 'aggregate_function') return textField(fieldsOf(node), 'name').toUpperCase();
  return typedFunctions[kind]?.[0] ?? (kind === 'array_agg' ? 'ARRAY_AGG' : undefined);
}
