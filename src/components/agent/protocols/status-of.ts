import type { AgentHttp, HttpRequest } from '../agent-http.ts';

/** The status of an answer, whose body is not read. */
export async function statusOf(http: AgentHttp, request: HttpRequest, signal: AbortSignal): Promise<number> {
  const { status, body } = await http.open(request, signal);
  await body?.cancel();
  return status;
}
