import type { StatementContext } from '../run/statement-context.ts';
import { optionList, optionText } from '../catalog/objects.ts';
import type { Options, OptionValue } from '../catalog/objects.ts';
import { SnowflakeFailure, missingObject, refused } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import { TokenCursor } from '../sql/token-cursor.ts';

export interface CsvFormat {
  readonly type: 'CSV';
  /** Undefined takes the whole line as one field. */
  readonly fieldDelimiter: string | undefined;
  /** Undefined is any line break: \n, \r\n or \r. */
  readonly recordDelimiter: string | undefined;
  readonly skipHeader: number;
  readonly parseHeader: boolean;
  readonly skipBlankLines: boolean;
  readonly enclosedBy: string | undefined;
  readonly escape: string | undefined;
  readonly escapeUnenclosed: string | undefined;
  readonly nullIf: readonly string[];
  readonly emptyFieldAsNull: boolean;
  readonly trimSpace: boolean;
  readonly errorOnColumnCountMismatch: boolean;
  readonly zip: boolean;
}

export interface JsonFormat {
  readonly type: 'JSON';
  readonly stripOuterArray: boolean;
  readonly stripNullValues: boolean;
  readonly nullIf: readonly string[];
  readonly zip: boolean;
}

export type FileFormat = CsvFormat | JsonFormat;

const shared = [
  'TYPE',
  'COMPRESSION',
  'NULL_IF',
  'TRIM_SPACE',
  'DATE_FORMAT',
  'TIME_FORMAT',
  'TIMESTAMP_FORMAT',
  'BINARY_FORMAT',
  'COMMENT',
  'ENCODING',
];
const known: Readonly<Record<string, readonly string[]>> = {
  CSV: [
    ...shared, 'RECORD_DELIMITER', 'FIELD_DELIMITER', 'SKIP_HEADER', 'PARSE_HEADER', 'SKIP_BLANK_LINES', 'ESCAPE', 'ESCAPE_UNENCLOSED_FIELD',
    'FIELD_OPTIONALLY_ENCLOSED_BY', 'ERROR_ON_COLUMN_COUNT_MISMATCH', 'EMPTY_FIELD_AS_NULL', 'REPLACE_INVALID_CHARACTERS', 'SKIP_BYTE_ORDER_MARK',
    'FILE_EXTENSION',
  ],
  JSON: [...shared, 'STRIP_OUTER_ARRAY', 'STRIP_NULL_VALUES', 'ENABLE_OCTAL', 'ALLOW_DUPLICATE', 'IGNORE_UTF8_ERRORS', 'SKIP_BYTE_ORDER_MARK', 'FILE_EXTENSION'],
}; // prettier-ignore

/** Options whose only value here is the default; another would be read wrongly. */
const fixed: Readonly<Record<string, readonly string[]>> = {
  DATE_FORMAT: ['AUTO'],
  TIME_FORMAT: ['AUTO'],
  TIMESTAMP_FORMAT: ['AUTO'],
  BINARY_FORMAT: ['HEX'],
  ENCODING: ['UTF8', 'UTF-8'],
  ENABLE_OCTAL: ['FALSE'],
  FILE_EXTENSION: ['NONE'],
};

/** What FILE_FORMAT of the statement says, else that of the stage, else CSV with all defaults. */
export function resolveFileFormat(statement: Options, stage: Options, context: StatementContext): FileFormat {
  const options = formatOptions(statement['FILE_FORMAT'], context) ?? formatOptions(stage['FILE_FORMAT'], context) ?? {};
  const type = (optionText(options, 'TYPE') ?? 'CSV').toUpperCase();
  if (type === 'CSV') return csvFormat(options);
  if (type === 'JSON') return jsonFormat(options);
  throw refused('LOCAL-002', `files of TYPE ${type}`);
}

/** `( FORMAT_NAME = 'name' )`, `( TYPE = CSV ... )` or the name alone. */
function formatOptions(value: OptionValue | undefined, context: StatementContext): Options | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string') return namedFormat(value, context);
  if (typeof value !== 'object' || Array.isArray(value)) throw refused('LOCAL-002', 'this FILE_FORMAT');
  const options = value as Options;
  const name = options['FORMAT_NAME'];
  return typeof name === 'string' ? namedFormat(name, context) : options;
}

