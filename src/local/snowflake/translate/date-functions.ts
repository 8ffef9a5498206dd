import { refused } from '../failure.ts';
import { quoteText } from '../sql/names.ts';
import { fieldsOf, kindOf, literalText, textField } from './node.ts';
import type { Node } from './node.ts';
import type { Translation } from './translation.ts';

type FunctionPrinter = (args: readonly Node[], translation: Translation) => string;

const parts: Readonly<Record<string, readonly string[]>> = {
  year: ['YEAR', 'Y', 'YY', 'YYY', 'YYYY', 'YR', 'YEARS', 'YRS'],
  quarter: ['QUARTER', 'Q', 'QTR', 'QTRS', 'QUARTERS'],
  month: ['MONTH', 'MM', 'MON', 'MONS', 'MONTHS'],
  week: ['WEEK', 'W', 'WK', 'WEEKOFYEAR', 'WOY', 'WY'],
  day: ['DAY', 'D', 'DD', 'DAYS', 'DAYOFMONTH'],
  hour: ['HOUR', 'H', 'HH', 'HR', 'HOURS', 'HRS'],
  minute: ['MINUTE', 'M', 'MI', 'MIN', 'MINUTES', 'MINS'],
  second: ['SECOND', 'S', 'SEC', 'SECONDS', 'SECS'],
  millisecond: ['MILLISECOND', 'MS', 'MSEC', 'MILLISECONDS'],
  microsecond: ['MICROSECOND', 'US', 'USEC', 'MICROSECONDS'],
};

/** The date part that the first argument names, in DuckDB's word. */
function datePart(node: Node | undefined): string {
  const name =
    node && (kindOf(node) === 'var' ? textField(fieldsOf(node), 'this') : kindOf(node) === 'column' ? columnName(node) : literalText(node));
  const upper = name?.toUpperCase() ?? '';
  const found = Object.entries(parts).find(([, spellings]) => spellings.includes(upper));
  if (!found) throw refused('LOCAL-003', `the date part ${upper}`);
  return found[0];
}

function columnName(node: Node): string {
  return textField((fieldsOf(node)['name'] ?? {}) as Node, 'name');
}

/** Text in the place of a point in time is a timestamp. */
function moment(node: Node, translation: Translation): string {
  return literalText(node) === undefined ? translation.scalar(node) : `CAST(${translation.print(node)} AS TIMESTAMP)`;
}

function argument(args: readonly Node[], index: number, name: string): Node {
  const found = args[index];
  if (!found) throw refused('LOCAL-003', `${name} with ${args.length} arguments`);
  return found;
}

const add: FunctionPrinter = (args, translation) => {
  const part = datePart(args[0]);
  const count = `CAST(round(${translation.numeric(argument(args, 1, 'DATEADD'))}) AS BIGINT)`;
  const start = moment(argument(args, 2, 'DATEADD'), translation);
  if (part === 'quarter') return `(${start} + to_months(CAST(3 * ${count} AS INTEGER)))`;
  const small = ['year', 'month', 'week', 'day'].includes(part);
  return `(${start} + to_${part}s(${small ? `CAST(${count} AS INTEGER)` : count}))`;
};

/** Both dialects count the boundaries crossed; the casts put dates, NTZ and LTZ on one scale. */
const difference: FunctionPrinter = (args, translation) => {
  const [from, to] = [argument(args, 1, 'DATEDIFF'), argument(args, 2, 'DATEDIFF')];
  const point = (node: Node): string => `CAST(${translation.scalar(node)} AS TIMESTAMP)`;
  return `date_diff('${datePart(args[0])}', ${point(from)}, ${point(to)})`;
};

const truncate: FunctionPrinter = (args, translation) =>
  `date_trunc('${datePart(args[0])}', ${moment(argument(args, 1, 'DATE_TRUNC'), translation)})`;

