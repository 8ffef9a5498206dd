import { readFileSync } from 'node:fs';
import { Ajv, type AnySchema, type ValidateFunction } from 'ajv';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: AnySchema;
}

interface Described {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly body?: AnySchema;
}

export interface Operation {
  readonly id: string;
  /** Values of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  /** What of the request is not as GitHub describes it; empty when it is. */
  readonly violations: (query: URLSearchParams, body: unknown) => readonly string[];
}

const description = JSON.parse(readFileSync(new URL('openapi.json', import.meta.url), 'utf8')) as {
  readonly operations: readonly Described[];
};

// Values of path and query are texts; GitHub's `format` and `example` are not checked.
const textAjv = new Ajv({ strict: false, coerceTypes: true, allErrors: true, validateFormats: false });
const bodyAjv = new Ajv({ strict: false, allErrors: true, validateFormats: false });

const compiled = description.operations.map((operation) => ({
  operation,
  pattern: patternOf(operation.path),
  validatePath: parameterValidator(operation, 'path'),
  validateQuery: parameterValidator(operation, 'query'),
  validateBody: operation.body === undefined ? undefined : bodyAjv.compile(operation.body),
}));

/** The operation of GitHub's own description that a request is, or `undefined` for a route that we do not know. */
export function operationOf(method: string, pathname: string): Operation | undefined {
  for (const { operation, pattern, validatePath, validateQuery, validateBody } of compiled) {
    const found = operation.method === method ? pattern.exec(pathname) : null;
    if (found === null) continue;
    const params = Object.fromEntries(Object.entries(found.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value)]));
    return {
      id: operation.id,
      params,
      violations: (query, body) =>
        [
          ...violations(validatePath, { ...params }, 'path'),
          ...violations(validateQuery, Object.fromEntries(query), 'query'),
          ...(validateBody === undefined
            ? body === undefined
              ? []
              : [`${operation.id}: a body where none is described`]
            : [...violations(validateBody, body, 'body'), ...unknownKeys(operation, body)]),
        ].map((text) => `${operation.id}: ${text}`),
    };
  }
  return undefined;
}

/** `{path}` of a file has several segments. */
function patternOf(path: string): RegExp {
  const source = path
    .replaceAll('.', String.raw`\.`)
    .replaceAll(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${name === 'path' ? '.+' : '[^/]+'})`);
  return new RegExp(`^${source}$`);
}

function parameterValidator({ parameters }: Described, place: string): ValidateFunction {
  const here = parameters.filter((one) => one.in === place);
  return textAjv.compile({
    type: 'object',
    properties: Object.fromEntries(here.map(({ name, schema }) => [name, schema])),
    required: here.filter(({ required }) => required).map(({ name }) => name),
    // GitHub ignores what it does not know: a typo would go unnoticed.
    additionalProperties: false,
  });
}

function violations(validate: ValidateFunction, value: unknown, place: string): readonly string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map((error) => `${place}${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`);
}

function unknownKeys({ body }: Described, value: unknown): readonly string[] {
  const known = (body as { readonly properties?: object }).properties ?? {};
  return Object.keys(value as object)
    .filter((key) => !Object.hasOwn(known, key))
    .map((key) => `body has an unknown key ${key}`);
}
