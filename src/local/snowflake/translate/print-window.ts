import { refused } from '../failure.ts';
import { allowOnly, fieldsOf, isSet, kindOf, nodeList, optionalNode, requiredNode, textField } from './node.ts';
import type { Fields, Node } from './node.ts';
import { aggregateCall } from './aggregate-call.ts';
import { printAggregate } from './print-aggregate.ts';
import { printOrdering } from './print-ordering.ts';
import type { PrinterTable, Translation } from './translation.ts';

/** Functions that only exist with OVER: DuckDB's name and the fields of their arguments. */
const ranking: Readonly<Record<string, readonly [name: string, ...fields: string[]]>> = {
  row_number: ['row_number'],
  rank: ['rank'],
  dense_rank: ['dense_rank'],
  percent_rank: ['percent_rank'],
  cume_dist: ['cume_dist'],
  n_tile: ['ntile', 'num_buckets'],
  lag: ['lag', 'this', 'offset', 'default'],
  lead: ['lead', 'this', 'offset', 'default'],
  first_value: ['first_value', 'this'],
  last_value: ['last_value', 'this'],
  nth_value: ['nth_value', 'this', 'offset'],
};

const bounds: Readonly<Record<string, string>> = {
  UnboundedPreceding: 'UNBOUNDED PRECEDING',
  UnboundedFollowing: 'UNBOUNDED FOLLOWING',
  CurrentRow: 'CURRENT ROW',
};

export const windowPrinters: PrinterTable = {
  window_function: (fields, translation) => {
    allowOnly('OVER', fields, 'this', 'over');
    const called = requiredNode(fields, 'this');
    const over = requiredNode(fields, 'over');
    const shape = ranking[kindOf(called)];
    if (shape)
      return `${printRanking(shape, fieldsOf(called), translation)} ${printWindow(over, translation, shape[0].endsWith('_value'))}`;
    const call = aggregateCall(called);
    if (!call) throw refused('LOCAL-003', `${kindOf(called)} OVER`);
    return printAggregate(call, translation, printWindow(over, translation, false));
  },
};

function printRanking([name, ...argumentFields]: readonly [string, ...string[]], fields: Fields, translation: Translation): string {
  allowOnly(name, fields, ...argumentFields, 'ignore_nulls', 'from_first');
  const args = argumentFields.map((field) => optionalNode(fields, field)).filter((node) => node !== undefined);
  return `${name}(${args.map((arg) => translation.print(arg)).join(', ')}${fields['ignore_nulls'] === true ? ' IGNORE NULLS' : ''})`;
}

/** FIRST_VALUE and LAST_VALUE see the whole partition where nothing else is said; in DuckDB they would stop at the current row. */
function printWindow(over: Node, translation: Translation, wholePartition: boolean): string {
  allowOnly('OVER', over, 'partition_by', 'order_by', 'frame');
  const partition = nodeList(over, 'partition_by').map((node) => translation.print(node));
  const order = nodeList(over, 'order_by');
  const frame = optionalNode(over, 'frame');
  const parts = [
    ...(partition.length > 0 ? [`PARTITION BY ${partition.join(', ')}`] : []),
    ...(order.length > 0 ? [`ORDER BY ${printOrdering(order, translation)}`] : []),
    ...(frame ? [printFrame(frame, translation)] : wholePartition ? ['ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING'] : []),
  ];
  return `OVER (${parts.join(' ')})`;
}

function printFrame(frame: Node, translation: Translation): string {
  allowOnly('frame', frame, 'kind', 'start', 'end');
  const start = printBound(frame['start'], translation);
  const end = isSet(frame, 'end') ? printBound(frame['end'], translation) : 'CURRENT ROW';
  return `${textField(frame, 'kind').toUpperCase()} BETWEEN ${start} AND ${end}`;
}

function printBound(bound: unknown, translation: Translation): string {
  if (typeof bound === 'string' && bounds[bound] !== undefined) return bounds[bound];
  if (typeof bound === 'object' && bound !== null) {
    const fields = bound as Fields;
    const side = isSet(fields, 'Preceding') ? 'Preceding' : 'Following';
    return `${translation.print(requiredNode(fields, side))} ${side.toUpperCase()}`;
  }
  throw refused('LOCAL-003', 'this window frame');
}
