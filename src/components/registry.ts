import type { Registry } from '../model/component.ts';

/** Kind of component -> its two lazy doors: settings (schema, no SDK) and component (with its SDK). */
export const registry: Registry = {
  snowflake: {
    settings: async () => (await import('./snowflake/settings.ts')).settings,
    component: async () => (await import('./snowflake/index.ts')).default,
  },
  pinecone: {
    settings: async () => (await import('./pinecone/settings.ts')).settings,
    component: async () => (await import('./pinecone/index.ts')).default,
  },
  agent: {
    settings: async () => (await import('./agent/settings.ts')).settings,
    component: async () => (await import('./agent/index.ts')).default,
  },
  http: {
    settings: async () => (await import('./http/settings.ts')).settings,
    component: async () => (await import('./http/index.ts')).default,
  },
  mcp: {
    settings: async () => (await import('./mcp/settings.ts')).settings,
    component: async () => (await import('./mcp/index.ts')).default,
  },
  flow: {
    settings: async () => (await import('./flow/settings.ts')).settings,
    component: async () => (await import('./flow/index.ts')).default,
  },
};
