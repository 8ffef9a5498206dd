/** Why a completion ended that lacks nothing; others, such as `length` and `content_filter`, cut it. */
const wholeFinishes: readonly string[] = ['stop', 'tool_calls', 'function_call'];

/** What an end says is wrong with the answer, in a sentence; undefined when it is whole. */
export function cutBy(finish: string): string | undefined {
  return wholeFinishes.includes(finish) ? undefined : `the answer is not whole: finish_reason is ${finish}`;
}
