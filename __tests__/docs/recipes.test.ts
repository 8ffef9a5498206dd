import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { registry } from '../../src/components/registry.ts';
import { checkFieldsSchema } from '../../src/config/file-schema.ts';
import { suiteFromText } from '../../src/config/load.ts';

/** Pages with checks to copy: all of a component's kinds are shown, as the config loader takes them. */
const pages: readonly { readonly uses: string; readonly page: string; readonly settings: string; readonly needs?: string }[] = [
  { uses: 'pinecone', page: 'docs/pinecone-checks.md', settings: 'api_key: key\nindex: sophia-calls\ndimension: 256' },
  {
    uses: 'mcp',
    page: 'docs/mcp-checks.md',
    settings: 'url: http://127.0.0.1:3001/mcp\nruntime: { container: tools }',
  },
  { uses: 'agent', page: 'docs/agent-checks.md', settings: '', needs: 'tools' },
];

function blocks(text: string, fence: string): string {
  return [...text.matchAll(new RegExp(`\`\`\`${fence}\\n(.*?)\`\`\``, 'gs'))].map(([, yaml = '']) => yaml).join('');
}

const indent = (text: string, by: number): string => text.replaceAll(/^(?=.)/gm, ' '.repeat(by));

describe.each(pages)('$page', ({ uses, page, settings, needs }) => {
  test('shows every kind of check, as a config may have it', async () => {
    const text = readFileSync(page, 'utf8');
    const config = `version: 1
environments: { local: { stack: embedded } }
components:
  tools: { uses: mcp, with: { url: "http://tools.example.test/mcp" }, checks: [discover] }
  shown:
    uses: ${uses}
${needs === undefined ? '' : `    needs: [${needs}]\n`}    with:
${indent(`${settings}\n${blocks(text, 'yaml with')}`, 6)}
    checks:
${indent(blocks(text, 'yaml'), 6)}`;
    const { checks } = await suiteFromText(config, 'infra-test.yml', { registry, variables: {} });
    const kinds = checks.filter(({ gate, component }) => !gate && component === 'shown').map(({ kind }) => kind);
    const known = (await registry[uses]?.settings())?.checks ?? {};
    expect([...new Set(kinds)].toSorted()).toEqual(Object.keys(known).toSorted());
  });
});

test.each(Object.keys(registry))('no option of %s has the name of a field that all checks have', async (uses) => {
  const checks = (await registry[uses]?.settings())?.checks ?? {};
  const shadowed = Object.entries(checks).flatMap(([kind, { options }]) => {
    const { entries = {} } = options as { readonly entries?: object };
    const taken = Object.keys(entries).filter((name) => name !== 'name' && Object.hasOwn(checkFieldsSchema.entries, name));
    return taken.map((name) => `${kind}.${name}`);
  });
  expect(shadowed).toEqual([]);
});
