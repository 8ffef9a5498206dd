import type { Fault } from '../../faults.ts';
import type { ToolLog } from '../tool-log.ts';
import type { VectorIndex } from '../vector-index.ts';
import type { Warehouse } from '../warehouse.ts';

/** What the tools work with. */
export interface Backends {
  readonly faults: readonly Fault[];
  readonly index: VectorIndex;
  /** @throws an Error that says why there is none */
  readonly warehouse: () => Warehouse;
  readonly log: ToolLog;
  /** Titles of the generated calls: their records have none. */
  readonly titles: ReadonlyMap<string, string>;
  /** Calls that `record_call` made and `remove_call` may therefore remove. */
  readonly recorded: Set<string>;
  /** Variables that a program of this kind is given its credentials in. */
  readonly environment: Readonly<Record<string, string>>;
}

export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** JSON Schema 2020-12. The SDK holds arguments and answers against it. */
  readonly inputSchema: object;
  readonly outputSchema?: object;
  /** Claims of this server about the tool. */
  readonly annotations: {
    readonly readOnlyHint: boolean;
    readonly destructiveHint?: boolean;
    readonly idempotentHint?: boolean;
    readonly openWorldHint: false;
  };
  /** An object is structured content, a text is text. What it throws becomes an error result with the message. */
  answer(args: never, backends: Backends): Promise<object | string> | object | string;
}

export const readsOnly = { readOnlyHint: true, openWorldHint: false } as const;

/** A schema of an object without other properties than these, all required unless they are named as optional. */
export function objectSchema(properties: Readonly<Record<string, object>>, optional: readonly string[] = []): object {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, ...(required.length > 0 && { required }), additionalProperties: false };
}

export const callIdSchema = { type: 'string', pattern: '^[A-Za-z0-9_-]{1,32}$', description: 'Id of the call, such as call-00001.' };
