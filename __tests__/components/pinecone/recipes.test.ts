import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { registry } from '../../../src/components/registry.ts';
import { checkFieldsSchema } from '../../../src/config/file-schema.ts';
import { suiteFromText } from '../../../src/config/load.ts';
import { doors } from './doors.ts';

const page = readFileSync('docs/pinecone-checks.md', 'utf8');
const recipes = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = '']) => yaml).join('');

const config = `version: 1
environments: { local: { stack: embedded } }
components:
  vectors:
    uses: pinecone
    with: { api_key: key, index: sophia-calls, dimension: 256 }
    checks:
${recipes.replaceAll(/^/gm, '      ')}`;

test('the page shows every kind of check, as a config may have it', async () => {
  const { checks } = await suiteFromText(config, 'infra-test.yml', { registry, variables: {} });
  const kinds = checks.filter(({ gate }) => !gate).map(({ kind }) => kind);
  expect([...new Set(kinds)].toSorted()).toEqual(Object.keys(doors.settings.checks).toSorted());
});

test.each(Object.entries(doors.settings.checks))('no option of %s has the name of a field that all checks have', (_kind, { options }) => {
  const { entries = {} } = options as { readonly entries?: object };
  expect(Object.keys(entries).filter((name) => Object.hasOwn(checkFieldsSchema.entries, name))).toEqual([]);
});
