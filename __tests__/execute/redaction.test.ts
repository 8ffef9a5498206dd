import { expect, test } from 'vitest';
import type { CheckContext } from '../../src/model/component.ts';
import { TransportError } from '../../src/std/errors.ts';
import { aCheck, aComponent, aGate, aPlan, aPlannedComponent, aTarget, conditions, run } from './build-plan.ts';

const secret = 'hunter2/öß+"tail';
const forms = [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret),
  Buffer.from(secret).toString('hex'),
  Buffer.from(secret).toString('base64'),
];

test('no secret leaves a run: not in the journal, not in the result, not to a listener', async () => {
  const told: string[] = [];
  const checks = {
    async look(context: CheckContext) {
      for (const form of forms) {
        context.find({ subject: `s ${form}`, expected: `e ${form}`, actual: `a ${form}`, met: false });
        context.note(`note ${form}`);
        context.metric(`metric ${form}`, 1);
        context.sample(`operation ${form}`, 1);
      }
      context.value('body', `token ${secret}`);
      await context.create({ kind: 'table', name: 't' }, async () => {});
    },
    broken: () => Promise.reject(new TransportError('network', `cannot send ${forms.join(' ')}`)),
  };
  const remove = (): Promise<void> => Promise.reject(new Error(`cannot remove ${secret}`));
  const close = (): Promise<void> => Promise.reject(new Error(`cannot close ${secret}`));
  const plan = aPlan(
    [
      aGate('a'),
      aCheck('a.look', {
        title: `title ${secret}`,
        tags: [secret],
        operations: [secret],
        expect: conditions(`body == '${secret.replaceAll('"', '')}'`),
      }),
      aCheck('a.look2', { kind: 'look', expect: conditions("body == 'x'") }),
      aCheck('a.broken', { retries: { count: 1, backoffMilliseconds: 0, on: ['network'] } }),
      aCheck(`a.roles.${secret}`, { kind: 'broken' }),
      aGate('b'),
      aCheck('b.look'),
    ],
    {
      secrets: [secret, secret.replaceAll('"', '')],
      components: [aPlannedComponent('a', { address: `user:${secret}@host` }), aPlannedComponent('b')],
      targets: [aTarget('a', `x == '${secret}'`, [secret])],
      selection: `check id ${secret}`,
      notSelected: [`a.other.${secret}`],
    },
  );
  const { execution, text } = await run(
    plan,
    { a: aComponent({ checks, remove, close }), b: aComponent({ connect: () => Promise.reject(new Error(`bad login ${secret}`)) }) },
    {
      progress: {
        runStarted: (header) => told.push(JSON.stringify(header)),
        checkStarted: (check) => told.push(JSON.stringify(check)),
        checkFinished: (check, outcome) => told.push(JSON.stringify([check, outcome])),
        note: (note) => told.push(note),
      },
    },
  );
  expect(execution.header.notSelected).toEqual(['a.other.***']);
  const everything = [text, JSON.stringify(execution), ...told].join('\n');
  // Only the forms that were found: printing everything would be megabytes.
  expect(forms.filter((form) => everything.includes(form))).toEqual([]);
  expect(forms.filter((form) => everything.includes(JSON.stringify(form).slice(1, -1)))).toEqual([]);
  expect(everything.includes('***')).toBe(true);
  expect(everything.includes('hunter2')).toBe(false);
});

test('checks that differ in a secret alone stay two checks', async () => {
  const plan = aPlan([aCheck('a.secret1', { kind: 'x' }), aCheck('a.secret2', { kind: 'x' })], { secrets: ['secret1', 'secret2'] });
  const { execution } = await run(plan, { a: aComponent({ checks: { x: () => {} } }) });
  expect(execution.header.checks.map(({ id }) => id)).toEqual(['a.***', 'a.***~2']);
  expect(execution.outcomes.map(({ checkId }) => checkId)).toEqual(['a.***', 'a.***~2']);
});

test('settings and inputs are never written down', async () => {
  const plan = aPlan([aCheck('a.x', { input: { note: 'the input' } })], {
    components: [aPlannedComponent('a', { settings: { password: 'pw-one' }, declared: { password: 'pw-two' } })],
  });
  const { text } = await run(plan, { a: aComponent({ checks: { x: () => {} } }) });
  for (const word of ['the input', 'pw-one', 'pw-two']) expect(text).not.toContain(word);
});
