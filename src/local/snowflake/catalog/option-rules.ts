import { SnowflakeFailure, refused } from '../failure.ts';
import { valueText } from './objects.ts';
import type { Options, OptionValue } from './objects.ts';

/** What an option takes: a kind of value, or one of these words. */
type OptionRule = 'text' | 'number' | 'flag' | 'list' | 'options' | readonly string[];
type Rules = Readonly<Record<string, OptionRule>>;

const comment: Rules = { COMMENT: 'text' };
export const warehouseSizes = ['X-Small', 'Small', 'Medium', 'Large', 'X-Large', '2X-Large', '3X-Large', '4X-Large', '5X-Large', '6X-Large'] as const; // prettier-ignore

const fileFormat: Rules = {
  TYPE: ['CSV', 'JSON'], COMPRESSION: ['AUTO', 'GZIP', 'NONE'], FIELD_DELIMITER: 'text', RECORD_DELIMITER: 'text', SKIP_HEADER: 'number', PARSE_HEADER: 'flag',
  FIELD_OPTIONALLY_ENCLOSED_BY: 'text', NULL_IF: 'list', TRIM_SPACE: 'flag', SKIP_BLANK_LINES: 'flag', ERROR_ON_COLUMN_COUNT_MISMATCH: 'flag', ESCAPE: 'text',
  ESCAPE_UNENCLOSED_FIELD: 'text', EMPTY_FIELD_AS_NULL: 'flag', DATE_FORMAT: 'text', TIME_FORMAT: 'text', TIMESTAMP_FORMAT: 'text', BINARY_FORMAT: 'text',
  ENCODING: ['UTF8', 'UTF-8'], STRIP_OUTER_ARRAY: 'flag', STRIP_NULL_VALUES: 'flag', ALLOW_DUPLICATE: 'flag', IGNORE_UTF8_ERRORS: 'flag',
}; // prettier-ignore

const group: Rules = {
  OBJECT_TYPES: 'list', ALLOWED_DATABASES: 'list', ALLOWED_SHARES: 'list', ALLOWED_ACCOUNTS: 'list', ALLOWED_INTEGRATION_TYPES: 'list', REPLICATION_SCHEDULE: 'text',
}; // prettier-ignore

/** The options that CREATE and ALTER take, by kind of object. An option that is not here is refused. */
const optionRules: Readonly<Record<string, Rules>> = {
  SEQUENCE: { ...comment, START: 'number', INCREMENT: 'number', ORDER: 'flag' },
  // A stage of another cloud would have to be read over the network, so there is no URL.
  STAGE: { ...comment, FILE_FORMAT: 'options', COPY_OPTIONS: 'options', ENCRYPTION: 'options', DIRECTORY: 'options' },
  'FILE FORMAT': { ...comment, ...fileFormat },
  TAG: { ...comment, ALLOWED_VALUES: 'list' },
  'NETWORK RULE': {
    ...comment,
    TYPE: ['IPV4', 'HOST_PORT', 'AWSVPCEID', 'AZURELINKID', 'PRIVATE_HOST_PORT'],
    MODE: ['INGRESS', 'EGRESS', 'INTERNAL_STAGE'],
    VALUE_LIST: 'list',
  },
  'NETWORK POLICY': {
    ...comment,
    ALLOWED_IP_LIST: 'list',
    BLOCKED_IP_LIST: 'list',
    ALLOWED_NETWORK_RULE_LIST: 'list',
    BLOCKED_NETWORK_RULE_LIST: 'list',
  },
  'RESOURCE MONITOR': {
    CREDIT_QUOTA: 'number',
    FREQUENCY: ['MONTHLY', 'DAILY', 'WEEKLY', 'YEARLY', 'NEVER'],
    START_TIMESTAMP: 'text',
    END_TIMESTAMP: 'text',
    NOTIFY_USERS: 'list',
    TRIGGERS: 'list',
  },
  'REPLICATION GROUP': { ...comment, ...group },
  'FAILOVER GROUP': { ...comment, ...group },
  WAREHOUSE: {
    ...comment,
    WAREHOUSE_SIZE: 'text',
    WAREHOUSE_TYPE: ['STANDARD'],
    MIN_CLUSTER_COUNT: 'number',
    MAX_CLUSTER_COUNT: 'number',
    SCALING_POLICY: ['STANDARD', 'ECONOMY'],
    AUTO_SUSPEND: 'number',
    AUTO_RESUME: 'flag',
    INITIALLY_SUSPENDED: 'flag',
    RESOURCE_MONITOR: 'text',
    ENABLE_QUERY_ACCELERATION: 'flag',
    QUERY_ACCELERATION_MAX_SCALE_FACTOR: 'number',
    MAX_CONCURRENCY_LEVEL: 'number',
    STATEMENT_QUEUED_TIMEOUT_IN_SECONDS: 'number',
    STATEMENT_TIMEOUT_IN_SECONDS: 'number',
  },
  SCHEMA: { ...comment, DATA_RETENTION_TIME_IN_DAYS: 'number' },
  DATABASE: { ...comment, DATA_RETENTION_TIME_IN_DAYS: 'number' },
  ROLE: comment,
  'DATABASE ROLE': comment,
  'MASKING POLICY': comment,
  'ROW ACCESS POLICY': comment,
};

/** Words of an option are upper case. @throws SnowflakeFailure LOCAL-002, 001008 */
export function checkOptions(kind: string, options: Options): Options {
  const rules = optionRules[kind] ?? {};
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, checkOption(kind, name, value, rules[name])]));
}

function checkOption(kind: string, name: string, value: OptionValue, rule: OptionRule | undefined): OptionValue {
  if (rule === undefined) throw refused('LOCAL-002', `${name} of a ${kind.toLowerCase()}`);
  if (value === null) return null;
  if (typeof rule !== 'string') {
    const word = valueText(value).toUpperCase();
    if (!rule.includes(word)) throw invalidValue(name, value);
    return word;
  }
  const fits = {
    text: typeof value === 'string',
    number: typeof value === 'number',
    flag: typeof value === 'boolean',
    list: Array.isArray(value) || typeof value === 'string',
    options: typeof value === 'object' && !Array.isArray(value),
  }[rule];
  if (!fits) throw invalidValue(name, value);
  return value;
}

export function invalidValue(name: string, value: OptionValue): SnowflakeFailure {
  return new SnowflakeFailure('001008', '22023', `SQL compilation error:\ninvalid value [${valueText(value)}] for parameter '${name}'`);
}

/** `XSMALL`, `x-small` and `X-Small` are one size, shown in the last way. */
export function warehouseSize(text: string): string {
  const plain = (size: string): string => size.toUpperCase().replaceAll('-', '');
  const written = plain(text).replace(/^(X{2,6})LARGE$/, (_, all: string) => `${all.length}XLARGE`);
  const found = warehouseSizes.find((size) => plain(size) === written);
  if (found === undefined) throw invalidValue('WAREHOUSE_SIZE', text);
  return found;
}
