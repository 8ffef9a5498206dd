import type { ApiVersion } from './api-version.ts';

export interface PineconeRequest {
  readonly method: string;
  readonly query: URLSearchParams;
  /** Values of the `{...}` parts of the path, decoded. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly version: ApiVersion;
  readonly body: string;
}

export interface Reply {
  readonly status: number;
  /** Sent as JSON; a string is sent as plain text, undefined as no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Route<Target> {
  readonly method: string;
  /** Such as `/namespaces/{namespace}`. */
  readonly path: string;
  /** A read-only key may not use it. */
  readonly writes: boolean;
  /** The first version that has it; all have it when absent. */
  readonly since?: ApiVersion;
  readonly handle: (target: Target, request: PineconeRequest) => Reply;
}

export interface MatchedRoute<Target> {
  readonly route: Route<Target>;
  readonly parameters: Readonly<Record<string, string>>;
}

/** The route of a method and a path, if there is one. */
export function findRoute<Target>(routes: readonly Route<Target>[], method: string, path: string): MatchedRoute<Target> | undefined {
  for (const route of routes) {
    const parameters = route.method === method ? matchPath(route.path, path) : undefined;
    if (parameters !== undefined) return { route, parameters };
  }
  return undefined;
}

function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const expected = pattern.split('/');
  const actual = path.split('/');
  if (expected.length !== actual.length) return undefined;
  const parameters: Record<string, string> = {};
  for (const [index, part] of expected.entries()) {
    const value = actual[index] ?? '';
    if (part.startsWith('{')) parameters[part.slice(1, -1)] = decode(value);
    else if (part !== value) return undefined;
  }
  return parameters;
}

/** A broken escape stays as it is: it names nothing, and the answer says so. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
