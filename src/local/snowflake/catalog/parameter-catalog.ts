import { parameters as sessionParameters } from '../wire/parameters.ts';
import type { ParameterValue } from '../wire/parameters.ts';

export type ParameterLevel = 'ACCOUNT' | 'USER' | 'SESSION' | 'WAREHOUSE' | 'DATABASE' | 'SCHEMA' | 'TABLE';

export interface ParameterRule {
  readonly name: string;
  readonly initial: ParameterValue;
  readonly description: string;
  /** Kinds of objects on which it may be set and shown; SESSION is covered by `wire/parameters.ts`. */
  readonly levels: readonly ParameterLevel[];
}

const rule = (name: string, initial: ParameterValue, levels: readonly ParameterLevel[], description: string): ParameterRule => ({
  name, initial, levels, description,
}); // prettier-ignore

const everywhere: readonly ParameterLevel[] = ['ACCOUNT', 'DATABASE', 'SCHEMA', 'TABLE'];

/** Parameters of the account and of objects, with Snowflake's defaults. Those of a session are set on accounts and users, too. */
const objectParameters: readonly ParameterRule[] = [
  rule('DATA_RETENTION_TIME_IN_DAYS', 1, everywhere, 'Days of Time Travel.'),
  rule('MIN_DATA_RETENTION_TIME_IN_DAYS', 0, ['ACCOUNT'], 'Least days of Time Travel for every table.'),
  rule('MAX_DATA_EXTENSION_TIME_IN_DAYS', 14, everywhere, 'Days by which retention may grow for streams.'),
  rule('NETWORK_POLICY', '', ['ACCOUNT', 'USER'], 'Network policy in force.'),
  rule('PREVENT_UNLOAD_TO_INLINE_URL', false, ['ACCOUNT', 'USER'], 'No COPY INTO a URL that is written in the statement.'),
  rule('PREVENT_UNLOAD_TO_INTERNAL_STAGES', false, ['ACCOUNT', 'USER'], 'No COPY INTO internal stages.'),
  rule('REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_CREATION', false, ['ACCOUNT'], 'External stages need a storage integration.'),
  rule('REQUIRE_STORAGE_INTEGRATION_FOR_STAGE_OPERATION', false, ['ACCOUNT'], 'Use of external stages needs a storage integration.'),
  rule('PERIODIC_DATA_REKEYING', false, ['ACCOUNT'], 'Keys of data older than a year are changed.'),
  rule('CLIENT_ENCRYPTION_KEY_SIZE', 128, ['ACCOUNT'], 'Bits of the keys of client-side encryption.'),
  rule('ALLOW_ID_TOKEN', false, ['ACCOUNT'], 'Drivers may cache a token of a browser login.'),
  rule('ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR', false, ['ACCOUNT', 'USER'], 'Syntax errors show the whole statement.'),
  rule('MAX_CONCURRENCY_LEVEL', 8, ['ACCOUNT', 'WAREHOUSE'], 'Statements at one time per cluster.'),
  rule('STATEMENT_QUEUED_TIMEOUT_IN_SECONDS', 0, ['ACCOUNT', 'USER', 'WAREHOUSE'], 'Seconds a statement may wait; 0 is no limit.'),
  rule('STATEMENT_TIMEOUT_IN_SECONDS', 172_800, ['ACCOUNT', 'USER', 'WAREHOUSE'], 'Seconds after which a statement is canceled.'),
];

const known = new Set(objectParameters.map((parameter) => parameter.name));

/** All parameters that may be shown or set on a level. */
export const parameterCatalog: readonly ParameterRule[] = [
  ...objectParameters,
  ...sessionParameters
    .filter((parameter) => !known.has(parameter.name))
    .map(({ name, initial, description, settable }) => rule(name, initial, settable ? ['ACCOUNT', 'USER'] : [], description)),
].sort((one, other) => (one.name < other.name ? -1 : 1));

export function parameterRule(name: string, level: ParameterLevel): ParameterRule | undefined {
  return parameterCatalog.find((candidate) => candidate.name === name && candidate.levels.includes(level));
}
