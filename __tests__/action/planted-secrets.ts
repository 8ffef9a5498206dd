import { text as readText } from 'node:stream/consumers';
import { createRandom } from '../../src/std/random.ts';
import { listenHttp } from '../components/http/servers.ts';
import type { Listening } from '../components/http/servers.ts';
import { encodings } from '../std/encodings.ts';

const random = createRandom('leaks');
const pick = (from: string): string => from[Math.floor(random() * from.length)] ?? '';
const shapes = [
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789',
  'abcdefghijklmnopqrstuvwxyz0123456789-_',
  '0123456789abcdef',
  'ABCabc0123456789+/=',
  `ABCabc0123456789'"&<>|\`*_%\\#@!~^`,
] as const;
export const secretCount = 200;
/** A digit after each third character, so that no half of a secret is a word. */
export const secrets: readonly string[] = Array.from({ length: secretCount }, (_, index) =>
  Array.from({ length: 16 + (index % 50) }, (_unused, at) =>
    at % 4 === 3 ? pick('0123456789') : pick(shapes[index % shapes.length] ?? ''),
  ).join(''),
);
/** By name of the environment variable. */
export const plantedVariables: Readonly<Record<string, string>> = Object.fromEntries(
  secrets.map((secret, index) => [`PLANTED_${index}`, secret]),
);
const encodingNames = Object.keys(encodings);
/** The encoding in which the server gives a secret back. */
const nameOf = (index: number): string => encodingNames[index % encodingNames.length] ?? '';

export interface Echo extends Listening {
  /** Numbers of the secrets that requests brought. */
  readonly arrived: ReadonlySet<number>;
}

/** Gives secrets back, each in another encoding: as values of JSON and headers, as text, with a status that says error, or not at all. */
export async function startEcho(): Promise<Echo> {
  const arrived = new Set<number>();
  const listening = await listenHttp(async (request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://x');
    const [index, how] = [Number(searchParams.get('n')), searchParams.get('how')];
    const received = JSON.parse((await readText(request)) || '{}') as { readonly value?: string };
    if (received.value === secrets[index]) arrived.add(index);
    const shown = encodings[nameOf(index)]?.(secrets[index] ?? '') ?? '';
    if (how === 'reset') {
      request.socket.destroy();
      return;
    }
    const type = how === 'text' ? 'text/plain' : 'application/json';
    response.writeHead(how === 'error' ? 500 : 200, { 'content-type': type, 'x-echo': encodeURIComponent(shown) });
    response.end(how === 'text' ? `Exception: login of ${shown} failed` : JSON.stringify({ echo: shown }));
  });
  return { ...listening, arrived };
}

/** A config of 10 components and 201 requests, each with a secret of its own in names, headers and bodies. */
export function configFor(port: number): string {
  const ways = ['json', 'text', 'error', 'reset'];
  const component = (first: number): string => {
    const checks = Array.from({ length: 20 }, (_, at) => {
      const n = first + at;
      const path = `/\${secret.PLANTED_${n}}?n=${n}&how=${ways[n % ways.length]}`.replaceAll("'", "''");
      // Secrets with characters of URLs would ask for another path.
      const isPathSafe = /^[\w-]+$/.test(secrets[n] ?? '');
      return `      - request:
          path: '${isPathSafe ? path : `/echo?n=${n}&how=${ways[n % ways.length]}`}'
          method: POST
          headers: { X-Custom: '\${secret.PLANTED_${n}}', Authorization: 'Bearer \${secret.PLANTED_${n}}' }
          body: { value: '\${secret.PLANTED_${n}}' }
          expect: ['status == 201', "body.echo == 'nothing'", "headers['x-echo'] == 'nothing'", "body == 'nothing'"]`;
    });
    return `  part${first}:
    uses: http
    with: { url: 'http://127.0.0.1:${port}/base', auth_token: '\${secret.PLANTED_${first}}' }
    checks:
${checks.join('\n')}`;
  };
  const parts = Array.from({ length: secretCount / 20 }, (_, index) => component(index * 20));
  return `version: 1
environments:
  local: { stack: live, network: loopback, access: read-write }
defaults: { retries: { count: 1, backoff: 1ms, on: [network] } }
components:
  gone:
    uses: http
    with: { url: 'http://\${secret.PLANTED_2}.invalid/\${secret.PLANTED_7}' }
    checks: [request]
${parts.join('\n')}
`;
}

export interface Output {
  readonly name: string;
  readonly text: string;
}

/** Every secret that an output holds in any form; the text around it, and not the whole output, because that has megabytes. */
export function leaksIn(outputs: readonly Output[]): readonly string[] {
  return outputs.flatMap(({ name, text }) =>
    secrets.flatMap((secret, index) =>
      Object.entries(encodings).flatMap(([encoding, encode]) => {
        const at = text.indexOf(encode(secret));
        return at === -1 ? [] : [`${name}: secret ${index} as ${encoding}: ${text.slice(Math.max(0, at - 60), at + 60)}`];
      }),
    ),
  );
}
