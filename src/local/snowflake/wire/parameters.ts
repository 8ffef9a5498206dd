export type ParameterValue = string | number | boolean;

export interface Parameter {
  readonly name: string;
  readonly initial: ParameterValue;
  readonly description: string;
  /** Only these may be changed by ALTER SESSION; changing another would be a promise that is not kept. */
  readonly settable: boolean;
}

const fixed = (name: string, initial: ParameterValue, description: string): Parameter => ({ name, initial, description, settable: false });
const settable = (name: string, initial: ParameterValue, description: string): Parameter => ({
  name,
  initial,
  description,
  settable: true,
});

/** The session parameters, with Snowflake's defaults. Drivers read formats and switches from every reply. */
export const parameters: readonly Parameter[] = [
  fixed('ABORT_DETACHED_QUERY', false, 'Abort a query whose client has gone.'),
  fixed('AUTOCOMMIT', true, 'Each statement is its own transaction.'),
  fixed('BINARY_OUTPUT_FORMAT', 'HEX', 'Display format of BINARY.'),
  fixed('CLIENT_METADATA_REQUEST_USE_CONNECTION_CTX', false, 'Metadata requests use the session context.'),
  settable('CLIENT_SESSION_KEEP_ALIVE', false, 'Drivers send heartbeats.'),
  settable('CLIENT_SESSION_KEEP_ALIVE_HEARTBEAT_FREQUENCY', 3600, 'Seconds between heartbeats.'),
  // Above this number the Node driver stages array binds, which it can do only in a cloud store; then it sends them inline.
  fixed('CLIENT_STAGE_ARRAY_BINDING_THRESHOLD', 1_000_000_000, 'Number of binds from which they are staged.'),
  fixed('DATA_RETENTION_TIME_IN_DAYS', 1, 'Days of Time Travel.'),
  fixed('DATE_OUTPUT_FORMAT', 'YYYY-MM-DD', 'Display format of DATE.'),
  settable('JS_TREAT_INTEGER_AS_BIGINT', false, 'The Node driver returns integers as big numbers.'),
  settable('MULTI_STATEMENT_COUNT', 1, 'Statements per request; 0 takes any number.'),
  fixed('QUERY_CONTEXT_CACHE_SIZE', 5, 'Entries of the query context cache.'),
  settable('QUERY_TAG', '', 'Tag of the statements of the session.'),
  fixed('SERVICE_NAME', '', 'Service that the session is pinned to.'),
  settable('STATEMENT_TIMEOUT_IN_SECONDS', 172_800, 'Seconds after which a statement is canceled.'),
  fixed('TIME_OUTPUT_FORMAT', 'HH24:MI:SS', 'Display format of TIME.'),
  fixed('TIMESTAMP_LTZ_OUTPUT_FORMAT', '', 'Display format of TIMESTAMP_LTZ.'),
  fixed('TIMESTAMP_NTZ_OUTPUT_FORMAT', 'YYYY-MM-DD HH24:MI:SS.FF3', 'Display format of TIMESTAMP_NTZ.'),
  fixed('TIMESTAMP_OUTPUT_FORMAT', 'YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM', 'Display format of timestamps.'),
  fixed('TIMESTAMP_TYPE_MAPPING', 'TIMESTAMP_NTZ', 'What TIMESTAMP means.'),
  fixed('TIMESTAMP_TZ_OUTPUT_FORMAT', '', 'Display format of TIMESTAMP_TZ.'),
  settable('TIMEZONE', 'America/Los_Angeles', 'Time zone of the session.'),
  settable('USE_CACHED_RESULT', true, 'An identical query gets its earlier result while no table has changed.'),
  fixed('WEEK_START', 0, 'First day of the week; 0 is ISO.'),
];

/** Gives the text a value of the parameter's own type, or undefined when it does not fit. */
export function parseParameterValue(parameter: Parameter, text: string): ParameterValue | undefined {
  if (typeof parameter.initial === 'boolean') return /^true$/i.test(text) ? true : /^false$/i.test(text) ? false : undefined;
  if (typeof parameter.initial === 'number') return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  return text;
}
