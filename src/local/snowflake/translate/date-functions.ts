import type { DataType } from '../catalog/data-type.ts';
import { refused } from '../failure.ts';
import { quoteText } from '../sql/names.ts';
import { castToLtz, castToNtz, castToZoned, printCast, printText } from './cast.ts';
import { formatMoment, parsingFormat } from './date-format.ts';
import { namedPart, stepPart } from './date-part.ts';
import { literalInteger, literalText } from './node.ts';
import type { Node } from './node.ts';
import type { Translation } from './translation.ts';

type FunctionPrinter = (args: readonly Node[], translation: Translation) => string;

function argument(args: readonly Node[], index: number, name: string): Node {
  const found = args[index];
  if (!found) throw refused('LOCAL-003', `${name} with ${args.length} argument${args.length === 1 ? '' : 's'}`);
  return found;
}

function scalarType(node: Node, translation: Translation): DataType | undefined {
  return translation.isSemiStructured(node) ? { kind: 'text', length: 16_777_216 } : translation.typeOf(node);
}

/** A point in time by the clock of its own zone. Text in its place is a timestamp. */
export function printClock(node: Node, translation: Translation): string {
  const type = scalarType(node, translation);
  const sql = translation.scalar(node);
  if (type?.kind === 'text') return `sf_read_local(${sql})`;
  return type?.kind === 'timestamp_tz' ? `sf_local(${sql})` : sql;
}

/** Changes a point in time by its clock; one with an offset keeps the offset. */
function changed(node: Node, translation: Translation, change: (clock: string) => string): string {
  const text = change(printClock(node, translation));
  if (translation.typeOf(node)?.kind === 'timestamp_tz') return `sf_zoned(${text}, (${translation.print(node)}).offset_minutes)`;
  return text;
}

function keepsDate(node: Node, part: string, translation: Translation): boolean {
  return translation.typeOf(node)?.kind === 'date' && !['hour', 'minute', 'second', 'millisecond', 'microsecond'].includes(part);
}

const add: FunctionPrinter = (args, translation) => {
  const part = stepPart(args[0]);
  const count = `CAST(round(${translation.numeric(argument(args, 1, 'DATEADD'))}) AS BIGINT)`;
  const node = argument(args, 2, 'DATEADD');
  const months = { year: 12, quarter: 3, month: 1 }[part];
  const days = { week: 7, day: 1 }[part];
  const moved = changed(node, translation, (clock) => {
    if (months !== undefined) return `(${clock} + to_months(CAST(${months} * ${count} AS INTEGER)))`;
    return days === undefined ? `(${clock} + to_${part}s(${count}))` : `(${clock} + to_days(CAST(${days} * ${count} AS INTEGER)))`;
  });
  return keepsDate(node, part, translation) ? `CAST(${moved} AS DATE)` : moved;
};

/** Both dialects count the boundaries crossed; the casts put dates, NTZ and LTZ on one scale. */
const difference: FunctionPrinter = (args, translation) => {
  const part = namedPart(args[0]);
  const [from, to] = [argument(args, 1, 'DATEDIFF'), argument(args, 2, 'DATEDIFF')].map((node) => {
    const type = scalarType(node, translation);
    const sql = translation.scalar(node);
    if (type?.kind === 'time') return `(DATE '1970-01-01' + ${sql})`;
    return type?.kind === 'timestamp_tz' ? `(${sql}).instant` : castToNtz({ sql, type });
  });
  if (part === 'week') return `sf_weeks(${from}, ${to})`;
  if (part === 'nanosecond') return `(date_diff('microsecond', ${from}, ${to}) * 1000)`;
  return `date_diff('${stepPart(args[0])}', ${from}, ${to})`;
};

const truncate: FunctionPrinter = (args, translation) => {
  const part = stepPart(args[0]);
  const node = argument(args, 1, 'DATE_TRUNC');
  const text = changed(node, translation, (clock) => `date_trunc('${part}', ${clock})`);
  if (translation.typeOf(node)?.kind === 'time') throw refused('LOCAL-003', 'DATE_TRUNC of a TIME');
  return translation.typeOf(node)?.kind === 'date' ? `CAST(${text} AS DATE)` : text;
};

