import type { DataType } from '../catalog/data-type.ts';
import { refused } from '../failure.ts';
import { quoteText } from '../sql/names.ts';
import { allowOnly, kindOf, fieldsOf, literalText, optionalNode } from './node.ts';
import type { Node } from './node.ts';

const part = /^\s*([+-]?\d+)\s*(second|minute|hour|day|week|month|quarter|year|millisecond|microsecond)s?\s*$/i;

/** `INTERVAL '1 day, 2 hours'` as its parts, which are added one after another. */
export function printInterval(node: Node): string {
  const text = textOf(node);
  allowOnly('INTERVAL', fieldsOf(node), 'this');
  const parts = text.split(',').map((item) => part.exec(item));
  if (parts.some((item) => !item)) throw refused('LOCAL-003', `INTERVAL '${text}'`);
  return `(${parts.map((item) => `INTERVAL ${quoteText(`${item?.[1] ?? ''} ${item?.[2] ?? ''}`)}`).join(' + ')})`;
}

function textOf(node: Node): string {
  return literalText(optionalNode(fieldsOf(node), 'this')) ?? '';
}

export function isInterval(node: Node | undefined): node is Node {
  return node !== undefined && kindOf(node) === 'interval';
}

/** A date stays a date unless the interval has hours or less; other points in time keep their type. */
export function movedType(moment: DataType | undefined, interval: Node): DataType | undefined {
  if (moment?.kind !== 'date') return moment;
  return /second|minute|hour/i.test(textOf(interval)) ? { kind: 'timestamp_ntz', scale: 9 } : moment;
}
