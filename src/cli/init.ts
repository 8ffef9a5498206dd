import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { InputError } from '../config/inputs.ts';

/** Starter files are shipped as they are, so that they can be tested as they are. */
const templates = { config: '../../templates/infra-test.yml', workflow: '../../templates/workflow.yml' };

/** `infra-test init`: never replaces a file without --force. */
export async function initCommand(flags: Readonly<Record<string, unknown>>): Promise<number> {
  const force = flags['force'] === true;
  await writeStarter('infra-test.yml', templates.config, force);
  if (flags['workflow'] === true) await writeStarter('.github/workflows/infra-test.yml', templates.workflow, force);
  process.stdout.write('Next: infra-test run\n');
  return 0;
}

async function writeStarter(file: string, template: string, force: boolean): Promise<void> {
  const text = await readFile(new URL(template, import.meta.url), 'utf8');
  await mkdir(dirname(file), { recursive: true });
  try {
    await writeFile(file, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new InputError(`${file} exists; --force replaces it`, { cause: error });
  }
  process.stdout.write(`wrote ${file}\n`);
}