const extractPart: FunctionPrinter = (args, translation) => {
  const part = namedPart(args[0]);
  const node = argument(args, 1, 'DATE_PART');
  const clock = printClock(node, translation);
  const type = translation.typeOf(node)?.kind;
  if (part.startsWith('epoch_')) {
    const instant = type === 'timestamp_tz' ? `(${translation.print(node)}).instant` : clock;
    if (part === 'epoch_second') return `CAST(floor(epoch(${instant})) AS BIGINT)`;
    return part === 'epoch_millisecond' ? `epoch_ms(${instant})` : `epoch_us(${instant})`;
  }
  if (part.startsWith('timezone_')) return offsetPart(node, part, translation);
  if (part === 'nanosecond') return `((date_part('microsecond', ${clock}) % 1000000) * 1000)`;
  if (part === 'millisecond' || part === 'microsecond') throw refused('LOCAL-003', `the date part ${part}`);
  return `date_part('${part === 'dayofyear' ? 'doy' : part === 'dayofweek' ? 'dow' : part}', ${clock})`;
};

function offsetPart(node: Node, part: string, translation: Translation): string {
  if (translation.typeOf(node)?.kind !== 'timestamp_tz') throw refused('LOCAL-003', `${part} of a time without an offset`);
  const minutes = `CAST((${translation.print(node)}).offset_minutes AS INTEGER)`;
  return part === 'timezone_hour' ? `CAST(trunc(${minutes} / 60) AS INTEGER)` : `(${minutes} % 60)`;
}

const formatted: FunctionPrinter = (args, translation) => {
  const value = argument(args, 0, 'TO_CHAR');
  if (args.length === 1) return printText(value, translation);
  const format = literalText(args[1]);
  if (format === undefined || args.length > 2) throw refused('LOCAL-003', 'TO_CHAR with a format that is not a literal');
  const type = translation.typeOf(value);
  if (type?.kind === 'fixed' || type?.kind === 'real') throw refused('LOCAL-003', `the number format '${format}'`);
  const clock = printClock(value, translation);
  if (type?.kind === 'time') return formatMoment(`(DATE '1970-01-01' + ${clock})`, undefined, format);
  if (type?.kind === 'timestamp_tz') return formatMoment(clock, `(${translation.print(value)}).offset_minutes`, format);
  return formatMoment(clock, type?.kind === 'timestamp_ltz' ? `sf_session_offset(CAST(${clock} AS TIMESTAMP))` : undefined, format);
};

/** With a format the text is parsed by it, without one by the usual forms. */
const read =
  (name: string, type: DataType, attempt = false): FunctionPrinter =>
  (args, translation) => {
    const value = argument(args, 0, name);
    const [, second, ...others] = args;
    if (others.length > 0) throw refused('LOCAL-003', `${name} with ${args.length} arguments`);
    if (!second) return printCast(value, type, translation, attempt);
    const scale = literalInteger(second);
    const text =
      scale === undefined ? readByFormat(name, value, second, type, attempt, translation) : readEpoch(value, scale, type, translation);
    return attempt ? `TRY(${text})` : text;
  };

function readByFormat(name: string, value: Node, formatNode: Node, type: DataType, attempt: boolean, translation: Translation): string {
  const format = literalText(formatNode);
  if (format === undefined) throw refused('LOCAL-003', `${name} with a format that is not a literal`);
  if (format.toUpperCase() === 'AUTO') return printCast(value, type, translation, attempt);
  const parsed = `${attempt ? 'try_' : ''}strptime(${translation.scalar(value)}, ${quoteText(parsingFormat(format))})`;
  return fromClock(parsed, type);
}

/** A number with a scale: 3 is milliseconds since 1970. */
function readEpoch(value: Node, scale: number, type: DataType, translation: Translation): string {
  if (scale > 9 || type.kind === 'date' || type.kind === 'time') throw refused('LOCAL-003', `an epoch with the scale ${scale}`);
  const instant = `make_timestamp(CAST(CAST(${translation.numeric(value)} AS DECIMAL(38,6)) * ${10 ** Math.max(6 - scale, 0)} AS BIGINT)${scale > 6 ? ` // ${10 ** (scale - 6)}` : ''})`;
  if (type.kind === 'timestamp_ntz') return instant;
  const moment = `(${instant} AT TIME ZONE 'UTC')`;
  return type.kind === 'timestamp_ltz' ? moment : `sf_of_instant(${moment})`;
}

function fromClock(sql: string, type: DataType): string {
  const source = { sql, type: { kind: 'timestamp_ntz', scale: 9 } as const };
  if (type.kind === 'timestamp_ltz') return castToLtz(source);
  if (type.kind === 'timestamp_tz') return castToZoned(source);
  return type.kind === 'timestamp_ntz' ? sql : `CAST(${sql} AS ${type.kind})`;
}

