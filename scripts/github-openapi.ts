import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/**
 * Extracts the operations that we use from GitHub's own OpenAPI description into the file that the local GitHub of the tests
 * validates every request with. Run it again after raising the version or adding an operation.
 */
const source = { package: '@octokit/openapi', version: '23.0.2', file: 'generated/api.github.com.json' };
const target = fileURLToPath(new URL('../__tests__/github/openapi.json', import.meta.url));

const operationIds: ReadonlySet<string> = new Set([
  'actions/download-artifact',
  'actions/get-workflow-run',
  'actions/list-artifacts-for-repo',
  'actions/list-workflow-run-artifacts',
  'actions/list-workflow-runs',
  'checks/create',
  'checks/get',
  'checks/list-for-ref',
  'checks/update',
  'issues/create-comment',
  'issues/delete-comment',
  'issues/get-comment',
  'issues/list-comments',
  'issues/update-comment',
  'pulls/get',
  'pulls/list',
  'repos/get',
  'repos/get-content',
  'repos/list-pull-requests-associated-with-commit',
  'users/get-authenticated',
]);

/** What people read, and what tools other than a validator need. */
const leftOut = /^(description|examples?|summary|externalDocs|x-.*)$/;

type Json = Readonly<Record<string, unknown>>;

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: Json;
}

const run = promisify(execFile);

async function download(): Promise<Json> {
  const directory = await mkdtemp(join(tmpdir(), 'github-openapi-'));
  try {
    const { stdout } = await run('npm', ['pack', '--json', `${source.package}@${source.version}`], { cwd: directory });
    const [packed] = JSON.parse(stdout) as readonly { readonly filename: string }[];
    await run('tar', ['-xzf', packed?.filename ?? '', `package/${source.file}`], { cwd: directory });
    return JSON.parse(await readFile(join(directory, 'package', source.file), 'utf8')) as Json;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** The description without references. Names of properties are never left out: `description` is one of them. */
function inline(document: Json, value: unknown, isProperties = false): unknown {
  if (Array.isArray(value)) return value.map((item) => inline(document, item));
  if (typeof value !== 'object' || value === null) return value;
  const reference = (value as Json)['$ref'];
  if (typeof reference === 'string') return inline(document, follow(document, reference));
  const kept = Object.entries(value).filter(([key]) => isProperties || !leftOut.test(key));
  return Object.fromEntries(kept.map(([key, part]) => [key, inline(document, part, !isProperties && key === 'properties')]));
}

function follow(document: Json, reference: string): unknown {
  return reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<unknown>((found, key) => (found as Json)[key], document);
}

function operationsOf(document: Json): readonly Json[] {
  const found = Object.entries(document['paths'] as Json).flatMap(([path, methods]) =>
    Object.entries(methods as Json).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation: operation as Json })),
  );
  return found
    .filter(({ operation }) => operationIds.has(String(operation['operationId'])))
    .map(({ path, method, operation }) => {
      const parameters = (inline(document, operation['parameters'] ?? []) as readonly Parameter[]).map((one) => ({
        name: one.name,
        in: one.in,
        required: one.required ?? false,
        schema: one.schema,
      }));
      const body = (
        inline(document, operation['requestBody'] ?? {}) as { readonly content?: Readonly<Record<string, { readonly schema: Json }>> }
      ).content?.['application/json']?.schema;
      return { id: operation['operationId'], method, path, parameters, ...(body !== undefined && { body }) };
    })
    .toSorted((left, right) => String(left.id).localeCompare(String(right.id)));
}

const operations = operationsOf(await download());
const missing = [...operationIds].filter((id) => !operations.some((operation) => operation['id'] === id));
if (missing.length > 0) throw new Error(`${source.package} ${source.version} does not describe ${missing.join(', ')}`);
await writeFile(target, `${JSON.stringify({ source: `${source.package} ${source.version} (MIT)`, operations })}\n`);
await run('npx', ['--no-install', 'oxfmt', target]);
console.log(`${target}: ${operations.length} operations`);
