import type { CheckContext, CheckKind } from '../../../model/component.ts';
import type { HttpConnection, RequestInput, TimedAnswer } from '../client.ts';
import { refuseWriting } from '../refuse-writing.ts';
import { describeRequest, requestInput, requestOptions, requestSlug } from '../request-options.ts';
import type { RequestOptions } from '../request-options.ts';
import type { HttpSettings } from '../settings-schema.ts';

export const request: CheckKind<RequestOptions, HttpSettings> = {
  summary: 'One request over a fresh connection: status, headers, body, latency and its phases, cert_expires.',
  layer: 'integration',
  options: requestOptions,
  primary: 'path',
  expand(options, settings) {
    const input = requestInput(options, settings);
    const suffix = options.name ?? requestSlug(input);
    return [
      {
        name: suffix === '' ? 'request' : `request.${suffix}`,
        title: `${describeRequest(input, settings)} answers as expected`,
        input,
        expectUnlessDeclared: { status: 'status < 400' },
      },
    ];
  },
};

export async function runRequest(connection: HttpConnection, input: RequestInput, context: CheckContext): Promise<void> {
  refuseWriting(input.method, context.environment);
  const answer = await connection.request(input, context.signal);
  for (const [name, value] of Object.entries(valuesOf(answer))) context.value(name, value);
  if (answer.foreignRedirect !== undefined) {
    context.note(`redirects to ${answer.foreignRedirect}, which was not followed: it is another origin`);
  }
}

/** Times in milliseconds. A phase that did not happen is absent. */
function valuesOf(answer: TimedAnswer): Readonly<Record<string, unknown>> {
  const { ttfb, total, ...connecting } = answer.phases;
  const end = answer.certificateEndsAtMilliseconds;
  return {
    status: answer.status,
    headers: answer.headers,
    body: answer.body,
    value: answer.body,
    latency: total,
    ttfb,
    ...connecting,
    ...(end !== undefined && { cert_expires: end - Date.now() }),
  };
}
