import { addRuns } from '../history/add-records.ts';
import { loadHistory, saveHistory } from '../history/stores.ts';
import type { HistoryPlace } from '../history/stores.ts';
import type { History } from '../model/history.ts';
import type { Report } from '../model/run.ts';
import type { Job } from './job.ts';

/** Inside the workspace, because the cache finds an entry only for the path it was saved with. */
const directory = '.infra-test-history';

/** Recent runs of the target branch; undefined where nobody asked for them, or there is no branch to compare with. */
export async function loadPast(job: Job): Promise<History | undefined> {
  const { inputs, context } = job;
  if (!inputs.compare || inputs.shard !== undefined || context.targetBranch === '') return undefined;
  const { history, notes } = await loadHistory(placeOf(job));
  for (const note of notes) job.log.say(note);
  return history;
}

/** Keeps this run for those to come, where the event may be trusted. Never rejects. */
export async function keepForLater(job: Job, past: History | undefined, report: Report): Promise<void> {
  if (past === undefined || !job.trust.mayWriteHistory) return;
  const { stored, notes } = await saveHistory(addRuns(past, report.runs, job.context.sha), placeOf(job));
  for (const note of notes) job.log.say(note);
  job.log.say(
    stored === 'nowhere' ? 'This run could not be kept for later comparisons.' : `This run is kept in the ${stored} for later comparisons.`,
  );
}

/** Runs are comparable when they were asked of the same configs in the same environment; the legs of a matrix apart. */
function placeOf({ inputs, context, requests }: Job): HistoryPlace {
  const { owner, name } = context.repository;
  const matrix = inputs.place.matrix === 'null' ? '' : inputs.place.matrix;
  return {
    branch: context.targetBranch,
    key: [...(inputs.configs.length === 0 ? ['infra-test.yml'] : inputs.configs), inputs.environment ?? 'local', matrix].join(' ').trim(),
    writer: { runId: context.run.id, attempt: context.run.attempt, job: `${context.job.name}-${context.job.step}` },
    directory,
    variables: process.env,
    ...(inputs.token !== '' && {
      artifacts: {
        repository: { owner, name },
        github: requests,
      },
    }),
  };
}
