import type { ToolCapability } from '../../model/capability.ts';
import { Refusal } from '../../std/errors.ts';
import type { McpConnection } from './client.ts';
import { toolError } from './answers/tool-error.ts';

/** Tools for flows. A flow has no findings of ours, so an output with a credential is refused. */
export function toolCapability(connection: McpConnection): ToolCapability {
  return {
    async call(tool, args, signal) {
      const watch = connection.watch.fresh();
      const watching = connection.watchedBy(watch);
      const answer = await watching.callTool(tool, args, signal);
      const [leak] = watch.leaks();
      if (leak !== undefined) throw new Refusal('leak', `${leak.subject} answered with ${leak.words}`);
      if (answer.isError) throw toolError(watching, tool, answer);
      return answer.result;
    },
  };
}
