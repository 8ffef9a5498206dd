export interface ToolDescription {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly inputSchema: object;
  readonly outputSchema?: object;
  /** Claims of the server, such as `readOnlyHint`. */
  readonly annotations?: Readonly<Record<string, unknown>>;
  readonly execution?: Readonly<Record<string, unknown>>;
}

export interface ResourceDescription {
  readonly uri: string;
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly mimeType?: string;
}

export interface ResourceTemplateDescription {
  readonly uriTemplate: string;
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly mimeType?: string;
}

export interface PromptDescription {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  readonly arguments?: readonly { readonly name: string; readonly description?: string; readonly required?: boolean }[];
}

/** What a server lists, by the name under which its answer holds it. */
export interface ServerLists {
  readonly tools: ToolDescription;
  readonly resources: ResourceDescription;
  readonly resourceTemplates: ResourceTemplateDescription;
  readonly prompts: PromptDescription;
}

export type ListName = keyof ServerLists;

export const listMethods = {
  tools: { method: 'tools/list', capability: 'tools' },
  resources: { method: 'resources/list', capability: 'resources' },
  resourceTemplates: { method: 'resources/templates/list', capability: 'resources' },
  prompts: { method: 'prompts/list', capability: 'prompts' },
} as const satisfies Record<ListName, { readonly method: string; readonly capability: string }>;

/** A list put together from all of its pages. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly pages: number;
}
