import { Refusal } from '../../../std/errors.ts';
import type { AgentHttp, HttpRequest } from '../agent-http.ts';
import { asRecord } from '../as-record.ts';
import { errorInBody } from '../body-error.ts';
import { shortText } from '../../short-text.ts';

/** A call of JSON-RPC 2.0 over HTTP. */
export interface RpcCall {
  readonly id: string;
  readonly method: string;
  readonly params: unknown;
}

export function rpcRequest(url: URL, call: RpcCall, headers: Readonly<Record<string, string>>): HttpRequest {
  return { method: 'POST', url, headers, body: { jsonrpc: '2.0', ...call } };
}

export async function callRpc(
  http: AgentHttp,
  url: URL,
  call: RpcCall,
  headers: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<unknown> {
  return resultOf(await http.json(rpcRequest(url, call, headers), signal), call);
}

/** The result in an answer of JSON-RPC. Throws `Refusal` for its error, which comes with HTTP 200, and for an answer to another call. */
export function resultOf(body: unknown, { id, method }: Pick<RpcCall, 'id' | 'method'>): unknown {
  const answer = asRecord(body);
  const error = errorInBody(answer);
  if (error !== undefined) throw new Refusal(error.code, `${method} answered with error ${error.code}: ${shortText(error.message)}`);
  if (answer['jsonrpc'] !== '2.0') throw new Refusal('NO_JSON_RPC', `${method} was not answered in JSON-RPC 2.0`);
  if (answer['id'] !== id) throw new Refusal('OTHER_CALL', `${method} was answered with the id of another call`);
  if (answer['result'] === undefined) throw new Refusal('NO_RESULT', `${method} was answered without result and error`);
  return answer['result'];
}
