import { refused } from '../failure.ts';
import { fieldsOf, kindOf, literalText, textField } from './node.ts';
import type { Node } from './node.ts';

const spellings: Readonly<Record<string, readonly string[]>> = {
  year: ['YEAR', 'Y', 'YY', 'YYY', 'YYYY', 'YR', 'YEARS', 'YRS'],
  quarter: ['QUARTER', 'Q', 'QTR', 'QTRS', 'QUARTERS'],
  month: ['MONTH', 'MM', 'MON', 'MONS', 'MONTHS'],
  week: ['WEEK', 'W', 'WK', 'WEEKOFYEAR', 'WOY', 'WY', 'WEEKISO', 'WEEK_ISO', 'WEEKOFYEARISO', 'WEEKOFYEAR_ISO'],
  day: ['DAY', 'D', 'DD', 'DAYS', 'DAYOFMONTH'],
  hour: ['HOUR', 'H', 'HH', 'HR', 'HOURS', 'HRS'],
  minute: ['MINUTE', 'M', 'MI', 'MIN', 'MINUTES', 'MINS'],
  second: ['SECOND', 'S', 'SEC', 'SECONDS', 'SECS'],
  millisecond: ['MILLISECOND', 'MS', 'MSEC', 'MILLISECONDS'],
  microsecond: ['MICROSECOND', 'US', 'USEC', 'MICROSECONDS'],
  dayofweek: ['DAYOFWEEK', 'WEEKDAY', 'DOW', 'DW'],
  isodow: ['DAYOFWEEKISO', 'WEEKDAY_ISO', 'DOW_ISO', 'DW_ISO', 'DAYOFWEEK_ISO'],
  dayofyear: ['DAYOFYEAR', 'YEARDAY', 'DOY', 'DY'],
  isoyear: ['YEAROFWEEK', 'YEAROFWEEKISO'],
  epoch_second: ['EPOCH_SECOND', 'EPOCH', 'EPOCH_SECONDS'],
  epoch_millisecond: ['EPOCH_MILLISECOND', 'EPOCH_MILLISECONDS'],
  epoch_microsecond: ['EPOCH_MICROSECOND', 'EPOCH_MICROSECONDS'],
  nanosecond: ['NANOSECOND', 'NS', 'NSEC', 'NANOSEC', 'NANOSECONDS'],
  timezone_hour: ['TIMEZONE_HOUR', 'TZH'],
  timezone_minute: ['TIMEZONE_MINUTE', 'TZM'],
};

const steps = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond', 'microsecond'];

/** The date part that an argument names: a word, or a text. */
export function namedPart(node: Node | undefined): string {
  const name = (node && partName(node))?.toUpperCase() ?? '';
  const found = Object.entries(spellings).find(([, words]) => words.includes(name));
  if (!found) throw refused('LOCAL-003', `the date part ${name}`);
  return found[0];
}

function partName(node: Node): string | undefined {
  const fields = fieldsOf(node);
  if (kindOf(node) === 'var') return textField(fields, 'this');
  return kindOf(node) === 'column' ? textField((fields['name'] ?? {}) as Node, 'name') : literalText(node);
}

/** A part that one can add or cut at. */
export function stepPart(node: Node | undefined): string {
  const part = namedPart(node);
  if (!steps.includes(part)) throw refused('LOCAL-003', `the date part ${part} as a step`);
  return part;
}
