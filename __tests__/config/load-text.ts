import { ConfigError } from '../../src/config/config-error.ts';
import { suiteFromText } from '../../src/config/load.ts';
import type { SuiteOptions } from '../../src/config/load.ts';
import type { Suite } from '../../src/model/plan.ts';
import { sampleRegistry } from './sample-registry.ts';

export const file = 'infra-test.yml';

export function loadText(text: string, options: Partial<SuiteOptions> = {}): Promise<Suite> {
  return suiteFromText(text, file, { registry: sampleRegistry(), variables: {}, ...options });
}

/** The error of a text that must not load. */
export async function loadError(text: string, options: Partial<SuiteOptions> = {}): Promise<ConfigError> {
  try {
    await loadText(text, options);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('the text loaded');
}

/** Problems as `line:column message`. */
export async function problemsOf(text: string, options: Partial<SuiteOptions> = {}): Promise<readonly string[]> {
  const { problems } = await loadError(text, options);
  return problems.map(({ source, message }) => `${source.line}:${source.column} ${message}`);
}

/** A config with one `store`; `rest` are further keys of the component. */
export function storeConfig(rest: string, withSettings = '{ url: "https://db.example.com" }'): string {
  const indented = rest
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
  return `version: 1\ncomponents:\n  db:\n    uses: store\n    with: ${withSettings}\n${indented}\n`;
}
