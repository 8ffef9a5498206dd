import { Refusal } from '../../../../std/errors.ts';
import type { Program, ProgramEnd } from '../server-runtime.ts';
import { textOfFrames } from './frames.ts';
import type { Engine } from './open-engine.ts';

const outputLimit = 64 * 1024;

/** Runs a program in a container to its end (exec). */
export async function runProgram(engine: Engine, container: string, program: Program, signal: AbortSignal): Promise<ProgramEnd> {
  const body = {
    AttachStdout: true,
    AttachStderr: true,
    Cmd: program.command,
    Env: Object.entries(program.env ?? {}).map(([name, value]) => `${name}=${value}`),
  };
  const { Id } = await engine.json<{ readonly Id: string }>('POST', `/containers/${container}/exec`, { body, signal });
  try {
    const stream = await engine.bytes('POST', `/exec/${Id}/start`, { body: { Detach: false, Tty: false }, signal });
    const { ExitCode } = await engine.json<{ readonly ExitCode: number }>('GET', `/exec/${Id}/json`, { signal });
    return { exitCode: ExitCode, output: textOfFrames(stream).slice(0, outputLimit) };
  } catch (error) {
    // Some engines refuse a program that does not exist, others let it end with 127.
    if (error instanceof Refusal && /not found|no such file/i.test(error.message)) return { exitCode: 127, output: error.message };
    throw error;
  }
}
