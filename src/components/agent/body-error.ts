import { asList, asRecord, asText } from './as-record.ts';

export interface BodyError {
  readonly code: string;
  readonly message: string;
}

/**
 * The error that a body tells, whatever its HTTP status says: JSON-RPC and OpenAI (`error`), LangGraph (`__error__`),
 * GraphQL (`errors`), and `status: error`. Undefined when it tells none.
 */
export function errorInBody(body: unknown): BodyError | undefined {
  const record = asRecord(body);
  const told = record['error'] ?? record['__error__'] ?? asList(record['errors'])[0];
  if (typeof told === 'string' && told !== '') return { code: 'error', message: told };
  if (typeof told === 'object' && told !== null) return errorOf(asRecord(told));
  if (told === true || record['status'] === 'error' || record['status'] === 'failed') return errorOf(record);
  return undefined;
}

function errorOf(record: Readonly<Record<string, unknown>>): BodyError {
  const code = [record['code'], record['type'], record['error']].find((value) => typeof value === 'string' || typeof value === 'number');
  const words = asText(record['message']) ?? asText(record['detail']) ?? 'an error without words';
  return { code: String(code ?? 'error'), message: words };
}
