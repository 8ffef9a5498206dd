import type { DataType } from '../catalog/data-type.ts';
import { isInterval, movedType, printInterval } from './interval.ts';
import { allowOnly, requiredNode } from './node.ts';
import type { Fields, Node } from './node.ts';
import { arithmeticType } from './numeric-type.ts';
import type { Printer, PrinterTable, Translation } from './translation.ts';

function sides(operator: string, fields: Fields): readonly [Node, Node] {
  allowOnly(operator, fields, 'left', 'right');
  return [requiredNode(fields, 'left'), requiredNode(fields, 'right')];
}

/** A sum or difference; a date or timestamp may be moved by an interval. */
const additive =
  (operator: '+' | '-'): Printer =>
  (fields, translation, node) => {
    const [left, right] = sides(operator, fields);
    if (isInterval(right)) return printMoved(left, operator, right, translation);
    if (isInterval(left) && operator === '+') return printMoved(right, operator, left, translation);
    const type = translation.typeOf(node);
    const text = `(${printWide(left, type, translation)} ${operator} ${translation.numeric(right)})`;
    return type?.kind === 'date' ? `CAST(${text} AS DATE)` : text;
  };

function printMoved(moment: Node, operator: string, interval: Node, translation: Translation): string {
  const type = translation.typeOf(moment);
  const text = translation.print(moment);
  if (type?.kind === 'timestamp_tz') return `sf_zoned(sf_local(${text}) ${operator} ${printInterval(interval)}, (${text}).offset_minutes)`;
  const moved = `(${text} ${operator} ${printInterval(interval)})`;
  return movedType(type, interval)?.kind === 'date' ? `CAST(${moved} AS DATE)` : moved;
}

/** DuckDB's whole numbers may be too small for the result; those of Snowflake have 38 digits. */
function printWide(node: Node, result: DataType | undefined, translation: Translation): string {
  const text = translation.numeric(node);
  return result?.kind === 'fixed' && result.scale === 0 && result.precision > 9 ? `CAST(${text} AS HUGEINT)` : text;
}

/** Where Snowflake keeps fewer digits behind the point than DuckDB, the product is cut to them. */
const product: Printer = (fields, translation, node) => {
  const [left, right] = sides('*', fields);
  const [type, one, other] = [node, left, right].map((part) => translation.typeOf(part));
  const text = `(${printWide(left, type, translation)} * ${translation.numeric(right)})`;
  if (type?.kind !== 'fixed' || one?.kind !== 'fixed' || other?.kind !== 'fixed') return text;
  return one.scale + other.scale > type.scale ? `CAST(${text} AS DECIMAL(38,${type.scale}))` : text;
};

const division: Printer = (fields, translation) => printDivision(...sides('/', fields), translation);

/** With known types the quotient has exactly the digits that Snowflake gives it. */
export function printDivision(left: Node, right: Node, translation: Translation): string {
  const [one, other] = [translation.numeric(left), translation.numeric(right)];
  const type = arithmeticType('div', translation.typeOf(left), translation.typeOf(right));
  if (type?.kind !== 'fixed') return `sf_div(${one}, ${other})`;
  return `CAST(sf_quotient(${one}, ${other}, ${type.scale}) AS DECIMAL(38,${type.scale}))`;
}

const remainder: Printer = (fields, translation) => {
  const [left, right] = sides('%', fields);
  return `sf_mod(${translation.numeric(left)}, ${translation.numeric(right)})`;
};

export const arithmeticPrinters: PrinterTable = {
  add: additive('+'),
  sub: additive('-'),
  mul: product,
  div: division,
  mod: remainder,
  neg: (fields, translation) => `(- ${translation.numeric(requiredNode(fields, 'this'))})`,
  interval: (_fields, _translation, node) => printInterval(node),
};
