import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { Refusal } from '../../../std/errors.ts';
import type { McpConnection } from '../client.ts';
import { findListed } from '../lists/find-listed.ts';
import type { McpSettings } from '../settings-schema.ts';
import { isMimeType, isUri, isUriTemplate } from '../lists/uri-syntax.ts';

export interface ResourcesInput {
  readonly require: readonly string[];
}

const options = v.strictObject({
  require: v.exactOptional(v.pipe(v.array(v.string()), v.description('URIs of resources, or URI templates, that must be listed'))),
});

export const resources: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: 'Resources and their templates are listed, with valid URIs and media types, and one that does not exist is refused.',
  layer: 'unit',
  options,
  primary: 'require',
  expand({ require = [] }) {
    return [{ name: 'resources', title: 'The resources are listed and described', input: { require } satisfies ResourcesInput }];
  },
};

export async function runResources(connection: McpConnection, input: ResourcesInput, context: CheckContext): Promise<void> {
  if (!connection.server.capabilities.includes('resources')) {
    return context.find({ subject: 'capability resources', expected: 'offered', actual: 'not offered', met: false });
  }
  const listed = await connection.list('resources', context.signal);
  const templates = await connection.list('resourceTemplates', context.signal);
  const uris = listed.items.map(({ uri }) => uri);
  const uriTemplates = templates.items.map(({ uriTemplate }) => uriTemplate);
  context.value('resources', uris);
  context.value('templates', uriTemplates);
  context.note(`${uris.length} resources and ${uriTemplates.length} templates on ${listed.pages + templates.pages} pages`);
  findListed('resource', [...uris, ...uriTemplates], input.require, context);
  findProblems(
    'URIs of resources',
    uris.filter((uri) => !isUri(uri)),
    context,
  );
  findProblems(
    'URI templates',
    uriTemplates.filter((template) => !isUriTemplate(template)),
    context,
  );
  const types = [...listed.items, ...templates.items].flatMap(({ mimeType = '' }) => (mimeType === '' ? [] : [mimeType]));
  findProblems(
    'media types',
    types.filter((type) => !isMimeType(type)),
    context,
  );
  await findUnknownRefused(connection, context);
}

function findProblems(subject: string, wrong: readonly string[], context: CheckContext): void {
  const actual =
    wrong.length === 0
      ? 'valid'
      : `${wrong.length} not valid: ${wrong
          .slice(0, 5)
          .map((text) => JSON.stringify(text))
          .join(', ')}`;
  context.find({ subject, expected: 'valid', actual, met: wrong.length === 0 });
}

/** Servers of the older revisions are built with either; the code is what clients tell by, so another one is worth a warning. */
const codesOfUnknown = { legacy: ['-32002', '-32602'], modern: ['-32602'] } as const;

/** That it is refused is what counts. */
async function findUnknownRefused(connection: McpConnection, context: CheckContext): Promise<void> {
  const codes: readonly string[] = codesOfUnknown[connection.server.era];
  const code = await codeOfUnknown(connection, context.signal);
  context.find({
    subject: 'a resource that does not exist',
    expected: `refused with ${codes.join(' or ')}`,
    actual: code === undefined ? 'answered as if it existed' : `refused with ${code}`,
    met: code !== undefined && codes.includes(code),
    severity: code === undefined ? 'fail' : 'warn',
  });
}

async function codeOfUnknown(connection: McpConnection, signal: AbortSignal): Promise<string | undefined> {
  try {
    await connection.readResource(`infra-test://nothing/${randomBytes(6).toString('hex')}`, signal);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
}
