import { SnowflakeFailure, refused } from '../failure.ts';
import { quoteText } from '../sql/names.ts';

/** As drivers send them: values are text or null, or lists of them for an array bind. */
export interface Bind {
  readonly type: string;
  readonly value: string | null | readonly (string | null)[];
}

export type Binds = Readonly<Record<string, Bind>>;

const numeric = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;

/** SQL text of one bound value. @throws SnowflakeFailure 100038 when the text is not of its type */
export function printBind(type: string, value: string | null): string {
  if (value === null) return 'NULL';
  if (value.includes('\0')) throw refused('LOCAL-002', 'a NUL character in a bind');
  switch (type) {
    case 'FIXED':
      if (/^-?\d{1,38}$/.test(value)) return value.startsWith('-') ? `(${value})` : value;
      // The Node driver sends whole numbers from 1e21 as FIXED with an exponent.
      if (!numeric.test(value)) throw notRecognized('Numeric', value);
      return `CAST(${quoteText(value)} AS DECIMAL(38,0))`;
    case 'REAL':
      if (!numeric.test(value)) throw notRecognized('Numeric', value);
      return `CAST(${quoteText(value)} AS DOUBLE)`;
    case 'BOOLEAN':
      if (!/^(?:true|false|1|0)$/i.test(value)) throw notRecognized('Boolean', value);
      return /^(?:true|1)$/i.test(value) ? 'TRUE' : 'FALSE';
    case 'TEXT':
    case 'VARIANT':
      return quoteText(value);
    default:
      throw refused('LOCAL-004', `a bind of type ${type}`);
  }
}

function notRecognized(kind: string, value: string): SnowflakeFailure {
  return new SnowflakeFailure('100038', '22018', `${kind} value '${value}' is not recognized`);
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
