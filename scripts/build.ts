import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { minify } from 'terser';

/**
 * The only place that knows how `dist/` is made: tsc emits `lib/` (ncc cannot compile with TypeScript 7), ncc bundles
 * `lib/main.js` as an ES module, and comments and indentation are taken out of the chunks, because the runner downloads the
 * whole repository for every job. Small chunks are our own code and keep their lines and names; in large ones, which are
 * vendors' packages, local variables get short names and dead code goes. Functions and classes keep theirs: packages look at them.
 */
const bin = (name: string): string => join('node_modules', '.bin', name);

/** Packages of vendors give larger chunks, ours give smaller ones. */
const ownCodeBytes = 150_000;
const keepNames = { keep_classnames: true, keep_fnames: true };

for (const directory of ['lib', 'dist']) rmSync(directory, { recursive: true, force: true });
execFileSync(bin('tsc'), ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
execFileSync(bin('ncc'), ['build', 'lib/main.js', '-o', 'dist', '--target', 'es2022', '--license', 'LICENSES.txt', '--quiet'], {
  stdio: 'inherit',
});

// Browser log-in of the Snowflake driver opens a window; a runner has none, and the driver's copy of xdg-open is dead weight.
for (const name of readdirSync('dist').filter((file) => file.startsWith('xdg-open'))) rmSync(join('dist', name));

for (const name of readdirSync('dist').filter((file) => file.endsWith('.js'))) {
  const file = join('dist', name);
  const isOurs = statSync(file).size < ownCodeBytes;
  const { code } = await minify(readFileSync(file, 'utf8'), {
    module: true,
    compress: isOurs ? false : keepNames,
    mangle: isOurs ? false : keepNames,
    format: { comments: false, beautify: isOurs, indent_level: 0 },
  });
  if (code === undefined) throw new Error(`terser gave nothing for ${file}`);
  writeFileSync(file, `${code}\n`);
}

const bytes = readdirSync('dist').reduce((sum, name) => sum + statSync(join('dist', name)).size, 0);
process.stdout.write(`dist: ${readdirSync('dist').length} files, ${(bytes / 1e6).toFixed(1)} MB\n`);
