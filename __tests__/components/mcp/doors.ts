import { fileURLToPath } from 'node:url';
import component from '../../../src/components/mcp/index.ts';
import { settings } from '../../../src/components/mcp/settings.ts';

export const doors = { settings, component };

const published = {
  everything: import.meta.resolve('@modelcontextprotocol/server-everything/dist/index.js'),
  filesystem: import.meta.resolve('@modelcontextprotocol/server-filesystem/dist/index.js'),
  memory: import.meta.resolve('@modelcontextprotocol/server-memory/dist/index.js'),
  'sequential-thinking': import.meta.resolve('@modelcontextprotocol/server-sequential-thinking/dist/index.js'),
} as const;

/** The program of a server from npm, for `args`. */
export function publishedServer(name: keyof typeof published): string {
  return fileURLToPath(published[name]);
}
