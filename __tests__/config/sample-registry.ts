import * as v from 'valibot';
import type { AnyComponent, CheckKind, ComponentSettings, Registry } from '../../src/model/component.ts';

/**
 * Kinds for the tests of config: `store` has settings with secrets, checks of every form and an address; `http` is the
 * little that the table of malformed configs needs; `flow` needs other components and has no address.
 */

const config: CheckKind<Record<string, never>> = {
  summary: 'Looks at the settings.',
  layer: 'unit',
  options: v.strictObject({}),
  expand: () => [{ name: 'config', title: 'configuration', input: {} }],
};

const tableSchema = v.strictObject({ columns: v.optional(v.record(v.string(), v.string())), primary_key: v.optional(v.array(v.string())) });
const structureSchema = v.strictObject({
  schemas: v.optional(v.array(v.string())),
  tables: v.optional(v.record(v.string(), tableSchema)),
});
const structure: CheckKind<v.InferOutput<typeof structureSchema>> = {
  summary: 'Looks at tables.',
  layer: 'integration',
  options: structureSchema,
  expand: ({ schemas = [], tables = {} }) => [
    ...schemas.map((name, index) => ({ name: `${name}.exists`, title: `schema ${name}`, input: { name }, path: ['schemas', index] })),
    ...Object.keys(tables).map((name) => ({
      name: `${name}.structure`,
      title: `table ${name}`,
      input: { name },
      path: ['tables', name],
      tags: ['tables'],
    })),
  ],
};

const querySchema = v.strictObject({
  name: v.string(),
  sql: v.pipe(v.string(), v.description('One statement.')),
  limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
});
const query: CheckKind<v.InferOutput<typeof querySchema>, { readonly index: string }> = {
  summary: 'Runs a statement.',
  layer: 'performance',
  stages: ['post-deployment', 'monitoring'],
  options: querySchema,
  primary: 'sql',
  expand: (options, settings) => {
    if (options.sql.includes('drop ')) throw new Error(`a query must not drop anything: ${options.sql}`);
    return [
      {
        name: `query.${options.name}`,
        title: `query ${options.name}`,
        input: { ...options, index: settings.index },
        expect: ['rows >= 0'],
        operations: [{ name: options.name, target: 'p(95) < 100ms' }],
      },
    ];
  },
};

const roles: CheckKind<{ readonly roles: Readonly<Record<string, readonly string[]>> }> = {
  summary: 'Looks at grants.',
  layer: 'security',
  options: v.strictObject({ roles: v.record(v.string(), v.array(v.string())), strict_grants: v.optional(v.boolean()) }),
  primary: 'roles',
  primaryIsMapping: true,
  expand: ({ roles: wanted }) =>
    Object.keys(wanted).map((role) => ({ name: `${role}.grants`, title: role, input: { role }, path: ['roles', role] })),
};

const storeSettings = v.strictObject({
  url: v.pipe(v.string(), v.url(), v.description('Address of the store.')),
  index: v.optional(v.string(), 'main'),
  auth: v.optional(v.picklist(['password', 'key-pair']), 'password'),
  password: v.optional(v.pipe(v.string(), v.minLength(4))),
  private_key: v.optional(v.pipe(v.string(), v.startsWith('-----BEGIN'))),
  dimension: v.optional(v.pipe(v.number(), v.integer(), v.maxValue(20_000))),
  verify: v.optional(v.boolean()),
  pool: v.optional(v.strictObject({ max: v.number(), idle: v.optional(v.number()) })),
});

const store: ComponentSettings = {
  summary: 'Keeps things.',
  with: storeSettings,
  checks: { config, structure, query, roles },
  defaultCheck: 'config',
  gateTitle: 'The store accepts connections',
  addressSetting: 'url',
};

const request: CheckKind<{ readonly path?: string | undefined }, { readonly url: string }> = {
  summary: 'One request.',
  layer: 'integration',
  options: v.strictObject({ path: v.optional(v.string()) }),
  primary: 'path',
  expand: (_, { url }) => [
    { name: 'request', title: `one request to ${new URL(url).host}`, input: {}, expectUnlessDeclared: { status: 'status < 400' } },
  ],
};

const latency: CheckKind<{ readonly name?: string | undefined }> = {
  summary: 'Many requests.',
  layer: 'performance',
  options: v.strictObject({ name: v.optional(v.string()), path: v.optional(v.string()) }),
  expand: ({ name = 'request' }) => [
    { name: `latency.${name}`, title: 'latency', input: {}, operations: [{ name, target: `${name} p(95) < 200ms` }] },
  ],
};

const http: ComponentSettings = {
  summary: 'An API.',
  with: v.strictObject({
    url: v.pipe(
      v.string(),
      v.check((text) => URL.canParse(text), 'expected a url'),
    ),
    method: v.optional(v.picklist(['GET', 'POST'])),
    headers: v.optional(v.record(v.string(), v.string())),
    auth_token: v.optional(v.string()),
  }),
  checks: { request, latency },
  defaultCheck: 'request',
  gateTitle: 'The origin accepts connections',
  addressSetting: 'url',
};

const stepsSchema = v.strictObject({ name: v.string() });
const steps: CheckKind<v.InferOutput<typeof stepsSchema>> = {
  summary: 'One journey.',
  layer: 'e2e',
  options: stepsSchema,
  primary: 'name',
  expand: (options) => [{ name: `journey.${options.name}`, title: 'journey', input: options, operations: [{ name: 'journey' }] }],
};

const flow: ComponentSettings = {
  summary: 'Goes through several components.',
  with: v.strictObject({}),
  checks: { steps },
  needs: true,
  gateTitle: 'never shown',
};

const noComponent = (): Promise<AnyComponent> => Promise.reject(new Error('config must not open the second door'));

/** Kinds whose first door was opened, for the test that unused kinds are never loaded. */
export function sampleRegistry(opened: string[] = []): Registry {
  const door = (name: string, settings: ComponentSettings) => ({
    settings: async () => {
      opened.push(name);
      return settings;
    },
    component: noComponent,
  });
  return { store: door('store', store), http: door('http', http), flow: door('flow', flow) };
}
