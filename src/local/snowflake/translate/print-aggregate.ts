import { refused } from '../failure.ts';
import { aggregateCall, aggregateNodeKinds } from './aggregate-call.ts';
import type { AggregateCall } from './aggregate-call.ts';
import { printText, printVariant } from './cast.ts';
import { kindOf, literalInteger, requiredNode } from './node.ts';
import type { Node } from './node.ts';
import { operandType, quotientScale } from './numeric-type.ts';
import { printKey, printOrdering } from './print-ordering.ts';
import type { Printer, PrinterTable, Translation } from './translation.ts';

/** What stands around the arguments of an aggregate in DuckDB. */
interface Frame {
  readonly distinct: string;
  /** FILTER and OVER. */
  readonly suffix: string;
  readonly over: string;
}

type AggregatePrinter = (call: AggregateCall, translation: Translation, frame: Frame) => string;

/** Aggregates of plain values and of numbers, with DuckDB's names. */
const ofValues: Readonly<Record<string, string>> = {
  ANY_VALUE: 'any_value', COUNT_IF: 'count_if', MODE: 'mode', APPROX_COUNT_DISTINCT: 'approx_count_distinct',
}; // prettier-ignore
const ofNumbers: Readonly<Record<string, string>> = {
  SUM: 'sum', STDDEV: 'stddev_samp', STDDEV_POP: 'stddev_pop', VARIANCE: 'var_samp', VAR_POP: 'var_pop', CORR: 'corr', COVAR_POP: 'covar_pop',
  COVAR_SAMP: 'covar_samp', REGR_SLOPE: 'regr_slope', REGR_INTERCEPT: 'regr_intercept', REGR_R2: 'regr_r2', REGR_COUNT: 'regr_count', REGR_AVGX: 'regr_avgx',
  REGR_AVGY: 'regr_avgy', REGR_SXX: 'regr_sxx', REGR_SYY: 'regr_syy', REGR_SXY: 'regr_sxy', SKEW: 'skewness', KURTOSIS: 'kurtosis', MEDIAN: 'median',
}; // prettier-ignore
const ofBits: Readonly<Record<string, string>> = { BITAND_AGG: 'bit_and', BITOR_AGG: 'bit_or', BITXOR_AGG: 'bit_xor' };
const ofBooleans: Readonly<Record<string, string>> = { BOOLAND_AGG: 'bool_and', BOOLOR_AGG: 'bool_or' };

/** `over` is the text of the window, `OVER (...)`, or empty. */
export function printAggregate(call: AggregateCall, translation: Translation, over: string): string {
  const distinct = call.distinct ? 'DISTINCT ' : '';
  const suffix = `${call.filter ? ` FILTER (WHERE ${translation.print(call.filter)})` : ''}${over === '' ? '' : ` ${over}`}`;
  const frame = { distinct, suffix, over };
  const special = specials[call.name];
  if (special) return special(call, translation, frame);
  if (call.order.length > 0) throw refused('LOCAL-003', `${call.name} WITHIN GROUP`);
  const [value, number, bit, boolean] = [ofValues, ofNumbers, ofBits, ofBooleans].map((table) => table[call.name]);
  const args = (print: (node: Node) => string): string => call.args.map(print).join(', ');
  if (value) return `${value}(${distinct}${args((node) => translation.scalar(node))})${suffix}`;
  if (number) return `${number}(${distinct}${args((node) => translation.numeric(node))})${suffix}`;
  if (bit) return `${bit}(${distinct}${args((node) => `CAST(${translation.numeric(node)} AS BIGINT)`)})${suffix}`;
  if (boolean) return `${boolean}(${args((node) => `sf_boolean(${translation.scalar(node)})`)})${suffix}`;
  throw refused('LOCAL-003', call.name);
}

function firstArgument(call: AggregateCall): Node {
  const [first] = call.args;
  if (!first || kindOf(first) === 'star') throw refused('LOCAL-003', `${call.name} without an argument`);
  return first;
}

