import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { checkName } from '../../check-name.ts';
import type { McpConnection } from '../client.ts';
import type { McpSettings } from '../settings-schema.ts';
import { operationName } from '../tool-options.ts';
import { isUri } from '../lists/uri-syntax.ts';

const options = v.strictObject({
  uri: v.pipe(v.string(), v.check(isUri, 'expected a URI such as file:///readme.md'), v.description('Of the resource')),
  mime: v.exactOptional(v.pipe(v.string(), v.description('Media type that it must have'))),
  name: v.exactOptional(checkName),
});

export interface ReadInput {
  readonly uri: string;
  readonly mimeType?: string;
}

export const read: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: 'One resource is read: text, result, mime, size. What it holds is shown by conditions only.',
  layer: 'integration',
  options,
  primary: 'uri',
  expand({ uri, mime, name }) {
    const input: ReadInput = { uri, ...(mime !== undefined && { mimeType: mime }) };
    return [{ name: `read.${name ?? operationName(uri)}`, title: `Resource ${uri} can be read`, input }];
  },
};

export async function runRead(connection: McpConnection, { uri, mimeType }: ReadInput, context: CheckContext): Promise<void> {
  const answer = await connection.readResource(uri, context.signal);
  context.value('result', answer.result);
  context.value('value', answer.result);
  context.value('text', answer.text);
  context.value('mime', answer.mimeType);
  context.value('size', answer.sizeBytes);
  const parts = answer.uris.length;
  const subject = `resource ${uri}`;
  context.find({ subject, expected: 'content', actual: parts === 0 ? 'no content' : `${answer.sizeBytes} bytes`, met: parts > 0 });
  if (mimeType === undefined) return;
  context.find({
    subject: `media type of ${uri}`,
    expected: mimeType,
    actual: answer.mimeType || 'none',
    met: answer.mimeType === mimeType,
  });
}
