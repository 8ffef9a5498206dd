import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Seeds one violation of every import rule, one after the other, and expects the linter to name it: a rule that catches
 * nothing looks exactly like a clean project.
 */
const violations: readonly (readonly [file: string, code: string])[] = [
  ['model/seeded.ts', "export type { Scope } from '../condition/scope.ts';"],
  ['std/seeded.ts', "import { readFileSync } from 'node:fs';\nexport const text = readFileSync('x');"],
  ['std/seeded.ts', "export type { Check } from '../model/check.ts';"],
  ['condition/seeded.ts', "export { loadSuite } from '../config/load.ts';"],
  ['config/seeded.ts', "export { planRun } from '../plan/plan.ts';"],
  ['plan/seeded.ts', "import { readFileSync } from 'node:fs';\nexport const text = readFileSync('x');"],
  ['plan/seeded.ts', "export { execute } from '../execute/execute.ts';"],
  ['execute/seeded.ts', "export { judgeRun } from '../judge/judge.ts';"],
  ['execute/seeded.ts', "export const load = () => import('../local/stack.ts');"],
  ['execute/seeded.ts', "export const load = () => import('../components/http/index.ts');"],
  ['judge/seeded.ts', "export { toHtml } from '../report/html.ts';"],
  ['judge/seeded.ts', "import { readFileSync } from 'node:fs';\nexport const text = readFileSync('x');"],
  ['report/seeded.ts', "export { evaluateCondition } from '../condition/evaluate.ts';"],
  ['publish/seeded.ts', "import { info } from '@actions/core';\ninfo('x');"],
  ['history/seeded.ts', "export { judgeRun } from '../judge/judge.ts';"],
  ['history/seeded.ts', "import sdk from 'snowflake-sdk';\nexport const version = sdk;"],
  ['judge/seeded.ts', "export { recordOf } from '../history/record.ts';"],
  ['components/http/seeded.ts', "export { startEndpoints } from '../../local/stack.ts';"],
  ['components/http/seeded.ts', "export type { Session } from '../snowflake/session.ts';"],
  ['components/snowflake/seeded.ts', "import sdk from 'snowflake-sdk';\nexport const version = sdk;"],
  ['components/mcp/seeded.ts', "import { Ajv } from 'ajv';\nexport const ajv = new Ajv();"],
  ['components/mcp/checks/seeded.ts', "export const load = () => import('fast-check');"],
  ['components/mcp/arguments/seeded.ts', "export type { Session } from '../../snowflake/session.ts';"],
  ['components/flow/seeded.ts', "export { registry } from '../registry.ts';"],
  ['local/seeded.ts', "export { settings } from '../components/http/settings.ts';"],
  ['local/seeded.ts', "export type { Check } from '../model/check.ts';"],
  ['report/seeded.ts', "export { runPlans } from '../pipeline.ts';"],
];

let missed = 0;
for (const [file, code] of violations) {
  const path = join('src', file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${code}\n`);
  try {
    if (!lintOutput(path).includes('no-restricted-imports')) {
      missed += 1;
      process.stderr.write(`not caught: ${path}: ${code}\n`);
    }
  } finally {
    rmSync(path);
  }
}
process.stdout.write(`${violations.length - missed} of ${violations.length} seeded violations were caught\n`);
process.exitCode = missed === 0 ? 0 : 1;

function lintOutput(path: string): string {
  try {
    return execFileSync(join('node_modules', '.bin', 'oxlint'), ['--disable-nested-config', path], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  } catch (error) {
    return String((error as { stdout?: string }).stdout);
  }
}
