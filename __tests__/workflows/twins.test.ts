import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { twins, twinText } from '../../scripts/twins.ts';
import { readAction, root } from './workflow-files.ts';

test.each(twins)('$to is current (node scripts/twins.ts writes it)', (twin) => {
  expect(readFileSync(join(root, twin.to), 'utf8')).toBe(twinText(twin));
});

test('both Actions take and give the same, and start the same file', () => {
  const [action, twin] = [readAction('action.yml'), readAction('run/action.yml')];
  expect({ ...twin, runs: null }).toEqual({ ...action, runs: null });
  expect(twin.runs['using']).toBe(action.runs['using']);
  for (const entry of ['main', 'post']) {
    const file = join(root, action.runs[entry] ?? '');
    expect(existsSync(file)).toBe(true);
    expect(join(root, 'run', twin.runs[entry] ?? '')).toBe(file);
  }
});

test('an action.yml without an entry is refused', () => {
  const [twin] = twins;
  expect(() => twin?.make('name: a\nruns: { using: composite }\n')).toThrow('expected an entry such as `main: dist/index.js`');
});
