import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import { limitYoungSpace } from '../lib/execute/young-space.js';
import { loadPlans, runPlans } from '../lib/pipeline.js';

/**
 * Runs the given number of trivial checks through the built pipeline, journal and all reports included. Plain JavaScript,
 * because stripping types would be measured along: the product runs without it.
 */
limitYoungSpace();

const count = Number(process.argv[2] ?? 10_000);

/** @type {import('../src/model/component.ts').ComponentSettings} */
const settings = {
  summary: 'checks that pass at once',
  with: v.strictObject({}),
  gateTitle: 'is there',
  checks: {
    many: {
      summary: 'many checks',
      layer: 'unit',
      options: v.strictObject({}),
      expand: () =>
        Array.from({ length: count }, (_, index) => ({
          name: `many.${index}`,
          title: `check ${index}`,
          input: index,
          expect: ['value >= 0'],
        })),
    },
  },
};

/** @type {import('../src/model/component.ts').AnyComponent} */
const component = {
  connect: async () => ({ [Symbol.asyncDispose]: async () => {} }),
  checks: {
    many: async (_connection, input, context) => {
      context.value('value', input);
    },
  },
};

/** @type {import('../src/model/component.ts').Registry} */
const registry = { trivial: { settings: async () => settings, component: async () => component } };

const directory = mkdtempSync(join(tmpdir(), 'infra-test-trivial-'));
const file = join(directory, 'infra-test.yml');
writeFileSync(file, 'version: 1\nenvironments: { here: { stack: live } }\ncomponents: { bulk: { uses: trivial, checks: [many] } }\n');
const plans = await loadPlans({ files: [file], registry, selection: {}, environment: 'here', variables: {} });
const { report } = await runPlans({ plans, registry, directory, stackCommand: [], toolVersion: '0', signal: new AbortController().signal });
if (report.counts.passed !== count + 1) throw new Error(`expected ${count + 1} passed checks, got ${JSON.stringify(report.counts)}`);
