import { StackInputError } from './stack-input-error.ts';

/** Faults that can be planted into the embedded stack when it starts, each in one sentence. The list is closed. */
export const faults = {
  'missing-column': 'CORE.CALLS has no column DURATION_SECONDS.',
  'revoked-grant': 'The role ANALYST lost SELECT on CORE.CALLS.',
  'slow-query': 'CORE.CALL_STATISTICS is defined by a query that takes more than 300 ms.',
  'wrong-dimension': 'The index sophia-calls is built with dimension 128 instead of 256.',
  'lost-metadata': 'One record in ten of sophia-calls has no industry.',
  'dead-tool': 'The MCP tool search_calls is listed, but every call answers "search backend unavailable".',
  'expired-certificate': 'The certificate of status.example.test expired yesterday.',
  'api-500': 'GET /accounts of api.example.test answers 500.',
} as const satisfies Readonly<Record<string, string>>;

export type Fault = keyof typeof faults;

/** @throws StackInputError that names the unknown fault and the known ones */
export function checkFaults(names: readonly string[]): readonly Fault[] {
  return names.map((name) => {
    if (Object.hasOwn(faults, name)) return name as Fault;
    throw new StackInputError(`There is no fault "${name}" to plant. Known faults: ${Object.keys(faults).join(', ')}.`);
  });
}
