import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { costOf, medianCost } from './measure.ts';
import type { Line } from './table.ts';

const checks = 10_000;
const runs = 5;
const goalMegabytes = 150;

export async function measure(): Promise<readonly Line[]> {
  const directory = mkdtempSync(join(tmpdir(), 'infra-test-mocha-'));
  const body = (name: string): string =>
    Array.from({ length: checks }, (_, index) => `  ${name}('check ${index}', () => { if (${index} < 0) throw new Error('no'); });`).join(
      '\n',
    );
  writeFileSync(join(directory, 'mocha.cjs'), `describe('many', () => {\n${body('it')}\n});\n`);
  writeFileSync(join(directory, 'node.mjs'), `import { describe, it } from 'node:test';\ndescribe('many', () => {\n${body('it')}\n});\n`);
  const ours = await medianCost(runs, () => costOf([resolve('bench/trivial-run.js'), String(checks)]));
  const mocha = await medianCost(runs, () =>
    costOf([resolve('node_modules/mocha/bin/mocha.js'), '--reporter', 'dot', join(directory, 'mocha.cjs')]),
  );
  const nodeTest = await medianCost(runs, () => costOf(['--test-reporter=dot', join(directory, 'node.mjs')]));
  const beside = `mocha: ${mocha.cpuMilliseconds.toFixed(0)} ms CPU, ${mocha.peakMegabytes.toFixed(0)} MB; node:test: ${nodeTest.cpuMilliseconds.toFixed(0)} ms CPU, ${nodeTest.peakMegabytes.toFixed(0)} MB`;
  const ratio = ours.cpuMilliseconds / mocha.cpuMilliseconds;
  return [
    {
      what: '10,000 trivial checks, journal and all reports',
      measured: `${ours.cpuMilliseconds.toFixed(0)} ms CPU (${ratio.toFixed(2)}x of mocha)`,
      beside,
      budget: '1x of mocha, which writes neither',
      met: ratio <= 1,
    },
    {
      what: '10,000 trivial checks, memory',
      measured: `${ours.peakMegabytes.toFixed(0)} MB`,
      beside: '',
      budget: `goal ${goalMegabytes} MB`,
      met: ours.peakMegabytes <= goalMegabytes,
    },
  ];
}
