import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { callDeclaration, callers, root, workflowAt, workflowFile } from './workflow-files.ts';
import { callProblems } from './call-problems.ts';
import { workflowErrors } from './github-parser.ts';
import { rules } from './rules.ts';

const manual = readFileSync(join(root, 'docs/workflows.md'), 'utf8');
const call = callDeclaration(workflowAt('.github/workflows/infra-test.yml')) ?? {};

function linesWith(start: string): readonly string[] {
  return manual.split('\n').filter((line) => line.startsWith(start));
}

describe('docs/workflows.md', () => {
  test.each(Object.entries(call.inputs ?? {}))('has input %s with its default and meaning', (name, input) => {
    const { default: value, description } = input as { default?: string | number | boolean; description?: string };
    const shown = value === '' || value === undefined ? '' : `\`${value}\``;
    expect(linesWith(`| \`${name}\` | ${shown} |`)).toEqual([`| \`${name}\` | ${shown} | ${description} |`]);
  });

  test.each(Object.entries(call.outputs ?? {}))('has output %s', (name, { description }) => {
    expect(manual).toContain(`| \`${name}\` | ${description} |`);
  });

  test('names the secrets that can be passed, and no others', () => {
    const [sentence = ''] = linesWith('Names that can be passed: ');
    expect([...sentence.matchAll(/`(\w+)`/g)].map(([, name]) => name)).toEqual(Object.keys(call.secrets ?? {}));
  });

  test.each(callers)('explains $path', ({ path }) => {
    const name = path.replace('workflows/', '');
    expect(linesWith(`| [\`${name}\`](../${path}) |`)).toHaveLength(1);
    expect(linesWith(`**\`${name}\`** `)).toHaveLength(1);
  });

  test('links to files that exist', () => {
    const links = [...manual.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link).filter((link) => !link.startsWith('http'));
    expect(links.filter((link) => !existsSync(join(root, 'docs', link)))).toEqual([]);
  });
});

/** Jobs that the manual and the README show, as whole workflows. */
const shown = ['docs/workflows.md', 'README.md'].flatMap((path) =>
  [...readFileSync(join(root, path), 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)]
    .map(([, yaml = '']) => yaml)
    .filter((yaml) => /^jobs:/m.test(yaml))
    .map((yaml) => (/^on:/m.test(yaml) ? yaml : `on: push\n${yaml}`))
    .map((yaml, index) => ({ name: `${path} #${index + 1}`, file: workflowFile(path, yaml.replace(/^on: (\w+)$/m, 'on: { $1: }')) })),
);

describe('examples in the documentation', () => {
  test('there are some', () => expect(shown.length).toBeGreaterThanOrEqual(3));

  test.each(shown)('$name is a workflow that keeps our rules', async ({ file }) => {
    expect(await workflowErrors(file.path, file.text)).toEqual([]);
    expect(callProblems(file, workflowAt)).toEqual([]);
    expect(rules.flatMap((rule) => rule.problems(file))).toEqual([]);
  });
});