const count: AggregatePrinter = (call, translation, { distinct, suffix }) => {
  const [first] = call.args;
  if (!first) return `count(*)${suffix}`;
  if (kindOf(first) === 'star') throw refused('LOCAL-003', 'COUNT of the columns of one relation');
  // Several columns count where none of them is NULL.
  if (kindOf(first) !== 'tuple') return `count(${distinct}${translation.print(first)})${suffix}`;
  const parts = (Object.values(first)[0] as { readonly expressions: readonly Node[] }).expressions.map((part) => translation.print(part));
  const present = parts.map((part) => `(${part}) IS NULL`).join(' OR ');
  return `count(${distinct}CASE WHEN ${present} THEN NULL ELSE (${parts.join(', ')}) END)${suffix}`;
};

const average: AggregatePrinter = (call, translation, { distinct, suffix }) => {
  const node = firstArgument(call);
  const number = translation.numeric(node);
  const type = operandType(translation.typeOf(node));
  if (type?.kind === 'real') return `avg(${distinct}${number})${suffix}`;
  if (type?.kind !== 'fixed') return `sf_average(avg(${distinct}${number})${suffix}, any_value(${number})${suffix})`;
  const scale = quotientScale(type.scale);
  return `CAST(round(avg(${distinct}${number})${suffix}, ${scale}) AS DECIMAL(38,${scale}))`;
};

const extreme =
  (name: 'min' | 'max'): AggregatePrinter =>
  (call, translation, { suffix }) => {
    const node = firstArgument(call);
    const value = translation.print(node);
    const key = printKey(node, translation);
    return key === value ? `${name}(${value})${suffix}` : `arg_${name}(${value}, ${key})${suffix}`;
  };

/** MAX_BY(value, key, n) is an ARRAY of the first n. */
const extremeBy =
  (name: 'arg_min' | 'arg_max'): AggregatePrinter =>
  (call, translation, { suffix }) => {
    const [value, key, size, ...others] = call.args;
    const limit = literalInteger(size);
    if (!value || !key || others.length > 0 || (size && limit === undefined))
      throw refused('LOCAL-003', `${call.name} with ${call.args.length} arguments`);
    if (limit === undefined) return `${name}(${translation.print(value)}, ${printKey(key, translation)})${suffix}`;
    return `to_json(${name}(${printVariant(value, translation)}, ${printKey(key, translation)}, ${limit})${suffix})`;
  };

/** Snowflake gives an empty text where every value is NULL. */
const joinedText: AggregatePrinter = (call, translation, { distinct, suffix }) => {
  const order = call.order.length > 0 ? ` ORDER BY ${printOrdering(call.order, translation)}` : '';
  const separator = call.args[1] ? translation.print(call.args[1]) : `''`;
  return `coalesce(string_agg(${distinct}${printText(firstArgument(call), translation)}, ${separator}${order})${suffix}, '')`;
};

const array: AggregatePrinter = (call, translation, { distinct, over }) => {
  const node = firstArgument(call);
  const value = translation.print(node);
  const behind = `FILTER (WHERE (${value}) IS NOT NULL)${over === '' ? '' : ` ${over}`}`;
  if (distinct !== '' && call.order.length > 0) return sortedDistinctArray(call, value, behind, translation);
  const order = call.order.length > 0 ? ` ORDER BY ${printOrdering(call.order, translation)}` : '';
  return `sf_array(list(${distinct}${printVariant(node, translation)}${order}) ${behind})`;
};

/** DuckDB wants the order of a DISTINCT list to be that of its values, as they are before they become VARIANTs. */
function sortedDistinctArray(call: AggregateCall, value: string, behind: string, translation: Translation): string {
  const [item, ...others] = call.order;
  if (!item || others.length > 0 || printKey(requiredNode(item, 'this'), translation) !== value) {
    throw refused('LOCAL-003', 'ARRAY_AGG(DISTINCT ..) in another order than that of its values');
  }
  const sorted = `list_sort(list(DISTINCT ${value}) ${behind}, '${item['desc'] === true ? 'DESC' : 'ASC'}')`;
  return `sf_array(list_transform(${sorted}, lambda item: sf_variant(item)))`;
}

const uniqueArray: AggregatePrinter = (call, translation, frame) => array(call, translation, { ...frame, distinct: 'DISTINCT ' });

