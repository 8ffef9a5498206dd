import type { Plan } from '../model/plan.ts';
import { plansOf } from './options.ts';
import type { RunFlags } from './options.ts';
import { padded, paintFor } from './style.ts';
import type { Paint } from './style.ts';

/** `infra-test plan`: what would run, in order. */
export async function planCommand(flags: RunFlags): Promise<number> {
  const plans = await plansOf(flags);
  const paint = paintFor(process.stdout);
  process.stdout.write(
    flags.json ? `${JSON.stringify(plans.map(planData), null, 2)}\n` : plans.map((plan) => planTable(plan, paint)).join('\n'),
  );
  return 0;
}

/** Without settings and inputs, which may hold secrets. */
function planData({ file, environment, checks, targets }: Plan): object {
  return { file, environment, checks: checks.map(({ input: _input, ...check }) => check), targets };
}

function planTable({ file, environment, checks, targets }: Plan, paint: Paint): string {
  const width = Math.max(...checks.map((check) => check.id.length));
  const lines = checks.map(
    (check) => `  ${padded(check.id, width)}  ${padded(check.layer, 17)}  ${check.title}${check.severity === 'warn' ? ' (warn)' : ''}`,
  );
  const slo = targets.map(
    (target) =>
      `  ${target.component}: ${target.severity === 'warn' ? 'warn: ' : ''}${target.text}${target.isDefault ? paint('gray', ' (default)') : ''}`,
  );
  const title = `${paint('bold', file)} environment ${environment.name} (${environment.stack}): ${checks.length} checks, ${targets.length} targets`;
  return `${[title, ...lines, ...(slo.length > 0 ? [paint('bold', 'targets'), ...slo] : [])].join('\n')}\n`;
}
