import { SnowflakeFailure, refused } from '../failure.ts';
import { aggregateCall } from './aggregate-call.ts';
import { requireSemiStructured } from './argument-types.ts';
import { printCast, printText, printVariant } from './cast.ts';
import { dateFunctions, printClock } from './date-functions.ts';
import { functionCall, functionKinds } from './function-call.ts';
import { isKnownFunction } from './function-names.ts';
import { functionTable } from './function-table.ts';
import { printMarker } from './marker.ts';
import type { SessionValue } from './marker.ts';
import { kindOf, literalInteger, literalText } from './node.ts';
import type { Node } from './node.ts';
import { printAlike } from './print-alike.ts';
import { printAggregateNode } from './print-aggregate.ts';
import { printDivision } from './print-arithmetic.ts';
import { printEqualNull } from './print-comparison.ts';
import { randomFunctions } from './random-functions.ts';
import { sessionFunctions } from './session-functions.ts';
import { textFunctions } from './text-functions.ts';
import type { Printer, PrinterTable, Translation } from './translation.ts';
import { displayType } from '../catalog/data-type.ts';
import { variantFunctions } from './variant-functions.ts';

type FunctionPrinter = (args: readonly Node[], translation: Translation) => string;

const sessionValue =
  (value: SessionValue): FunctionPrinter =>
  (args) => {
    if (args.length > 0) throw refused('LOCAL-003', `an argument of ${value}`);
    return printMarker({ kind: 'session', value });
  };

const decode: FunctionPrinter = (args, translation) => {
  const [value, ...rest] = args;
  if (!value || rest.length < 2) throw refused('LOCAL-003', 'DECODE with fewer than three arguments');
  const otherwise = rest.length % 2 === 1 ? rest.at(-1) : undefined;
  const results = rest.filter((_, index) => index % 2 === 1);
  const printed = printAlike([...results, ...(otherwise ? [otherwise] : [])], translation);
  const whens = results.map((_, index) => `WHEN ${printEqualNull(value, rest[2 * index] ?? value, translation)} THEN ${printed[index]}`);
  return `CASE ${whens.join(' ')}${otherwise ? ` ELSE ${printed.at(-1)}` : ''} END`;
};

/** NULL when any argument is NULL; DuckDB would leave NULL out. */
const strict =
  (name: string): FunctionPrinter =>
  (args, translation) => {
    const values = args.map((arg) => translation.scalar(arg));
    return `CASE WHEN ${values.map((value) => `(${value}) IS NULL`).join(' OR ')} THEN NULL ELSE ${name}(${values.join(', ')}) END`;
  };

const concatenate: FunctionPrinter = (args, translation) => `(${args.map((arg) => printText(arg, translation)).join(' || ')})`;

const concatenateWith: FunctionPrinter = ([separator, ...args], translation) => {
  if (!separator || args.length === 0) throw refused('LOCAL-003', 'CONCAT_WS without text');
  return `(${args.map((arg) => printText(arg, translation)).join(` || ${translation.scalar(separator)} || `)})`;
};

const choose: FunctionPrinter = (args, translation) => {
  const [condition, ...values] = args;
  if (!condition || values.length !== 2) throw refused('LOCAL-003', `IFF with ${args.length} arguments`);
  const [yes, no] = printAlike(values, translation);
  return `CASE WHEN ${translation.scalar(condition)} THEN ${yes} ELSE ${no} END`;
};

