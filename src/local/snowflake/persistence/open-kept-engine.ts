import { errorMessage } from '../../../std/errors.ts';
import { EngineMissing } from '../../engine.ts';
import { StackInputError } from '../../stack-input-error.ts';
import { Engine } from '../engine/engine.ts';
import type { DataDirectory } from './data-directory.ts';

/**
 * DuckDB on the file of the folder. Its lock is one of the operating system: it ends with the process that has it, however
 * that process ends, so there is no stale lock.
 * @throws StackInputError while another process has the folder, EngineMissing
 */
export async function openKeptEngine({ path, databaseFile }: DataDirectory): Promise<Engine> {
  try {
    return await Engine.open(databaseFile);
  } catch (cause) {
    if (cause instanceof EngineMissing) throw cause;
    const text = errorMessage(cause);
    const holder = /\(PID (\d+)\)/.exec(text)?.[1];
    const locked = /could not set lock|being used by another process/i.test(text);
    const what = locked ? `another process${holder === undefined ? '' : ` (${holder})`} uses this folder` : text;
    throw new StackInputError(`--data ${path}: ${what}`, { cause });
  }
}
