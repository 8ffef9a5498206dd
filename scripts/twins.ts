import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Writes the files that exist twice; with --check it only says which are not current (exit code 1).
 *
 * - `run/action.yml` is action.yml one folder deeper: a reusable workflow reaches its own commit with `$/run`, and GitHub refuses a bare `$/`.
 * - `templates/workflow.yml`, which `infra-test init --workflow` writes, is the caller for pull requests.
 */
export interface Twin {
  readonly from: string;
  readonly to: string;
  readonly make: (text: string) => string;
}

const root = join(import.meta.dirname, '..');

export const twins: readonly Twin[] = [
  { from: 'action.yml', to: 'run/action.yml', make: oneFolderDeeper },
  { from: 'workflows/pull-request.yml', to: 'templates/workflow.yml', make: (text) => text },
];

/** What the second file must hold. */
export function twinText({ from, make }: Twin): string {
  return make(readFileSync(join(root, from), 'utf8'));
}

function oneFolderDeeper(action: string): string {
  const entries = /^( {2}(?:main|pre|post): )dist\//gm;
  if (!entries.test(action)) throw new Error('action.yml: expected an entry such as `main: dist/index.js`');
  const twin = action.replaceAll(entries, '$1../dist/');
  return `# Generated from action.yml by scripts/twins.ts: the reusable workflows use \`$/run\`.\n${twin}`;
}

function isCurrent(twin: Twin): boolean {
  try {
    return readFileSync(join(root, twin.to), 'utf8') === twinText(twin);
  } catch {
    return false;
  }
}

if (import.meta.main) {
  const stale = twins.filter((twin) => !isCurrent(twin));
  for (const twin of stale) {
    if (process.argv.includes('--check')) {
      process.stderr.write(`${twin.to} is not current: node scripts/twins.ts\n`);
      process.exitCode = 1;
    } else {
      mkdirSync(dirname(join(root, twin.to)), { recursive: true });
      writeFileSync(join(root, twin.to), twinText(twin));
      process.stdout.write(`wrote ${twin.to}\n`);
    }
  }
}
