import { InputError, readInputs } from '../config/inputs.ts';
import { mergeJournals } from '../pipeline.ts';
import { errorMessage } from '../std/errors.ts';
import { toolVersion } from '../version.ts';
import { showReport } from './run.ts';

/** `infra-test merge`: the reports of all shards as one run; returns the exit code of its verdict. */
export async function mergeCommand(sources: readonly string[], flags: Readonly<Record<string, unknown>>): Promise<number> {
  const { directory, failOn } = readInputs({ 'output-directory': String(flags['outputDirectory']), 'fail-on': String(flags['failOn']) });
  const progress = { note: (text: string) => process.stderr.write(`${text}\n`) };
  const { report, files } = await mergeJournals({ sources, directory, failOn, toolVersion, progress }).catch((error: unknown) => {
    throw new InputError(errorMessage(error), { cause: error });
  });
  showReport(report, flags['json'] === true, files);
  return report.exitCode;
}
