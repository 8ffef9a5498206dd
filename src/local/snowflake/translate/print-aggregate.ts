import { refused } from '../failure.ts';
import { allowOnly, fieldsOf, kindOf, literalText, nodeList, optionalNode, requiredNode, textField } from './node.ts';
import type { Fields, Node } from './node.ts';
import { printOrdering } from './print-ordering.ts';
import type { Printer, PrinterTable, Translation } from './translation.ts';

/** A call of an aggregate with what may stand beside its arguments. */
interface Call {
  readonly name: string;
  readonly args: readonly Node[];
  readonly distinct: boolean;
  readonly order: readonly Node[];
  readonly filter?: Node;
}

const plain: Readonly<Record<string, string>> = {
  MIN: 'min', MAX: 'max', MEDIAN: 'median', STDDEV: 'stddev_samp', STDDEV_SAMP: 'stddev_samp', STDDEV_POP: 'stddev_pop', VARIANCE: 'var_samp',
  VAR_SAMP: 'var_samp', VAR_POP: 'var_pop', ANY_VALUE: 'any_value', SUM: 'sum', COUNT: 'count', COUNT_IF: 'count_if', BOOLAND_AGG: 'bool_and',
  BOOLOR_AGG: 'bool_or', MIN_BY: 'arg_min', MAX_BY: 'arg_max', CORR: 'corr',
}; // prettier-ignore

/** `over` is the text of the window, `OVER (...)`, or empty. */
export function printAggregate(call: Call, translation: Translation, over: string): string {
  const distinct = call.distinct ? 'DISTINCT ' : '';
  const suffix = `${call.filter ? ` FILTER (WHERE ${translation.print(call.filter)})` : ''}${over === '' ? '' : ` ${over}`}`;
  const numbers = call.args.map((arg) => translation.numeric(arg)).join(', ');
  const order = call.order.length > 0 ? ` ORDER BY ${printOrdering(call.order, translation)}` : '';
  if (call.name === 'AVG') return `sf_average(avg(${distinct}${numbers})${suffix}, any_value(${numbers})${suffix})`;
  if (call.name === 'LISTAGG') return printListAggregate(call, translation, order, suffix);
  if (call.name === 'ARRAY_AGG') {
    const value = translation.print(firstArgument(call));
    return `sf_array(list(${distinct}sf_variant(${value})${order}) FILTER (WHERE (${value}) IS NOT NULL)${over === '' ? '' : ` ${over}`})`;
  }
  if (call.name === 'HASH_AGG') return printHashAggregate(call, translation, suffix);
  const name = plain[call.name];
  if (name === undefined || order !== '') throw refused('LOCAL-003', call.name);
  if (['MIN', 'MAX'].includes(call.name) && call.args.some((arg) => translation.isSemiStructured(arg))) {
    throw refused('LOCAL-003', `${call.name} of a VARIANT without a cast`);
  }
  const args = ['SUM', 'MEDIAN', 'STDDEV', 'VARIANCE'].includes(call.name)
    ? numbers
    : call.args.map((arg) => translation.scalar(arg)).join(', ');
  return `${name}(${distinct}${args})${suffix}`;
}

function firstArgument(call: Call): Node {
  const [first] = call.args;
  if (!first) throw refused('LOCAL-003', `${call.name} without an argument`);
  return first;
}

/** Snowflake gives an empty text where every value is NULL. */
function printListAggregate(call: Call, translation: Translation, order: string, suffix: string): string {
  const separator = call.args[1] ? translation.print(call.args[1]) : `''`;
  return `coalesce(string_agg(${call.distinct ? 'DISTINCT ' : ''}sf_text(${translation.print(firstArgument(call))}), ${separator}${order})${suffix}, '')`;
}

/** Independent of the order of rows: the hashes of the rows are added up modulo 2^64 and shown as a signed number. */
function printHashAggregate(call: Call, translation: Translation, suffix: string): string {
  if (call.distinct) throw refused('LOCAL-003', 'HASH_AGG(DISTINCT ..)');
  const args = call.args.map((arg) => (kindOf(arg) === 'star' ? '*COLUMNS(*)' : translation.print(arg))).join(', ');
  const total = `(sum(CAST(hash(${args}) AS HUGEINT))${suffix} % 18446744073709551616)`;
  return `coalesce(${total} - 9223372036854775808, 0)`;
}

const aggregateKinds: Readonly<Record<string, string>> = {
  sum: 'SUM', avg: 'AVG', min: 'MIN', max: 'MAX', count_if: 'COUNT_IF', median: 'MEDIAN', stddev: 'STDDEV', stddev_samp: 'STDDEV_SAMP', stddev_pop: 'STDDEV_POP',
  variance: 'VARIANCE', var_samp: 'VAR_SAMP', var_pop: 'VAR_POP', any_value: 'ANY_VALUE', array_agg: 'ARRAY_AGG',
}; // prettier-ignore

/** What an aggregate node calls; undefined when the node is none. */
export function aggregateCall(node: Node, order: readonly Node[] = []): Call | undefined {
  const kind = kindOf(node);
  const fields = fieldsOf(node);
  const distinct = fields['distinct'] === true;
  const filter = optionalNode(fields, 'filter');
  const common = { distinct, ...(filter && { filter }) };
  if (kind === 'count') return countCall(fields, { ...common, order });
  if (kind === 'list_agg') {
    allowOnly('LISTAGG', fields, 'this', 'separator', 'distinct', 'filter', 'order_by');
    const separator = optionalNode(fields, 'separator');
    if (separator && literalText(separator) === undefined) throw refused('LOCAL-003', 'LISTAGG with a separator that is not a literal');
    return { name: 'LISTAGG', args: [requiredNode(fields, 'this'), ...(separator ? [separator] : [])], order, ...common };
  }
  if (kind === 'aggregate_function') {
    allowOnly('aggregate', fields, 'args', 'distinct', 'filter');
    return { name: textField(fields, 'name').toUpperCase(), args: nodeList(fields, 'args'), order, ...common };
  }
  const name = aggregateKinds[kind];
  if (name === undefined) return undefined;
  allowOnly(name, fields, 'this', 'distinct', 'filter');
  return { name, args: [requiredNode(fields, 'this')], order, ...common };
}

function countCall(fields: Fields, common: Omit<Call, 'name' | 'args'>): Call {
  allowOnly('COUNT', fields, 'this', 'star', 'distinct', 'filter');
  const value = optionalNode(fields, 'this');
  return { name: 'COUNT', args: value ? [value] : [], ...common };
}

const aggregate: Printer = (_fields, translation, node) => {
  const call = aggregateCall(node);
  if (!call) throw refused('LOCAL-003', kindOf(node));
  return printAggregate(call, translation, '');
};

export const aggregatePrinters: PrinterTable = {
  count: aggregate,
  list_agg: aggregate,
  aggregate_function: aggregate,
  ...Object.fromEntries(Object.keys(aggregateKinds).map((kind) => [kind, aggregate])),
  within_group: (fields, translation) => {
    allowOnly('WITHIN GROUP', fields, 'this', 'order_by');
    const call = aggregateCall(requiredNode(fields, 'this'), nodeList(fields, 'order_by'));
    if (!call || (call.name !== 'LISTAGG' && call.name !== 'ARRAY_AGG')) throw refused('LOCAL-003', 'WITHIN GROUP of this aggregate');
    return printAggregate(call, translation, '');
  },
};
