import { InputError, readInputs } from '../config/inputs.ts';
import { reportJournal } from '../pipeline.ts';
import { errorMessage } from '../std/errors.ts';
import { toolVersion } from '../version.ts';
import { showReport } from './run.ts';

/** `infra-test report`: the reports of a journal, complete or cut off; returns the exit code of its verdict. */
export async function reportCommand(flags: Readonly<Record<string, unknown>>): Promise<number> {
  const { directory, failOn } = readInputs({ 'output-directory': String(flags['outputDirectory']), 'fail-on': String(flags['failOn']) });
  const { report, files } = await reportJournal({ directory, failOn, toolVersion }).catch((error: unknown) => {
    throw new InputError(`no report from ${directory}: ${errorMessage(error)}`, { cause: error });
  });
  showReport(report, flags['json'] === true, files);
  return report.exitCode;
}
