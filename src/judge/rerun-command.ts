import type { RunHeader } from '../model/run.ts';

/** The command that runs one check alone; arguments are quoted for a POSIX shell where they need it. */
export function rerunCommand(checkId: string, { configFile, environment }: Pick<RunHeader, 'configFile' | 'environment'>): string {
  const place = environment.name === 'local' ? [] : ['--environment', quoteArgument(environment.name)];
  return ['infra-test', 'run', '--check', quoteArgument(checkId), '--config', quoteArgument(configFile), ...place].join(' ');
}

/** Inside single quotes a shell takes every character as it is; only the quote itself must leave them. */
function quoteArgument(text: string): string {
  if (/^[\w@%+:,./-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
