import * as v from 'valibot';
import type { McpConnection } from '../client.ts';
import { listMethods } from '../lists/server-lists.ts';
import type { ListName } from '../lists/server-lists.ts';

const text = v.exactOptional(v.string());
const mapping = v.custom<Readonly<Record<string, unknown>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'expected a mapping',
);

const entries = {
  tools: v.object({
    title: text,
    description: text,
    inputSchema: mapping,
    outputSchema: v.exactOptional(mapping),
    annotations: v.exactOptional(mapping),
    execution: v.exactOptional(mapping),
  }),
  resources: v.object({ name: v.string(), title: text, description: text, mimeType: text }),
  resourceTemplates: v.object({ name: v.string(), title: text, description: text, mimeType: text }),
  prompts: v.object({
    title: text,
    description: text,
    arguments: v.exactOptional(v.array(v.object({ name: v.string(), description: text, required: v.exactOptional(v.boolean()) }))),
  }),
} as const;

/** What a server lists, by name, without what changes from day to day. A file of the user's repository. */
export const snapshotSchema = v.strictObject({
  format: v.literal(1),
  tools: v.exactOptional(v.pipe(mapping, v.record(v.string(), entries.tools))),
  resources: v.exactOptional(v.pipe(mapping, v.record(v.string(), entries.resources))),
  resourceTemplates: v.exactOptional(v.pipe(mapping, v.record(v.string(), entries.resourceTemplates))),
  prompts: v.exactOptional(v.pipe(mapping, v.record(v.string(), entries.prompts))),
});

export type Snapshot = v.InferOutput<typeof snapshotSchema>;
export type Recorded<Name extends ListName> = NonNullable<Snapshot[Name]>[string];

const keys = { tools: 'name', resources: 'uri', resourceTemplates: 'uriTemplate', prompts: 'name' } as const;

/** What the server lists now. */
export async function takeSnapshot(connection: McpConnection, lists: readonly ListName[], signal: AbortSignal): Promise<Snapshot> {
  const taken: Record<string, unknown> = { format: 1 };
  for (const list of lists) {
    const { items } = await connection.list(list, signal);
    taken[list] = Object.fromEntries(items.map((item) => [nameOf(list, item), item]));
  }
  return v.parse(snapshotSchema, taken);
}

function nameOf(list: ListName, item: object): string {
  return String((item as Readonly<Record<string, unknown>>)[keys[list]]);
}

export const listNames = Object.keys(listMethods) as readonly ListName[];
