import { refused } from '../failure.ts';
import { allowOnly, fieldsOf, kindOf, literalText, nodeList, optionalNode, requiredNode, textField } from './node.ts';
import type { Fields, Node } from './node.ts';

/** A call of an aggregate with what may stand beside its arguments. */
export interface AggregateCall {
  readonly name: string;
  readonly args: readonly Node[];
  readonly distinct: boolean;
  readonly order: readonly Node[];
  readonly filter?: Node;
}

const aggregateKinds: Readonly<Record<string, string>> = {
  sum: 'SUM', avg: 'AVG', min: 'MIN', max: 'MAX', count_if: 'COUNT_IF', median: 'MEDIAN', stddev: 'STDDEV', stddev_samp: 'STDDEV', stddev_pop: 'STDDEV_POP',
  variance: 'VARIANCE', var_samp: 'VARIANCE', var_pop: 'VAR_POP', any_value: 'ANY_VALUE', array_agg: 'ARRAY_AGG', mode: 'MODE',
  approx_count_distinct: 'APPROX_COUNT_DISTINCT',
}; // prettier-ignore

const aliases: Readonly<Record<string, string>> = {
  STDDEV_SAMP: 'STDDEV', VAR_SAMP: 'VARIANCE', VARIANCE_SAMP: 'VARIANCE', VARIANCE_POP: 'VAR_POP', HLL: 'APPROX_COUNT_DISTINCT', ARRAYAGG: 'ARRAY_AGG',
  BIT_AND_AGG: 'BITAND_AGG', BIT_OR_AGG: 'BITOR_AGG', BIT_XOR_AGG: 'BITXOR_AGG', BITANDAGG: 'BITAND_AGG',
  BITORAGG: 'BITOR_AGG', BITXORAGG: 'BITXOR_AGG', STRING_AGG: 'LISTAGG', APPROXIMATE_COUNT_DISTINCT: 'APPROX_COUNT_DISTINCT',
}; // prettier-ignore

/** Aggregates that the parser takes for ordinary functions. */
const functionNames = new Set('OBJECT_AGG HASH_AGG MIN_BY MAX_BY CORR COVAR_POP COVAR_SAMP REGR_SLOPE REGR_INTERCEPT REGR_R2 REGR_COUNT REGR_AVGX REGR_AVGY REGR_SXX REGR_SYY REGR_SXY SKEW KURTOSIS BITAND_AGG BITOR_AGG BITXOR_AGG BOOLAND_AGG BOOLOR_AGG BOOLXOR_AGG ARRAY_UNIQUE_AGG APPROX_PERCENTILE APPROX_COUNT_DISTINCT PERCENTILE_CONT PERCENTILE_DISC VAR_POP VARIANCE STDDEV STDDEV_POP LISTAGG ARRAY_AGG MODE MEDIAN RATIO_TO_REPORT CONDITIONAL_TRUE_EVENT ANY_VALUE COUNT_IF'.split(' ')); // prettier-ignore

/** What an aggregate node calls; undefined when the node is none. `order` is that of WITHIN GROUP. */
export function aggregateCall(node: Node, order: readonly Node[] = []): AggregateCall | undefined {
  const kind = kindOf(node);
  const fields = fieldsOf(node);
  const filter = optionalNode(fields, 'filter');
  const common = { distinct: fields['distinct'] === true, order, ...(filter && { filter }) };
  if (kind === 'within_group') {
    allowOnly('WITHIN GROUP', fields, 'this', 'order_by');
    return aggregateCall(requiredNode(fields, 'this'), nodeList(fields, 'order_by'));
  }
  if (kind === 'count') return countCall(fields, common);
  if (kind === 'list_agg') return listCall(fields, common);
  if (kind === 'aggregate_function' || kind === 'function') {
    const name = canonicalAggregate(textField(fields, 'name'));
    if (kind === 'function' && !functionNames.has(name)) return undefined;
    allowOnly('aggregate', fields, 'args', 'distinct', 'filter');
    return { name, args: nodeList(fields, 'args'), ...common };
  }
  const name = aggregateKinds[kind];
  if (name === undefined) return undefined;
  allowOnly(name, fields, 'this', 'distinct', 'filter');
  return { name, args: [requiredNode(fields, 'this')], ...common };
}

type Common = Omit<AggregateCall, 'name' | 'args'>;

function canonicalAggregate(name: string): string {
  const upper = name.toUpperCase();
  return aliases[upper] ?? upper;
}

function countCall(fields: Fields, common: Common): AggregateCall {
  allowOnly('COUNT', fields, 'this', 'star', 'distinct', 'filter');
  const value = optionalNode(fields, 'this');
  return { name: 'COUNT', args: value ? [value] : [], ...common };
}

function listCall(fields: Fields, common: Common): AggregateCall {
  allowOnly('LISTAGG', fields, 'this', 'separator', 'distinct', 'filter', 'order_by');
  const separator = optionalNode(fields, 'separator');
  if (separator && literalText(separator) === undefined) throw refused('LOCAL-003', 'LISTAGG with a separator that is not a literal');
  return { name: 'LISTAGG', args: [requiredNode(fields, 'this'), ...(separator ? [separator] : [])], ...common };
}

export const aggregateNodeKinds: readonly string[] = [
  ...Object.keys(aggregateKinds),
  'count',
  'list_agg',
  'aggregate_function',
  'within_group',
];