const choosePresent: FunctionPrinter = ([value, ...values], translation) => {
  if (!value || values.length !== 2) throw refused('LOCAL-003', `NVL2 with ${values.length + 1} arguments`);
  const [yes, no] = printAlike(values, translation);
  return `CASE WHEN (${translation.print(value)}) IS NOT NULL THEN ${yes} ELSE ${no} END`;
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

/** DIV0NULL takes a missing divisor for zero as well. */
const divideOrZero =
  (missing: boolean): FunctionPrinter =>
  (args, translation) => {
    const [left, right] = args;
    if (!left || !right || args.length > 2) throw refused('LOCAL-003', `DIV0 with ${args.length} arguments`);
    const divisor = translation.numeric(right);
    return `CASE WHEN ${missing ? `coalesce(${divisor}, 0)` : `(${divisor})`} = 0 THEN 0 ELSE ${printDivision(left, right, translation)} END`;
  };

const equalNull: FunctionPrinter = (args, translation) => {
  const [left, right] = args;
  if (!left || !right || args.length > 2) throw refused('LOCAL-003', `EQUAL_NULL with ${args.length} arguments`);
  return printEqualNull(left, right, translation);
};

/** TRUNC(date, 'month') is DATE_TRUNC the other way round. */
const truncate: FunctionPrinter = (args, translation) => {
  const [value, step] = args;
  if (value && step && (literalText(step) !== undefined || kindOf(step) === 'var')) {
    return dateFunctions['DATE_TRUNC']?.([step, value], translation) ?? '';
  }
  return fillTemplate(templateOf('TRUNC', args), args, translation);
};

const typeName: FunctionPrinter = (args, translation) => {
  const type = args[0] && translation.typeOf(args[0]);
  if (!type || args.length > 1)
    throw refused('LOCAL-003', 'SYSTEM$TYPEOF of an expression whose type is only known when the statement runs');
  return `'${displayType(type)}'`;
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
  SYSTEM$TYPEOF: typeName,
  DECODE: decode,
  CONCAT: concatenate,
  CONCAT_WS: concatenateWith,
  GREATEST: strict('greatest'),
  LEAST: strict('least'),
  IFF: choose,
  NVL2: choosePresent,
  COALESCE: firstPresent,
  NVL: firstPresent,
  TO_NUMBER: toNumber(false),
  TRY_TO_NUMBER: toNumber(true),
  DIV0: divideOrZero(false),
  DIV0NULL: divideOrZero(true),
  EQUAL_NULL: equalNull,
  TRUNC: truncate,
  ...dateFunctions,
  ...variantFunctions,
  ...textFunctions,
  ...randomFunctions,
  ...sessionFunctions,
};

/** @throws SnowflakeFailure 002140 for what Snowflake has not either, LOCAL-003 for what it has and the endpoint has not */
function printFunction(name: string, args: readonly Node[], translation: Translation): string {
  requireSemiStructured(name, args, translation);
  const handler = handlers[name];
  return handler ? handler(args, translation) : fillTemplate(templateOf(name, args), args, translation);
}

function templateOf(name: string, args: readonly Node[]): string {
  const template = functionTable[`${name}/${args.length}`] ?? functionTable[`${name}/*`];
  if (template !== undefined) return template;
  if (!isKnownFunction(name)) throw new SnowflakeFailure('002140', '42601', `SQL compilation error:\nUnknown function ${name}`);
  throw refused('LOCAL-003', `${name} with ${args.length} argument${args.length === 1 ? '' : 's'}`);
}

const modes: Readonly<Record<string, (node: Node, translation: Translation) => string>> = {
  $: (node, translation) => translation.scalar(node),
  '%': (node, translation) => translation.print(node),
  '#': (node, translation) => translation.numeric(node),
  '&': printVariant,
  '~': printText,
  '@': printClock,
};

/** `+` stands for the arguments behind the first, `*` for all. */
function fillTemplate(template: string, args: readonly Node[], translation: Translation): string {
  const print = (mode: string, node: Node): string => {
    if (kindOf(node) === 'star') return mode === '%' && template.startsWith('(CAST(hash') ? '*COLUMNS(*)' : refuseStar();
    return modes[mode]?.(node, translation) ?? '';
  };
  return template.replaceAll(/([$%#&~@])(\d|\*|\+)/g, (_, mode: string, which: string) => {
    if (which === '*' || which === '+')
      return args
        .slice(which === '+' ? 1 : 0)
        .map((node) => print(mode, node))
        .join(', ');
    const node = args[Number(which) - 1];
    return node ? print(mode, node) : '';
  });
}

function refuseStar(): never {
  throw refused('LOCAL-003', '* as an argument');
}

const printCall: Printer = (fields, translation, node) => {
  // The parser takes some aggregates for ordinary functions.
  if (aggregateCall(node)) return printAggregateNode(fields, translation, node);
  const call = functionCall(node);
  if (!call) throw refused('LOCAL-003', kindOf(node));
  return printFunction(call.name, call.args, translation);
};

export const functionPrinters: PrinterTable = Object.fromEntries(functionKinds.map((kind) => [kind, printCall]));
