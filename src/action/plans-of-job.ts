import type { Plan } from '../model/plan.ts';
import { plansOfInputs, secretsOf } from '../pipeline.ts';
import { knowingSecrets } from './job.ts';
import type { Job } from './job.ts';
import { annotate, maskSecret } from './runner.ts';
import { trustedLoad } from './trusted-environments.ts';

export interface PlannedJob {
  readonly job: Job;
  readonly plans: readonly Plan[];
  /** For the report: what trust changed, and why. */
  readonly notes: readonly string[];
}

/** Loads the configs as far as the event is trusted. The runner and the job's own redactor know their secrets afterwards. */
export async function plansOfJob(job: Job): Promise<PlannedJob> {
  const { inputs, context, trust } = job;
  const notes = new Set<string>();
  const plans = await plansOfInputs(inputs, {
    optionsOf: async (file) => {
      const { environment, stack } = inputs;
      const { options, note } = await trustedLoad(file, {
        trust,
        context,
        github: job.requests,
        workspace: workspace(),
        ...(environment && { environment }),
        ...(stack && { stack }),
      });
      if (note !== '') notes.add(note);
      return options;
    },
  });
  const secrets = secretsOf(plans);
  for (const secret of secrets) maskSecret(secret);
  const knowing = knowingSecrets(job, secrets);
  for (const plan of plans) for (const text of plan.warnings) annotate('warning', knowing.redact(text), { file: plan.file });
  for (const note of notes) knowing.log.say(note);
  return { job: knowing, plans, notes: [...notes] };
}

export function workspace(): string {
  return process.env['GITHUB_WORKSPACE'] || process.cwd();
}
