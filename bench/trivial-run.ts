import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';
import type * as pipeline from '../src/pipeline.ts';
import type { AnyComponent, ComponentSettings, Registry } from '../src/model/component.ts';

/** Runs the given number of trivial checks through the built pipeline, journal and all reports included. */
const count = Number(process.argv[2] ?? 10_000);

const settings: ComponentSettings = {
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

const component: AnyComponent = {
  connect: async () => ({ [Symbol.asyncDispose]: async () => {} }),
  checks: {
    many: async (_connection, input, context) => {
      context.value('value', input);
    },
  },
};

const registry: Registry = { trivial: { settings: async () => settings, component: async () => component } };

const { loadPlans, runPlans } = (await import(pathToFileURL(resolve('lib/pipeline.js')).href)) as typeof pipeline;
const directory = mkdtempSync(join(tmpdir(), 'infra-test-trivial-'));
const file = join(directory, 'infra-test.yml');
writeFileSync(file, 'version: 1\nenvironments: { here: { stack: live } }\ncomponents: { bulk: { uses: trivial, checks: [many] } }\n');
const plans = await loadPlans({ files: [file], registry, selection: {}, environment: 'here', variables: {} });
const { report } = await runPlans({ plans, registry, directory, stackCommand: [], toolVersion: '0', signal: new AbortController().signal });
if (report.counts.passed !== count + 1) throw new Error(`expected ${count + 1} passed checks, got ${JSON.stringify(report.counts)}`);
