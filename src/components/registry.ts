import type { Registry } from '../model/component.ts';

/** Kind of component -> its two lazy doors: settings (schema, no SDK) and component (with its SDK). */
export const registry: Registry = {};