const convertZone: FunctionPrinter = (args, translation) => {
  if (args.length === 3) {
    const [from, to] = [argument(args, 0, ''), argument(args, 1, '')].map((zone) => translation.scalar(zone));
    const node = argument(args, 2, '');
    return `((${castToNtz({ sql: translation.scalar(node), type: scalarType(node, translation) })} AT TIME ZONE ${from}) AT TIME ZONE ${to})`;
  }
  const node = argument(args, 1, 'CONVERT_TIMEZONE');
  const moment = castToLtz({ sql: translation.scalar(node), type: scalarType(node, translation) });
  return `sf_convert(${moment}, ${translation.scalar(argument(args, 0, 'CONVERT_TIMEZONE'))})`;
};

const lastDay: FunctionPrinter = (args, translation) => {
  const part = args[1] ? stepPart(args[1]) : 'month';
  const clock = printClock(argument(args, 0, 'LAST_DAY'), translation);
  if (part === 'month') return `last_day(${clock})`;
  const next = { year: 'INTERVAL 1 YEAR', quarter: 'INTERVAL 3 MONTH', week: 'INTERVAL 7 DAY' }[part];
  if (next === undefined) throw refused('LOCAL-003', `LAST_DAY of a ${part}`);
  return `CAST(date_trunc('${part}', ${clock}) + ${next} - INTERVAL 1 DAY AS DATE)`;
};

/** The start, or with 'END' the end, of the slice of time that a moment lies in; slices count from 1970. */
const slice: FunctionPrinter = (args, translation) => {
  const [size, part] = [literalInteger(args[1]), stepPart(args[2])];
  const end = (literalText(args[3]) ?? 'START').toUpperCase() === 'END';
  if (size === undefined || part === 'week') throw refused('LOCAL-003', 'TIME_SLICE with a size that is not a literal, or of weeks');
  const step = part === 'quarter' ? `INTERVAL ${size * 3} MONTH` : `INTERVAL ${size} ${part}`;
  const node = argument(args, 0, 'TIME_SLICE');
  const text = changed(node, translation, (clock) => `(time_bucket(${step}, ${clock}, TIMESTAMP '1970-01-01')${end ? ` + ${step}` : ''})`);
  return translation.typeOf(node)?.kind === 'date' ? `CAST(${text} AS DATE)` : text;
};

const addMonths: FunctionPrinter = (args, translation) => {
  const count = `CAST(round(${translation.numeric(argument(args, 1, 'ADD_MONTHS'))}) AS INTEGER)`;
  const node = argument(args, 0, 'ADD_MONTHS');
  const text = changed(node, translation, (clock) => `sf_add_months(${clock}, ${count})`);
  return translation.typeOf(node)?.kind === 'date' ? `CAST(${text} AS DATE)` : text;
};

const ntz: DataType = { kind: 'timestamp_ntz', scale: 9 };
const ltz: DataType = { kind: 'timestamp_ltz', scale: 9 };
const zoned: DataType = { kind: 'timestamp_tz', scale: 9 };

export const dateFunctions: Readonly<Record<string, FunctionPrinter>> = {
  DATEADD: add,
  DATEDIFF: difference,
  DATE_TRUNC: truncate,
  DATE_PART: extractPart,
  ADD_MONTHS: addMonths,
  CONVERT_TIMEZONE: convertZone,
  LAST_DAY: lastDay,
  TIME_SLICE: slice,
  TO_CHAR: formatted,
  TO_DATE: read('TO_DATE', { kind: 'date' }),
  TRY_TO_DATE: read('TRY_TO_DATE', { kind: 'date' }, true),
  TO_TIME: read('TO_TIME', { kind: 'time', scale: 9 }),
  TRY_TO_TIME: read('TRY_TO_TIME', { kind: 'time', scale: 9 }, true),
  TO_TIMESTAMP: read('TO_TIMESTAMP', ntz),
  TO_TIMESTAMP_NTZ: read('TO_TIMESTAMP_NTZ', ntz),
  TO_TIMESTAMP_LTZ: read('TO_TIMESTAMP_LTZ', ltz),
  TO_TIMESTAMP_TZ: read('TO_TIMESTAMP_TZ', zoned),
  TRY_TO_TIMESTAMP: read('TRY_TO_TIMESTAMP', ntz, true),
  TRY_TO_TIMESTAMP_NTZ: read('TRY_TO_TIMESTAMP_NTZ', ntz, true),
  TRY_TO_TIMESTAMP_LTZ: read('TRY_TO_TIMESTAMP_LTZ', ltz, true),
  TRY_TO_TIMESTAMP_TZ: read('TRY_TO_TIMESTAMP_TZ', zoned, true),
};
