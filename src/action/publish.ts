import { join } from 'node:path';
import { journalName } from '../execute/leftover-journal.ts';
import type { Report } from '../model/run.ts';
import { annotationCommands, annotationsOf } from '../publish/github/annotations.ts';
import { stepOutputs } from '../publish/github/outputs.ts';
import { writeSink } from '../publish/github/sink.ts';
import { writeStepSummary } from '../publish/github/summary.ts';
import type { ActionInputs } from './action-inputs.ts';
import { say } from './log.ts';

/** Brings a report to everywhere that is switched on; returns the step's outputs. Never throws for a place that refuses. */
export async function publish(
  report: Report,
  files: readonly string[],
  directory: string,
  { reports, token }: ActionInputs,
): Promise<Readonly<Record<string, string>>> {
  const annotations = annotationsOf(report);
  const sinks = [
    await writeSink('summary', reports.summary, () => writeStepSummary(report, process.env['GITHUB_STEP_SUMMARY'])),
    await writeSink('annotations', reports.annotations, () => {
      const commands = annotationCommands(annotations);
      process.stdout.write(commands.map((command) => `${command}\n`).join(''));
      return `${commands.length} commands`;
    }),
    await writeSink('artifact', reports.artifact && hasArtifactService(), async () => {
      const { uploadReports } = await import('../publish/github/artifact.ts');
      return await uploadReports(files, join(directory, journalName), artifactName());
    }),
    await writeSink('check', reports.check, async () => {
      const { createCheckRun } = await import('../publish/github/check-run.ts');
      return await createCheckRun(report, annotations, token);
    }),
  ];
  for (const { sink, status, detail } of sinks) if (status === 'failed') say(`The ${sink} could not be written: ${detail}`);
  return { ...stepOutputs(report, files, directory), sinks: JSON.stringify(sinks) };
}

function hasArtifactService(): boolean {
  return process.env['ACTIONS_RUNTIME_TOKEN'] !== undefined && process.env['ACTIONS_RESULTS_URL'] !== undefined;
}

/** Unique for each job, step and attempt of a run. */
function artifactName(): string {
  const parts = ['GITHUB_JOB', 'GITHUB_ACTION', 'GITHUB_RUN_ATTEMPT'].map((name) => process.env[name] ?? '').filter((part) => part !== '');
  return `infra-test-${parts.join('-')}`.replaceAll(/[^A-Za-z0-9._-]/g, '-');
}
