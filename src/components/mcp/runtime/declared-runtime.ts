import { parseBytes } from '../../../std/size.ts';
import type { Limits } from './server-runtime.ts';
import type { RuntimeSettings } from './settings.ts';

/** The settings of what runs the server, for a check that needs it. Throws `Error` with a sentence for people. */
export function runtimeFor(kind: string, runtime: RuntimeSettings | undefined): RuntimeSettings {
  if (runtime === undefined) throw new Error(`${kind} needs \`runtime\` in \`with\`: the container or the program that runs the server`);
  return runtime;
}

/** What the settings ask for. */
export function declaredLimits({ memory, cpus, pids }: RuntimeSettings): Limits {
  return {
    ...(memory !== undefined && { memoryBytes: parseBytes(memory) }),
    ...(cpus !== undefined && { cpus }),
    ...(pids !== undefined && { pids }),
  };
}
