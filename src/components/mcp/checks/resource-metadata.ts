import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { ForbiddenAddress } from '../../guarded-agent.ts';
import { createGuardedFetch } from '../../guarded-fetch.ts';
import { askServer } from '../authorization/ask-server.ts';
import { bearerChallenge } from '../authorization/challenge.ts';
import { fetchJson } from '../authorization/fetch-json.ts';
import type { FetchedJson } from '../authorization/fetch-json.ts';
import { issuersOf, judgeIssuerMetadata, judgeMetadata } from '../authorization/judge-metadata.ts';
import { isWebUrl, issuerMetadataPlaces, resourceMetadataPlaces } from '../authorization/metadata-places.ts';
import type { McpConnection } from '../client.ts';
import type { McpSettings } from '../settings-schema.ts';

export interface ResourceMetadataInput {
  readonly scopes: readonly string[];
}

const options = v.strictObject({
  scopes: v.exactOptional(v.pipe(v.array(v.string()), v.description('Scopes that the document must list'))),
});

/** More would only be a long list of strangers to call. */
const mostIssuers = 3;

export const resourceMetadata: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: 'The RFC 9728 document of a protected server: reachable, about this server, and leading to authorization servers that answer.',
  layer: 'security',
  options,
  primary: 'scopes',
  expand({ scopes = [] }, { url }) {
    if (url === undefined) throw new Error('resource-metadata needs a url: a server over stdio is no protected resource');
    const input: ResourceMetadataInput = { scopes };
    return [{ name: 'resource-metadata', title: 'Clients find out where to get a token', input }];
  },
};

export async function runResourceMetadata(
  connection: McpConnection,
  { scopes }: ResourceMetadataInput,
  context: CheckContext,
): Promise<void> {
  const url = connection.settings.url ?? '';
  const named = await namedPlace(connection, context);
  const places = named === undefined ? resourceMetadataPlaces(url) : [named];
  const found = await firstDocument(places, connection, context);
  context.find({
    subject: 'metadata',
    expected: `a JSON object at ${places.join(' or ')}`,
    actual:
      found.document === undefined ? `status ${found.status} at ${found.url}${found.status === 200 ? ', no JSON object' : ''}` : 'found',
    met: found.document !== undefined,
  });
  if (found.document === undefined) return;
  context.value('metadata', found.document);
  for (const finding of judgeMetadata(found.document, url, scopes)) context.find(finding);
  for (const issuer of issuersOf(found.document).slice(0, mostIssuers)) await findIssuer(issuer, connection, context);
}

/** Of the challenge to a request without a token. */
async function namedPlace(connection: McpConnection, { signal }: CheckContext): Promise<string | undefined> {
  using web = createGuardedFetch(new URL(connection.settings.url ?? ''), connection.network);
  const { challenge = '' } = await askServer(web, connection, { place: 'header' }, {}, signal);
  const named = bearerChallenge(challenge)?.parameters['resource_metadata'];
  return named !== undefined && isWebUrl(named) ? named : undefined;
}

async function firstDocument(places: readonly string[], { network }: McpConnection, { signal }: CheckContext): Promise<FetchedJson> {
  let last: FetchedJson | undefined;
  for (const place of places) {
    last = await fetchJson(place, network, signal);
    if (last.document !== undefined) return last;
  }
  return last ?? { url: '', status: 0, document: undefined };
}

async function findIssuer(issuer: string, connection: McpConnection, context: CheckContext): Promise<void> {
  const places = issuerMetadataPlaces(issuer);
  try {
    const { document } = await firstDocument(places, connection, context);
    const actual = document === undefined ? 'none' : 'found';
    context.find({
      subject: `metadata of ${issuer}`,
      expected: `a JSON object at ${places.join(' or ')}`,
      actual,
      met: document !== undefined,
    });
    if (document !== undefined) for (const finding of judgeIssuerMetadata(document, issuer)) context.find(finding);
  } catch (error) {
    if (!(error instanceof ForbiddenAddress)) throw error;
    context.note(`the authorization server ${issuer} was not asked: ${error.message}`);
  }
}
