import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import type { HttpConnection, RequestInput } from '../client.ts';
import { refuseWriting } from '../refuse-writing.ts';
import { pathSchema, requestInput, requestSlug } from '../request-options.ts';
import { bodySchema, methodSchema } from '../settings-schema.ts';
import type { HttpSettings } from '../settings-schema.ts';

const options = v.strictObject({ path: pathSchema, method: v.exactOptional(methodSchema), body: v.exactOptional(bodySchema) });

export const refuses: CheckKind<v.InferOutput<typeof options>, HttpSettings> = {
  summary: 'A protected path answers 401 or 403 without credentials, and with a made-up token.',
  layer: 'security',
  options,
  primary: 'path',
  expand(options, settings) {
    const input: RequestInput = { ...requestInput(options, settings), auth: 'none' };
    return [{ name: `refuses.${requestSlug(input)}`, title: `${input.method} ${input.path} refuses strangers`, input }];
  },
};

export async function runRefuses(connection: HttpConnection, input: RequestInput, context: CheckContext): Promise<void> {
  refuseWriting(input.method, context.environment);
  const madeUp = `Bearer infra-test-${randomBytes(12).toString('hex')}`;
  const strangers = [
    { subject: 'without credentials', headers: {} },
    { subject: 'with a made-up token', headers: { authorization: madeUp } },
  ];
  for (const { subject, headers } of strangers) {
    // In place of the headers of the settings, which may hold credentials.
    const { status } = await connection.request({ ...input, headers }, context.signal);
    context.find({
      subject: `${input.method} ${input.path} ${subject}`,
      expected: 'status 401 or 403',
      actual: `status ${status}`,
      met: status === 401 || status === 403,
    });
  }
}
