import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { annotationCommands, annotationsOf } from '../../src/publish/github/annotations.ts';
import { finding, judgedCheck, judgedRun, judgedTarget, reportOf } from '../report/build-report.ts';

const workspace = '/home/runner/work/repo';

function checkAt(file: string, status: 'failed' | 'passed' = 'failed') {
  return judgedCheck({ id: `a.${file}`, title: 'a check', layer: 'unit', status, reason: 'it differs', file, line: 7 });
}

function reportWith(...files: readonly string[]) {
  return reportOf('fail', 1, [judgedRun({ verdict: 'fail', components: [], checks: files.map((file) => checkAt(file)) })]);
}

describe('where an annotation is', () => {
  test.each([
    ['infra-test.yml', 'infra-test.yml'],
    ['./infra/../infra/a.yml', 'infra/a.yml'],
    [join(workspace, 'tests/infrastructure/unit/a.test.ts'), 'tests/infrastructure/unit/a.test.ts'],
  ])('%s: %s', (file, path) => {
    expect(annotationsOf(reportWith(file), workspace)).toMatchObject([{ level: 'error', source: { file: path, line: 7 } }]);
  });

  test.each(['/etc/passwd', '../other/infra-test.yml', `${workspace}-two/a.yml`, workspace, '..'])(
    '%s is outside of the repository: none',
    (file) => {
      expect(annotationsOf(reportWith(file, 'infra-test.yml'), workspace)).toHaveLength(1);
    },
  );
});

test('failed checks and missed targets come before warnings, passes have none', () => {
  const warned = judgedCheck({ id: 'b.warned', title: 't', layer: 'unit', findings: [finding('x', '1', '2', false, 'warn')] });
  const targets = [
    judgedTarget('b', 'p(95) < 1ms', 'undecided', '50 of 59 samples needed'),
    judgedTarget('b', 'p(95) < 1ms', 'missed', 'p(95) is 3ms'),
  ];
  const run = judgedRun({
    verdict: 'fail',
    components: [],
    checks: [warned, checkAt('infra-test.yml'), checkAt('infra-test.yml', 'passed')],
    targets,
  });
  const found = annotationsOf(reportOf('fail', 1, [run]), workspace);
  expect(found.map(({ level, title }) => `${level} ${title}`)).toEqual([
    'error a.infra-test.yml failed',
    'error b: target missed',
    'warning b.warned warning',
    'warning b: target undecided',
  ]);
  expect(found[0]?.message).toMatch(/^a check\nit differs\n.*infra-test run /);
});

test('as commands: ten of each level, the rest counted, nothing can begin a command of its own', () => {
  const files = Array.from({ length: 14 }, (_, index) => `a${index}.yml`);
  const commands = annotationCommands(annotationsOf(reportWith(...files, 'x,line=1::y.yml'), workspace));
  expect(commands).toHaveLength(11);
  expect(commands[0]).toMatch(/^::error file=a0.yml,line=7,col=9,title=a.a0.yml failed::a check%0Ait differs%0A/);
  expect(commands.at(-1)).toBe('::notice title=infra-test::5 more annotations are in the summary and in the report');
  expect(annotationCommands(annotationsOf(reportWith('x,line=1::y.yml'), workspace))[0]).toContain('file=x%2Cline=1%3A%3Ay.yml,line=7');
});
