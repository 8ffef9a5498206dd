import * as v from 'valibot';

const line = v.pipe(v.string(), v.regex(/^[\t\u0020-\u007e\u0080-\u00ff]*$/, 'expected a header value of one line'));
const headerName = v.pipe(v.string(), v.regex(/^[!#$%&'*+.^_`|~\dA-Za-z-]+$/, 'expected the name of a header'));

const url = v.pipe(
  v.string(),
  v.check(isHttpUrl, 'expected an http or https url without user and password'),
  v.description('Endpoint of a server over streamable HTTP'),
);
const command = v.pipe(v.string(), v.nonEmpty('expected a program'), v.description('Program of a server over stdio'));

export const settingsSchema = v.pipe(
  v.strictObject({
    url: v.exactOptional(url),
    headers: v.exactOptional(v.pipe(v.record(headerName, line), v.description('Headers of every HTTP request, such as Authorization'))),
    command: v.exactOptional(command),
    args: v.exactOptional(v.pipe(v.array(v.string()), v.description('Arguments of the program'))),
    env: v.exactOptional(
      v.pipe(v.record(v.string(), v.string()), v.description('Environment of the program; besides it gets HOME, PATH, SHELL, TERM, USER')),
    ),
    protocol: v.exactOptional(
      v.pipe(v.picklist(['auto', 'legacy', '2026-07-28']), v.description('`auto` for url, `legacy` for command; a revision pins it')),
    ),
  }),
  v.check(({ url, command }) => (url === undefined) !== (command === undefined), 'expected either url or command'),
  v.check(({ url, headers }) => headers === undefined || url !== undefined, 'headers need a url'),
  v.check(({ command, args, env }) => command !== undefined || (args === undefined && env === undefined), 'args and env need a command'),
);

export type McpSettings = v.InferOutput<typeof settingsSchema>;

function isHttpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}
