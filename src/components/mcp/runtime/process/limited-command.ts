import { Skip } from '../../../../std/errors.ts';

/**
 * A command under a limit of memory: the data segment and private mappings of each process (RLIMIT_DATA), set by `prlimit` of
 * util-linux. Throws `Skip` where the system has no such limit.
 */
export function limitedCommand(command: readonly string[], memoryBytes: number | undefined): readonly string[] {
  if (memoryBytes === undefined) return command;
  if (process.platform !== 'linux')
    throw new Skip(`a limit of memory for a process needs Linux (prlimit), and this is ${process.platform}`);
  return ['prlimit', `--data=${memoryBytes}`, '--', ...command];
}
