import { SnowflakeFailure, refused } from '../failure.ts';
import { isFields } from '../request.ts';
import type { Fields } from '../request.ts';
import { quoteText } from '../sql/names.ts';
import { printDateBind, printMoment, printTimeBind, printZonedBind } from './time-binds.ts';

/** As drivers send them: values are text or null, or lists of them for an array bind. */
export interface Bind {
  readonly type: string;
  readonly value: string | null | readonly (string | null)[];
}

export type Binds = Readonly<Record<string, Bind>>;

/** The binds of a request. @throws SnowflakeFailure LOCAL-002 for what is not of this shape */
export function readBinds(fields: Fields): Binds {
  return Object.fromEntries(
    Object.entries(fields).map(([index, bind]) => {
      const { type, value } = isFields(bind) ? bind : {};
      const isValue = (cell: unknown): cell is string | null => cell === null || typeof cell === 'string';
      if (typeof type !== 'string' || !(isValue(value) || (Array.isArray(value) && value.every(isValue)))) {
        throw refused('LOCAL-002', `the bind :${index}`);
      }
      return [index, { type: type.toUpperCase(), value }];
    }),
  );
}

const numeric = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** SQL text of one bound value. @throws SnowflakeFailure 100038 and its like when the text is not of its type */
export function printBind(type: string, value: string | null): string {
  if (value === null) return 'NULL';
  if (value.includes('\0')) throw refused('LOCAL-002', 'a NUL character in a bind');
  const print = printers[type];
  if (!print) throw refused('LOCAL-004', `a bind of type ${type}`);
  return print(value);
}

const printers: Readonly<Record<string, (value: string) => string>> = {
  FIXED: (value) => {
    if (/^-?\d{1,38}$/.test(value)) return value.startsWith('-') ? `(${value})` : value;
    // A decimal keeps its digits; the Node driver sends whole numbers from 1e21 with an exponent.
    const decimal = /^-?\d*\.(\d+)$/.exec(value)?.[1];
    if (decimal !== undefined && numeric.test(value)) return `CAST(${quoteText(value)} AS DECIMAL(38,${Math.min(decimal.length, 37)}))`;
    if (!numeric.test(value)) throw notRecognized('Numeric', value);
    return `CAST(${quoteText(value)} AS DECIMAL(38,0))`;
  },
  REAL: (value) => {
    if (!numeric.test(value) && !/^-?(?:inf(?:inity)?|nan)$/i.test(value)) throw notRecognized('Numeric', value);
    return `CAST(${quoteText(value)} AS DOUBLE)`;
  },
  BOOLEAN: (value) => {
    if (!/^(?:true|false|1|0)$/i.test(value)) throw notRecognized('Boolean', value, '100037');
    return /^(?:true|1)$/i.test(value) ? 'TRUE' : 'FALSE';
  },
  TEXT: quoteText,
  VARIANT: quoteText,
  BINARY: (value) => {
    if (!/^(?:[0-9a-f]{2})*$/i.test(value)) throw notRecognized('Binary', value, '100115');
    return `unhex(${quoteText(value)})`;
  },
  DATE: printDateBind,
  TIME: printTimeBind,
  TIMESTAMP_NTZ: (value) => `CAST(${quoteText(printMoment(value))} AS TIMESTAMP)`,
  TIMESTAMP_LTZ: (value) => `CAST(${quoteText(`${printMoment(value)}+00`)} AS TIMESTAMPTZ)`,
  TIMESTAMP_TZ: printZonedBind,
};

function notRecognized(kind: string, value: string, code = '100038'): SnowflakeFailure {
  return new SnowflakeFailure(code, '22018', `${kind} value '${value}' is not recognized`);
}

export function findBind(binds: Binds, index: number): Bind {
  const found = binds[String(index)];
  if (!found) throw new SnowflakeFailure('002049', '42601', `SQL compilation error:\nBind variable :${index} not set.`);
  return found;
}

/** Number of rows of an array bind; undefined for plain binds. */
export function arrayBindLength(binds: Binds): number | undefined {
  const lists = Object.values(binds).flatMap((bind) => (Array.isArray(bind.value) ? [bind.value.length] : []));
  return lists.length > 0 ? Math.max(...lists) : undefined;
}

/** The value of a bind in one row of an array bind, or the plain value. */
export function bindValue(bind: Bind, row: number): string | null {
  return bind.value === null || typeof bind.value === 'string' ? bind.value : (bind.value[row] ?? null);
}

/** Types as they change a translation's columns: a NULL has no type of its own. */
export function bindTypes(binds: Binds): string {
  return Object.entries(binds)
    .map(([index, bind]) => `${index}:${bind.value === null ? 'NULL' : bind.type}`)
    .join(',');
}
