/** The value at a path such as `choices[0].text` or `messages[-1].content`; own members only, undefined where there is nothing. */
export function valueAt(root: unknown, path: string): unknown {
  let current = root;
  for (const [step] of path.matchAll(/[^.[\]]+/g)) {
    if (typeof current !== 'object' || current === null) return undefined;
    const key = Array.isArray(current) && Number(step) < 0 ? String(current.length + Number(step)) : step;
    if (!Object.hasOwn(current, key)) return undefined;
    current = (current as Readonly<Record<string, unknown>>)[key];
  }
  return current;
}
