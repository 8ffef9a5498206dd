import { Refusal } from '../../../std/errors.ts';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import type { HttpConnection, RequestInput } from '../client.ts';
import { refuseWriting } from '../refuse-writing.ts';
import { describeRequest, requestInput, requestOptions } from '../request-options.ts';
import type { RequestOptions } from '../request-options.ts';
import type { HttpSettings } from '../settings-schema.ts';

export interface LatencyInput {
  readonly operation: string;
  readonly request: RequestInput;
}

const healthPath = /\/(?:health|healthz|healthcheck|livez|readyz|ping)$/;

export const latency: CheckKind<RequestOptions, HttpSettings> = {
  summary: 'Latency of one request over kept-alive connections, as the operation `name` (default `request`).',
  layer: 'performance',
  options: requestOptions,
  primary: 'path',
  expand(options, settings) {
    const operation = options.name ?? 'request';
    const request = requestInput(options, settings);
    const path = new URL(request.path === '' ? settings.url : request.path, settings.url).pathname;
    const target = `${operation} p(95) < ${healthPath.test(path) ? '50ms' : '200ms'}`;
    const input: LatencyInput = { operation, request };
    const title = `Latency of ${describeRequest(request, settings)}`;
    return [{ name: `latency.${operation}`, title, input, operations: [{ name: operation, target }] }];
  },
};

export async function runLatency(connection: HttpConnection, input: LatencyInput, context: CheckContext): Promise<void> {
  const { method } = input.request;
  refuseWriting(method, context.environment);
  await context.measure(input.operation, {}, async (signal) => {
    const { status } = await connection.request(input.request, signal, true);
    // The time of an error page says nothing about the time of the answer.
    if (status >= 400) throw new Refusal(String(status), `${method} ${input.request.path} answered ${status}`);
  });
}