function namedFormat(text: string, { account, session }: StatementContext): Options {
  const name = new TokenCursor(text).objectName();
  const found = account.catalog.schemaObject('FILE FORMAT', name, session, 'COPY');
  if (!found || !account.access.has(session.authority, 'USAGE', found)) throw missingObject('File format', displayName(name), 'ddl');
  return found.options;
}

/** @throws SnowflakeFailure LOCAL-002 for an option that would be read wrongly */
export function csvFormat(options: Options): CsvFormat {
  check(options, 'CSV');
  const escapeUnenclosed = options['ESCAPE_UNENCLOSED_FIELD'] === undefined ? '\\' : text(options, 'ESCAPE_UNENCLOSED_FIELD');
  const enclosedBy = text(options, 'FIELD_OPTIONALLY_ENCLOSED_BY');
  if (enclosedBy !== undefined && enclosedBy !== '"' && enclosedBy !== "'") throw invalid('FIELD_OPTIONALLY_ENCLOSED_BY', enclosedBy);
  return {
    type: 'CSV',
    fieldDelimiter: options['FIELD_DELIMITER'] === undefined ? ',' : text(options, 'FIELD_DELIMITER'),
    recordDelimiter: recordDelimiter(options),
    skipHeader: Number(options['SKIP_HEADER'] ?? 0),
    parseHeader: flag(options, 'PARSE_HEADER', false),
    skipBlankLines: flag(options, 'SKIP_BLANK_LINES', false),
    enclosedBy,
    escape: text(options, 'ESCAPE'),
    escapeUnenclosed,
    nullIf: options['NULL_IF'] === undefined ? ['\\N'] : optionList(options, 'NULL_IF'),
    emptyFieldAsNull: flag(options, 'EMPTY_FIELD_AS_NULL', true),
    trimSpace: flag(options, 'TRIM_SPACE', false),
    errorOnColumnCountMismatch: flag(options, 'ERROR_ON_COLUMN_COUNT_MISMATCH', true),
    zip: zips(options),
  };
}

function recordDelimiter(options: Options): string | undefined {
  const delimiter = text(options, 'RECORD_DELIMITER');
  return delimiter === '\n' || delimiter === '\r\n' ? undefined : delimiter;
}

function jsonFormat(options: Options): JsonFormat {
  check(options, 'JSON');
  return {
    type: 'JSON',
    stripOuterArray: flag(options, 'STRIP_OUTER_ARRAY', false),
    stripNullValues: flag(options, 'STRIP_NULL_VALUES', false),
    nullIf: optionList(options, 'NULL_IF'),
    zip: zips(options),
  };
}

function check(options: Options, type: string): void {
  for (const [name, value] of Object.entries(options)) {
    if (!known[type]?.includes(name)) throw refused('LOCAL-002', `${name} of a file format of TYPE ${type}`);
    const allowed = fixed[name];
    const shown = optionText(options, name) ?? JSON.stringify(value);
    if (allowed && !allowed.includes(shown.toUpperCase())) throw refused('LOCAL-002', `${name} = ${shown}`);
  }
}

/** Files that are read are recognised by their first bytes, so this counts only for those that are written. */
function zips(options: Options): boolean {
  const compression = (optionText(options, 'COMPRESSION') ?? 'AUTO').toUpperCase();
  if (!['AUTO', 'GZIP', 'NONE'].includes(compression)) throw refused('LOCAL-002', `COMPRESSION = ${compression}`);
  return compression !== 'NONE';
}

/** NONE is unset. */
function text(options: Options, name: string): string | undefined {
  const value = optionText(options, name);
  return value?.toUpperCase() === 'NONE' ? undefined : value;
}

function flag(options: Options, name: string, initial: boolean): boolean {
  const value = options[name];
  if (value === undefined) return initial;
  if (typeof value !== 'boolean') throw invalid(name, optionText(options, name) ?? JSON.stringify(value));
  return value;
}

function invalid(name: string, value: string): SnowflakeFailure {
  return new SnowflakeFailure('001008', '22023', `SQL compilation error:\ninvalid value [${value}] for parameter '${name}'`);
}
