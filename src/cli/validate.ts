import { plural } from '../report/words.ts';
import { plansOf } from './options.ts';
import type { RunFlags } from './options.ts';

/** `infra-test validate`: throws what is wrong; says how much was understood when nothing is. */
export async function validateCommand(flags: RunFlags): Promise<number> {
  const plans = await plansOf(flags);
  for (const plan of plans) {
    process.stdout.write(
      `${plan.file}: valid, ${plural(plan.components.length, 'component')}, ${plural(plan.checks.length, 'check')}, ${plural(plan.targets.length, 'target')}\n`,
    );
    for (const warning of plan.warnings) process.stdout.write(`  warning: ${warning}\n`);
  }
  return 0;
}
