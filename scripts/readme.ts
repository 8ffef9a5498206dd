import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { registry } from '../src/components/registry.ts';
import type { CheckKind } from '../src/model/component.ts';
import { layers } from '../src/model/words.ts';

/**
 * Rewrites the generated tables between `<!-- name -->` and `<!-- /name -->`: in README.md the inputs and outputs of
 * action.yml and the names of the check kinds, in docs/checks.md all that is declared of them. With --check it
 * only says whether the files are current (exit code 1 if not).
 */
interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

const action = parse(readFileSync('action.yml', 'utf8')) as ActionFile;

const kinds = await declaredKinds();
const inputs = Object.entries(action.inputs).map(([name, { description, default: value }]) => [
  `\`${name}\``,
  value ? `\`${value}\`` : '',
  description,
]);
const outputs = Object.entries(action.outputs).map(([name, { description }]) => [`\`${name}\``, description]);

const files: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'README.md': {
    inputs: table(['input', 'default', 'what'], inputs),
    outputs: table(['output', 'what'], outputs),
    checks: table(['', ...layers], kindsByLayer()),
  },
  'docs/checks.md': {
    kinds: table(
      ['component', 'check', 'layer', 'stages', 'costs', 'needs', 'what'],
      kinds.map(({ component, kind, layer, stages, costs, privileges, summary }) => [
        component,
        kind,
        layer,
        stages?.join(', ') ?? 'all but monitoring',
        costs ?? '',
        privileges ?? '',
        summary,
      ]),
    ),
  },
};

for (const [file, tables] of Object.entries(files)) {
  const text = readFileSync(file, 'utf8');
  const current = Object.entries(tables).reduce((rewritten, [name, body]) => between(rewritten, name, body, file), text);
  if (!process.argv.includes('--check')) writeFileSync(file, current);
  else if (current !== text) {
    process.stderr.write(`${file} is not current: npm run readme\n`);
    process.exitCode = 1;
  }
}

interface DeclaredKind extends Pick<CheckKind, 'layer' | 'stages' | 'costs' | 'privileges' | 'summary'> {
  readonly component: string;
  readonly kind: string;
}

async function declaredKinds(): Promise<readonly DeclaredKind[]> {
  const found: DeclaredKind[] = [];
  for (const [name, entry] of Object.entries(registry)) {
    const { checks } = await entry.settings();
    for (const [kind, declared] of Object.entries(checks)) found.push({ ...declared, component: `\`${name}\``, kind: `\`${kind}\`` });
  }
  return found;
}

/** A row for each component, a column for each layer. */
function kindsByLayer(): readonly (readonly string[])[] {
  return [...new Set(kinds.map(({ component }) => component))].map((component) => [
    component,
    ...layers.map((layer) =>
      kinds
        .filter((one) => one.component === component && one.layer === layer)
        .map(({ kind }) => kind)
        .join(' '),
    ),
  ]);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function between(text: string, name: string, body: string, file: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const start = text.indexOf(open);
  const end = text.indexOf(close);
  if (start === -1 || end < start) throw new Error(`${file} has no ${open} ... ${close}`);
  return `${text.slice(0, start + open.length)}\n${body}\n${text.slice(end)}`;
}
