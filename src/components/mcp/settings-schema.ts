import * as v from 'valibot';
import { isOwnDeployment, runtimeSchema } from './runtime/settings.ts';
import type { RuntimeSettings } from './runtime/settings.ts';
import { bearerToken as token, headersSchema, httpUrl } from '../request-schema.ts';

const tokens = v.strictObject({
  expired: v.exactOptional(v.pipe(token, v.description('One whose time is over'))),
  wrong_audience: v.exactOptional(v.pipe(token, v.description('A good one for another server'))),
  wrong_scope: v.exactOptional(v.pipe(token, v.description('A good one without the scopes that this server asks for'))),
});

const url = v.pipe(httpUrl, v.description('Endpoint of a server over streamable HTTP'));
const command = v.pipe(v.string(), v.nonEmpty('expected a program'), v.description('Program of a server over stdio'));

export const settingsSchema = v.pipe(
  v.strictObject({
    url: v.exactOptional(url),
    headers: v.exactOptional(v.pipe(headersSchema, v.description('Headers of every HTTP request, such as Authorization'))),
    token: v.exactOptional(v.pipe(token, v.description('Access token, sent as `Authorization: Bearer` with every HTTP request'))),
    tokens: v.exactOptional(v.pipe(tokens, v.description('Tokens that must be refused, for the check `authorization`'))),
    command: v.exactOptional(command),
    args: v.exactOptional(v.pipe(v.array(v.string()), v.description('Arguments of the program'))),
    env: v.exactOptional(
      v.pipe(v.record(v.string(), v.string()), v.description('Environment of the program; besides it gets HOME, PATH, SHELL, TERM, USER')),
    ),
    protocol: v.exactOptional(
      v.pipe(v.picklist(['auto', 'legacy', '2026-07-28']), v.description('`auto` for url, `legacy` for command; a revision pins it')),
    ),
    runtime: v.exactOptional(runtimeSchema),
  }),
  v.forward(
    v.check(
      ({ url, runtime }) => url === undefined || !isOwnDeployment(runtime),
      'a server that this run starts gets its url from it: leave out url',
    ),
    ['runtime'],
  ),
  v.forward(
    v.check(
      ({ command, runtime }) => command === undefined || runtime === undefined,
      'a server over stdio is started for each connection: leave out runtime',
    ),
    ['runtime'],
  ),
  v.transform((given) => (isOwnDeployment(given.runtime) ? { ...given, url: ownUrl(given.runtime) } : given)),
  v.check(({ url, command }) => (url === undefined) !== (command === undefined), 'expected either url or command'),
  v.check(({ url, headers }) => headers === undefined || url !== undefined, 'headers need a url'),
  v.check(({ url, token, tokens }) => url !== undefined || (token === undefined && tokens === undefined), 'token and tokens need a url'),
  v.check(
    ({ headers, token }) => token === undefined || !hasAuthorization(headers),
    'token and a header Authorization say the same: give one',
  ),
  v.check(({ command, args, env }) => command !== undefined || (args === undefined && env === undefined), 'args and env need a command'),
);

/** As the server sees itself; where the runtime puts its port is known when it runs. */
function ownUrl({ port, process, path = '/mcp' }: RuntimeSettings): string {
  const at = port ?? process?.port;
  return `http://127.0.0.1${at === undefined ? '' : `:${at}`}${path}`;
}

export type McpSettings = v.InferOutput<typeof settingsSchema>;

function hasAuthorization(headers: Readonly<Record<string, string>> = {}): boolean {
  return Object.keys(headers).some((name) => name.toLowerCase() === 'authorization');
}
