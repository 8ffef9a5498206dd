import * as v from 'valibot';

export const toolName = v.pipe(v.string(), v.nonEmpty('expected the name of a tool'), v.maxLength(128), v.description('Name of the tool'));

export const toolArguments = v.pipe(v.record(v.string(), v.unknown()), v.description('Arguments of the call'));

/** A tool's name as conditions can say it: `files.read/all` is `files_read_all`. */
export function operationName(tool: string): string {
  const name = tool.replaceAll(/\W+/g, '_');
  return /^[A-Za-z_]/.test(name) ? name : `_${name}`;
}
