import { join } from 'node:path';
import { listenForInterrupt } from '../execute/interrupt.ts';
import type { Report } from '../model/run.ts';
import { runPlans } from '../pipeline.ts';
import { toResultsJson } from '../report/results-json.ts';
import { toolVersion } from '../version.ts';
import { finalTable } from './final-table.ts';
import { historyOf, updateHistory } from './history.ts';
import { inputsOf, plansOf } from './options.ts';
import type { RunFlags } from './options.ts';
import { progressOn } from './progress.ts';
import { stackCommand } from './stack-command.ts';
import { paintFor } from './style.ts';

/** `infra-test run`: returns the exit code of the verdict. */
export async function runCommand(flags: RunFlags): Promise<number> {
  const { directory, failOn } = inputsOf(flags);
  const history = await historyOf(flags);
  const plans = await plansOf(flags);
  for (const warning of plans.flatMap((plan) => plan.warnings)) process.stderr.write(`warning: ${warning}\n`);
  using interrupt = listenForInterrupt();
  const { report, files } = await withProgress((progress) =>
    runPlans({
      plans,
      directory,
      failOn,
      stackCommand: stackCommand(),
      toolVersion,
      signal: interrupt.signal,
      progress,
      updatesSnapshots: flags.updateSnapshots === true,
      ...(history && { history }),
    }),
  );
  await updateHistory(flags, history, report);
  showReport(report, flags.json === true, files);
  return report.exitCode;
}

async function withProgress<T>(work: (progress: ReturnType<typeof progressOn>) => Promise<T>): Promise<T> {
  using progress = progressOn(process.stderr);
  return await work(progress);
}

/** The table (or results.json) on standard output, and where the reports are on standard error. */
export function showReport(report: Report, asJson: boolean, files: readonly string[]): void {
  process.stdout.write(asJson ? toResultsJson(report) : `\n${finalTable(report, paintFor(process.stdout))}`);
  const html = files.find((file) => file.endsWith('.html')) ?? files[0];
  if (html)
    process.stderr.write(
      `Report: ${html}\nAlso there: ${files
        .filter((file) => file !== html)
        .map((file) => file.slice(join(html, '..').length + 1))
        .join(', ')}, journal.ndjson\n`,
    );
}
