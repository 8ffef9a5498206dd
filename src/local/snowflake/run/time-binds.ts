import { zonedStorage } from '../catalog/data-type.ts';
import { SnowflakeFailure, refused } from '../failure.ts';
import { quoteText } from '../sql/names.ts';

const nanosecondsPerDay = 86_400_000_000_000n;
const nanosecondsPerMicrosecond = 1000n;
const millisecondsPerDay = 86_400_000;

/** Milliseconds since 1970 at midnight, as drivers send dates, or `2020-02-29`. */
export function printDateBind(value: string): string {
  if (/^-?\d+$/.test(value)) {
    const days = Math.floor(Number(value) / millisecondsPerDay);
    return `(DATE '1970-01-01' + CAST(${days} AS INTEGER))`;
  }
  if (!/^\d{4}-\d\d-\d\d$/.test(value)) throw notATime('Date', value, '100040');
  return `CAST(${quoteText(value)} AS DATE)`;
}

/** Nanoseconds since midnight, or `12:34:56.5`. */
export function printTimeBind(value: string): string {
  if (/^\d+$/.test(value)) {
    const nanoseconds = BigInt(value);
    if (nanoseconds >= nanosecondsPerDay) throw notATime('Time', value, '100108');
    return `CAST(${quoteText(printMoment(value).slice(11))} AS TIME)`;
  }
  if (!/^\d\d?:\d\d(?::\d\d(?:\.\d+)?)?$/.test(value)) throw notATime('Time', value, '100108');
  return `CAST(${quoteText(value)} AS TIME)`;
}

/** Nanoseconds since 1970, then a blank and the minutes east of UTC plus 1440. */
export function printZonedBind(value: string): string {
  const [, nanoseconds = '', shifted = ''] = /^(-?\d+) (\d{1,4})$/.exec(value) ?? [];
  const offset = Number(shifted) - 1440;
  if (nanoseconds === '' || Math.abs(offset) > 840) throw notATime('Timestamp', value, '100035');
  const instant = `CAST(${quoteText(printMoment(nanoseconds))} AS TIMESTAMP)`;
  return `CAST({'instant': ${instant}, 'offset_minutes': ${offset}} AS ${zonedStorage})`;
}

/** Nanoseconds since 1970 as `2020-02-29 12:34:56.123456` in UTC; text in ISO 8601 stays as it is. */
export function printMoment(value: string): string {
  if (/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?Z?$/.test(value)) return value.replace('T', ' ').replace(/Z$/, '');
  if (!/^-?\d+$/.test(value)) throw notATime('Timestamp', value, '100035');
  const nanoseconds = BigInt(value);
  if (nanoseconds % nanosecondsPerMicrosecond !== 0n) throw refused('LOCAL-004', 'a time with digits below a microsecond');
  const microseconds = nanoseconds / nanosecondsPerMicrosecond;
  const seconds = floorDivide(microseconds, 1_000_000n);
  const fraction = String(microseconds - seconds * 1_000_000n).padStart(6, '0');
  const moment = new Date(Number(seconds) * 1000);
  const year = moment.getUTCFullYear();
  if (Number.isNaN(year) || year < 1 || year > 9999) throw notATime('Timestamp', value, '100035');
  return `${moment.toISOString().slice(0, 19).replace('T', ' ')}.${fraction}`;
}

function floorDivide(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor < 0n ? quotient - 1n : quotient;
}

function notATime(kind: string, value: string, code: string): SnowflakeFailure {
  return new SnowflakeFailure(code, '22007', `${kind} '${value}' is not recognized`);
}