const object: AggregatePrinter = (call, translation, { over }) => {
  const [key, value] = call.args;
  if (!key || !value) throw refused('LOCAL-003', 'OBJECT_AGG without a pair');
  const lists = [translation.scalar(key), printVariant(value, translation)].map((item) => `list(${item})${over === '' ? '' : ` ${over}`}`);
  return `sf_object(${lists.join(', ')})`;
};

/** Independent of the order of rows: the hashes of the rows are added up modulo 2^64 and shown as a signed number. */
const hash: AggregatePrinter = (call, translation, { suffix }) => {
  if (call.distinct) throw refused('LOCAL-003', 'HASH_AGG(DISTINCT ..)');
  const args = call.args.map((arg) => (kindOf(arg) === 'star' ? '*COLUMNS(*)' : translation.print(arg))).join(', ');
  const total = `(sum(CAST(hash(${args}) AS HUGEINT))${suffix} % 18446744073709551616)`;
  return `coalesce(${total} - 9223372036854775808, 0)`;
};

const percentile =
  (name: 'quantile_cont' | 'quantile_disc'): AggregatePrinter =>
  (call, translation, { suffix }) => {
    const [item, ...others] = call.order;
    if (!item || others.length > 0) throw refused('LOCAL-003', `${call.name} without WITHIN GROUP (ORDER BY ..)`);
    const place = translation.print(firstArgument(call));
    return `${name}(${translation.numeric(requiredNode(item, 'this'))}, ${item['desc'] === true ? `1 - ${place}` : place})${suffix}`;
  };

const approximatePercentile: AggregatePrinter = (call, translation, { suffix }) =>
  `approx_quantile(CAST(${call.args.map((node) => translation.numeric(node)).join(' AS DOUBLE), ')})${suffix}`;

const exclusiveOr: AggregatePrinter = (call, translation, { suffix }) => {
  const value = `sf_boolean(${translation.scalar(firstArgument(call))})`;
  return `CASE WHEN count(${value})${suffix} = 0 THEN NULL ELSE count_if(${value})${suffix} = 1 END`;
};

/** A share of the total; only as a window. */
const ratio: AggregatePrinter = (call, translation, { over }) => {
  const node = firstArgument(call);
  if (over === '') throw refused('LOCAL-003', 'RATIO_TO_REPORT without OVER');
  const type = translation.typeOf(node);
  const total = `sum(${translation.numeric(node)}) ${over}`;
  if (type?.kind !== 'fixed') return `sf_div(${translation.numeric(node)}, ${total})`;
  const scale = quotientScale(type.scale);
  return `CAST(sf_quotient(${translation.numeric(node)}, ${total}, ${scale}) AS DECIMAL(38,${scale}))`;
};

const trueEvents: AggregatePrinter = (call, translation, { over }) => {
  if (over === '') throw refused('LOCAL-003', 'CONDITIONAL_TRUE_EVENT without OVER');
  return `sum(CASE WHEN ${translation.scalar(firstArgument(call))} THEN 1 ELSE 0 END) ${over}`;
};

const specials: Readonly<Record<string, AggregatePrinter>> = {
  COUNT: count,
  AVG: average,
  MIN: extreme('min'),
  MAX: extreme('max'),
  MIN_BY: extremeBy('arg_min'),
  MAX_BY: extremeBy('arg_max'),
  LISTAGG: joinedText,
  ARRAY_AGG: array,
  ARRAY_UNIQUE_AGG: uniqueArray,
  OBJECT_AGG: object,
  HASH_AGG: hash,
  PERCENTILE_CONT: percentile('quantile_cont'),
  PERCENTILE_DISC: percentile('quantile_disc'),
  APPROX_PERCENTILE: approximatePercentile,
  BOOLXOR_AGG: exclusiveOr,
  RATIO_TO_REPORT: ratio,
  CONDITIONAL_TRUE_EVENT: trueEvents,
};

export const printAggregateNode: Printer = (_fields, translation, node) => {
  const call = aggregateCall(node);
  if (!call) throw refused('LOCAL-003', kindOf(node));
  return printAggregate(call, translation, '');
};

export const aggregatePrinters: PrinterTable = Object.fromEntries(aggregateNodeKinds.map((kind) => [kind, printAggregateNode]));
