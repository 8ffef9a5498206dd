import { readFileSync } from 'node:fs';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { doors } from './doors.ts';

type Entry = string | Readonly<Record<string, unknown>>;

const text = readFileSync('docs/snowflake-checks.md', 'utf8');
const entries = [...text.matchAll(/```yaml\n(.*?)```/gs)].flatMap(([, yaml = '']) => parse(yaml) as readonly Entry[]);
const declared = v.parse(doors.settings.with, { account: 'local', username: 'U', password: 'p', database: 'SOPHIA', schema: 'CORE' });

/** The options of a kind as an entry of `checks:` writes them, without the fields that all checks have. */
function optionsOf(entry: Entry): { readonly kind: string; readonly options: unknown } {
  if (typeof entry === 'string') return { kind: entry, options: {} };
  const [first = ['', undefined]] = Object.entries(entry);
  const [kind, behind] = first;
  const { primary = '', primaryIsMapping = false } = doors.settings.checks[kind] ?? {};
  if (typeof behind !== 'object' || behind === null || primaryIsMapping) return { kind, options: { [primary]: behind } };
  const { expect: _conditions, ...options } = behind as Readonly<Record<string, unknown>>;
  return { kind, options };
}

test.each(entries.map((entry) => [JSON.stringify(entry), entry] as const))('%s is understood', (_shown, entry) => {
  const { kind, options } = optionsOf(entry);
  const found = doors.settings.checks[kind];
  const drafts = found?.expand(v.parse(found.options, options), declared) ?? [];
  expect(drafts.length).toBeGreaterThan(0);
});

test('all kinds of the page are shown', () => {
  expect(new Set(entries.map((entry) => optionsOf(entry).kind)).size).toBe(15);
});
