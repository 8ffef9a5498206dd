import { execute } from '../../src/execute/execute.ts';
import { Journal } from '../../src/execute/journal.ts';
import type { CheckContext } from '../../src/model/component.ts';
import type { Resource } from '../../src/model/outcome.ts';
import { aCheck, aComponent, aGate, aPlan, aPlannedComponent } from './build-plan.ts';

/** A run to be killed: prints the id of each finished check and the name of each existing resource, one per line. */
const [, , file = ''] = process.argv;
const say = (text: string): boolean => process.stdout.write(`${text}\n`);

const component = aComponent({
  checks: {
    async slow(context: CheckContext, input: unknown) {
      const name = context.uniqueName('kill');
      await context.create({ kind: 'table', name }, async () => say(`created ${name}`));
      await new Promise((resolve) => setTimeout(resolve, Number(input)));
      context.find({ subject: 's', expected: 'e', actual: 'e', met: true });
      for (let index = 0; index < 200; index += 1) context.sample('q', index);
    },
  },
  async remove(_connection: AsyncDisposable, { name }: Resource) {
    say(`removed ${name}`);
  },
});

const checks = Array.from({ length: 120 }, (_, index) =>
  aCheck(`${index % 2 === 0 ? 'a' : 'b'}.check${index}`, { kind: 'slow', input: index % 7 }),
);
const plan = aPlan([aGate('a'), aGate('b'), ...checks], {
  components: ['a', 'b'].map((name) => aPlannedComponent(name, { concurrency: 3 })),
});
using journal = Journal.open(file);
say('started');
const { stoppedBy } = await execute({
  plan,
  runId: 'killed',
  toolVersion: '0',
  journal,
  signal: new AbortController().signal,
  load: async () => component,
  progress: { checkFinished: ({ id }) => say(`finished ${id}`) },
});
say(stoppedBy === null ? 'complete' : `stopped by ${stoppedBy}`);
