import { ConfigError, formatConfigError } from '../config/config-error.ts';
import { InputError } from '../config/inputs.ts';
import { exitCodes } from '../judge/report.ts';
import { EmptySelection } from '../plan/empty-selection.ts';
import { ambientSecrets } from '../std/ambient-secrets.ts';
import { createRedactor } from '../std/redact.ts';
import { paintFor } from './style.ts';

/** Help and version are no mistakes; every other word of the argument parser is a bad usage. It has printed its message. */
export function usageExitCode(error: { readonly exitCode: number }): number {
  return error.exitCode === 0 ? 0 : exitCodes.badConfig;
}

/** Prints an error that ended a command; returns the exit code that belongs to it. */
export function reportCrash(error: unknown): number {
  const paint = paintFor(process.stderr);
  if (error instanceof ConfigError) {
    process.stderr.write(`${paint('red', 'The config cannot be used:')}\n${formatConfigError(error)}\n`);
    return exitCodes.badConfig;
  }
  if (error instanceof InputError || error instanceof EmptySelection) {
    process.stderr.write(`${paint('red', 'error:')} ${error.message}\n`);
    return exitCodes.badConfig;
  }
  const redact = createRedactor(ambientSecrets(process.env));
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${paint('red', 'infra-test itself failed:')} ${redact(trace)}\n`);
  return exitCodes.broken;
}
