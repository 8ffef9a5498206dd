import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { TransportError } from '../../../std/errors.ts';
import { isLoopbackHost } from '../../guarded-agent.ts';
import { createGuardedFetch } from '../../guarded-fetch.ts';
import { askServer } from '../authorization/ask-server.ts';
import type { RawAnswer } from '../authorization/ask-server.ts';
import { bearerChallenge } from '../authorization/challenge.ts';
import { fetchJson } from '../authorization/fetch-json.ts';
import { judgeAnswer } from '../authorization/judge-answer.ts';
import { resourceMetadataPlaces } from '../authorization/metadata-places.ts';
import { tokenRows } from '../authorization/token-rows.ts';
import type { McpConnection } from '../client.ts';
import type { McpSettings } from '../settings-schema.ts';
import { toolArguments, toolName } from '../tool-options.ts';

export interface AuthorizationInput {
  readonly tool?: string;
  readonly args?: Readonly<Record<string, unknown>>;
  readonly scopes: readonly string[];
  readonly query: boolean;
}

const options = v.strictObject({
  tool: v.exactOptional(v.pipe(toolName, v.description('Tool that needs the scope; without it, the first request of a client is asked'))),
  args: v.exactOptional(toolArguments),
  scopes: v.exactOptional(v.pipe(v.array(v.string()), v.description('Scopes that the refusal of a token without them must name'))),
  query: v.exactOptional(
    v.pipe(v.boolean(), v.description('Whether the good token may be sent in a query; on by default for a server on loopback')),
  ),
});

export const authorization: CheckKind<v.InferOutput<typeof options>, McpSettings> = {
  summary: 'Who is let in: no token, malformed, expired, for another server, without the scope, forged, in the query; and a good one.',
  layer: 'security',
  options,
  primary: 'tool',
  expand({ tool, args, scopes = [], query }, { url }) {
    if (url === undefined) throw new Error('authorization needs a url: a server over stdio takes its credentials from its environment');
    const input: AuthorizationInput = {
      scopes,
      query: query ?? isLoopbackHost(new URL(url).hostname),
      ...(tool !== undefined && { tool }),
      ...(args !== undefined && { args }),
    };
    return [{ name: tool === undefined ? 'authorization' : `authorization.${tool}`, title: 'Only a good token is let in', input }];
  },
};

export async function runAuthorization(connection: McpConnection, input: AuthorizationInput, context: CheckContext): Promise<void> {
  const url = connection.settings.url ?? '';
  using web = createGuardedFetch(new URL(url), connection.network);
  const { rows, missing } = tokenRows(connection.settings, { mayAskByQuery: input.query });
  for (const sentence of missing) context.note(sentence);
  let metadataUrl: string | undefined;
  for (const row of rows) {
    const answer = await naming(row.name, askServer(web, connection, row, input, context.signal));
    if (row.token === undefined) metadataUrl = await metadataPlaceOf(answer, url, connection, context);
    for (const finding of judgeAnswer(row, answer, { scopes: input.scopes, metadataUrl })) context.find(finding);
    if (row.token === undefined && answer.message === 'result') {
      context.note('the server asks for no token, so the other rows were not asked');
      return;
    }
  }
}

/** Looked for only when the challenge does not name it. */
async function metadataPlaceOf(
  { challenge = '' }: RawAnswer,
  url: string,
  { network }: McpConnection,
  { signal }: CheckContext,
): Promise<string | undefined> {
  const named = bearerChallenge(challenge)?.parameters['resource_metadata'];
  if (named !== undefined) return named;
  for (const place of resourceMetadataPlaces(url)) {
    if ((await fetchJson(place, network, signal)).document !== undefined) return place;
  }
  return undefined;
}

/** An answer that is none, such as a status 500, is told with the row that got it. */
async function naming<T>(row: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof TransportError)) throw error;
    throw new TransportError(error.kind, `${row}: ${error.message}`, { cause: error });
  }
}
