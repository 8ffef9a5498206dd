import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import { registry } from '../src/components/registry.ts';

/**
 * Rewrites the generated tables of README.md between `<!-- name -->` and `<!-- /name -->`: inputs and outputs of action.yml,
 * and the check kinds of every component. With --check it only says whether the README is current (exit code 1 if not).
 */
interface ActionFile {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
}

const readme = readFileSync('README.md', 'utf8');
const action = parse(readFileSync('action.yml', 'utf8')) as ActionFile;

const tables = {
  inputs: table(
    ['input', 'default', 'what'],
    Object.entries(action.inputs).map(([name, { description, default: value }]) => [
      `\`${name}\``,
      value ? `\`${value}\`` : '',
      description,
    ]),
  ),
  outputs: table(
    ['output', 'what'],
    Object.entries(action.outputs).map(([name, { description }]) => [`\`${name}\``, description]),
  ),
  checks: table(['component', 'check', 'layer', 'what'], await checkRows()),
};

const current = Object.entries(tables).reduce((text, [name, body]) => between(text, name, body), readme);
if (process.argv.includes('--check')) {
  if (current !== readme) process.stderr.write('README.md is not current: npm run readme\n');
  process.exitCode = current === readme ? 0 : 1;
} else {
  writeFileSync('README.md', current);
}

async function checkRows(): Promise<readonly (readonly string[])[]> {
  const rows = [];
  for (const [name, entry] of Object.entries(registry)) {
    const { checks } = await entry.settings();
    for (const [kind, { layer, summary }] of Object.entries(checks)) rows.push([`\`${name}\``, `\`${kind}\``, layer, summary]);
  }
  return rows;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function between(text: string, name: string, body: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const start = text.indexOf(open);
  const end = text.indexOf(close);
  if (start === -1 || end < start) throw new Error(`README.md has no ${open} ... ${close}`);
  return `${text.slice(0, start + open.length)}\n${body}\n${text.slice(end)}`;
}
