import * as v from 'valibot';
import type { CheckContext, CheckKind, MeasureOptions } from '../../../model/component.ts';
import { Refusal, errorMessage } from '../../../std/errors.ts';
import { createGuardedFetch } from '../../guarded-fetch.ts';
import type { McpConnection } from '../client.ts';
import { duration } from '../duration-option.ts';
import { measureHandshakes } from '../session/measure-handshakes.ts';
import { requestHeaders } from '../session/request-headers.ts';
import type { McpSettings } from '../settings-schema.ts';
import { withinSignal } from '../session/within-signal.ts';

const options = v.strictObject({
  path: v.exactOptional(
    v.pipe(v.string(), v.regex(/^\/[^\s#]*$/, 'expected a path such as /healthz'), v.description('Asked with GET, on the host of `url`')),
  ),
  status: v.optional(
    v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599), v.description('Status that `path` is answered with')),
    200,
  ),
  within: v.optional(duration('Limit of one request.'), '5s'),
});

export interface HealthInput {
  readonly path?: string;
  readonly status: number;
  readonly withinMilliseconds: number;
}

/** MCP has no health path of its own: what is asked is what costs the server least. */
export const health: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: 'The server is well, timed as the operation `health`: GET of `path`, else `server/discover`, else a handshake.',
  layer: 'performance',
  options,
  primary: 'path',
  expand({ path, status, within }, { url }) {
    if (path !== undefined && url === undefined) throw new Error('health.path needs a url: a server over stdio has no paths');
    const input: HealthInput = { status, withinMilliseconds: within, ...(path !== undefined && { path }) };
    const operation = url === undefined ? { name: 'health' } : { name: 'health', target: 'health p(95) < 50ms' };
    return [{ name: 'health', title: 'The server is well', input, operations: [operation] }];
  },
};

export async function runHealth(connection: McpConnection, input: HealthInput, context: CheckContext): Promise<void> {
  if (input.path === undefined && connection.server.era === 'legacy') {
    context.note('the server has no server/discover, and no path was given');
    return await measureHandshakes(connection, context, (options, shake) => measureHealth('a handshake', options, shake, input, context));
  }
  if (input.path === undefined) return await measureHealth('server/discover', {}, (signal) => connection.discover(signal), input, context);
  const url = new URL(input.path, connection.settings.url);
  using web = createGuardedFetch(url, connection.network);
  const headers = requestHeaders(connection.settings);
  await measureHealth(
    `GET ${input.path}`,
    {},
    async (signal) => expectStatus(await web.fetch(url, { headers, signal }), input.status),
    input,
    context,
  );
}

/** One of many requests without an answer would be lost in a percentile: health is every answer. */
async function measureHealth(
  what: string,
  options: MeasureOptions,
  ask: (signal: AbortSignal) => Promise<void>,
  { withinMilliseconds }: HealthInput,
  context: CheckContext,
): Promise<void> {
  const seen = { asked: 0, failed: 0, lastReason: '' };
  context.note(`asked with ${what}`);
  await context.measure('health', options, async (signal) => {
    seen.asked += 1;
    const limited = AbortSignal.any([signal, AbortSignal.timeout(withinMilliseconds)]);
    try {
      await withinSignal(what, limited, ask(limited));
    } catch (error) {
      seen.failed += 1;
      seen.lastReason = errorMessage(error);
      throw error;
    }
  });
  const { asked, failed, lastReason } = seen;
  const actual = failed === 0 ? 'each time' : `not ${failed} of ${asked} times: ${lastReason}`;
  context.find({ subject: what, expected: 'the answer of a server that is well', actual, met: failed === 0 });
}

async function expectStatus(response: Response, status: number): Promise<void> {
  await response.arrayBuffer();
  if (response.status !== status) throw new Refusal(String(response.status), `it answered ${response.status}, expected ${status}`);
}
