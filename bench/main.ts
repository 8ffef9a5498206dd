import { existsSync } from 'node:fs';
import { benchTable } from './table.ts';
import type { Line } from './table.ts';

/**
 * Prints every budget of the product beside what it is compared with, measured in the same run. Ratios of CPU are gates
 * (exit code 1 when one is missed); milliseconds and megabytes are goals that are printed.
 */
if (!existsSync('lib/pipeline.js') || !existsSync('dist/index.js')) throw new Error('npm run build first: the built files are measured');

const parts = {
  start: () => import('./start.ts'),
  checks: () => import('./ten-thousand-checks.ts'),
  snowflake: () => import('./embedded-snowflake.ts'),
  pinecone: () => import('./embedded-pinecone.ts'),
  stack: () => import('./stack-ready.ts'),
  github: () => import('./report-on-github.ts'),
  dist: () => import('./dist-size.ts'),
};

const asked = process.argv.slice(2);
const lines: Line[] = [];
for (const [name, part] of Object.entries(parts)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  process.stderr.write(`${name} ...\n`);
  const { measure } = await part();
  lines.push(...(await measure()));
}
process.stdout.write(`${benchTable(lines)}\n`);
process.exitCode = lines.every((line) => line.met || !line.budget.includes('x of')) ? 0 : 1;
