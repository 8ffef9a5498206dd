import { errorMessage } from '../../std/errors.ts';
import type { Backends } from './tools/tool.ts';

/** Whether the backends answer: 200 when all do, else 503. The reasons are those of loopback endpoints and have no credential. */
export async function readiness({ index, warehouse }: Backends): Promise<Response> {
  const [records, rows] = await Promise.allSettled([index.recordCount(), (async () => await warehouse().query('SELECT 1'))()]);
  const ready = records.status === 'fulfilled' && rows.status === 'fulfilled';
  return Response.json({ ready, index: wordFor(records), warehouse: wordFor(rows) }, { status: ready ? 200 : 503 });
}

function wordFor(result: PromiseSettledResult<unknown>): string {
  return result.status === 'fulfilled' ? 'ok' : errorMessage(result.reason);
}