const extractPart: FunctionPrinter = (args, translation) => {
  const time = moment(argument(args, 1, 'DATE_PART'), translation);
  const named = literalText(args[0]) ?? (args[0] && kindOf(args[0]) === 'var' ? textField(fieldsOf(args[0]), 'this') : '');
  const upper = named.toUpperCase();
  if (upper === 'EPOCH_SECOND' || upper === 'EPOCH') return `CAST(floor(epoch(${time})) AS BIGINT)`;
  if (upper === 'EPOCH_MILLISECOND') return `epoch_ms(${time})`;
  if (upper === 'DAYOFWEEK' || upper === 'DOW') return `dayofweek(${time})`;
  const part = datePart(args[0]);
  if (part === 'millisecond' || part === 'microsecond') throw refused('LOCAL-003', `the date part ${upper}`);
  return `date_part('${part}', ${time})`;
};

const formats: readonly (readonly [RegExp, string])[] = [
  [/^YYYY/i, '%Y'],
  [/^YY/i, '%y'],
  [/^MMMM/i, '%B'],
  [/^MON/i, '%b'],
  [/^MM/i, '%m'],
  [/^DD/i, '%d'],
  [/^DY/i, '%a'],
  [/^HH24/i, '%H'],
  [/^HH12/i, '%I'],
  [/^(?:AM|PM)/i, '%p'],
  [/^MI/i, '%M'],
  [/^SS/i, '%S'],
  [/^FF3/i, '%g'],
  [/^FF6/i, '%f'],
  [/^"([^"]*)"/, ''],
  [/^[-/:. ,T_]/, ''],
];

/** A Snowflake date format as a strftime format. @throws SnowflakeFailure LOCAL-003 for an element without a twin */
export function convertFormat(format: string): string {
  let rest = format;
  let result = '';
  while (rest !== '') {
    const [expression, replacement] = formats.find(([candidate]) => candidate.test(rest)) ?? [];
    const found = expression?.exec(rest);
    if (!found) throw refused('LOCAL-003', `the date format '${format}'`);
    result += replacement === '' ? (found[1] ?? found[0]) : replacement;
    rest = rest.slice(found[0].length);
  }
  return result;
}

const formatted: FunctionPrinter = (args, translation) => {
  const value = argument(args, 0, 'TO_CHAR');
  if (args.length === 1) return `sf_text(${translation.print(value)})`;
  const format = literalText(args[1]);
  if (format === undefined || args.length > 2) throw refused('LOCAL-003', 'TO_CHAR with a format that is not a literal');
  return `strftime(${moment(value, translation)}, ${quoteText(convertFormat(format))})`;
};

/** With a format the text is parsed by it, without one by the usual ISO forms. */
const parsed =
  (plain: string, type: string): FunctionPrinter =>
  (args, translation) => {
    const value = argument(args, 0, 'TO_DATE');
    if (args.length === 1) return plain.replace('$1', translation.scalar(value));
    const format = literalText(args[1]);
    if (format === undefined || args.length > 2) throw refused('LOCAL-003', `${type} from text with a format that is not a literal`);
    return `CAST(strptime(${translation.scalar(value)}, ${quoteText(convertFormat(format))}) AS ${type})`;
  };

export const dateFunctions: Readonly<Record<string, FunctionPrinter>> = {
  DATEADD: add,
  TIMESTAMPADD: add,
  TIMEADD: add,
  DATEDIFF: difference,
  TIMESTAMPDIFF: difference,
  DATE_TRUNC: truncate,
  DATE_PART: extractPart,
  ADD_MONTHS: (args, translation) =>
    add([{ var: { this: 'MONTH' } }, argument(args, 1, 'ADD_MONTHS'), argument(args, 0, 'ADD_MONTHS')], translation),
  TO_CHAR: formatted,
  TO_VARCHAR: formatted,
  TO_DATE: parsed('CAST($1 AS DATE)', 'DATE'),
  TO_TIMESTAMP: parsed('sf_timestamp($1)', 'TIMESTAMP'),
  TO_TIMESTAMP_NTZ: parsed('sf_timestamp($1)', 'TIMESTAMP'),
};
