/** Keys whose values are data of a schema, not schemas. */
const dataKeys = new Set(['const', 'default', 'enum', 'examples']);
const deepest = 64;

/**
 * The first `pattern` or key of `patternProperties` in a JSON Schema that is no regular expression, or undefined. The
 * meta-schemas name this format and ajv does not check it. Patterns are compiled here, never matched.
 */
export function invalidPattern(schema: unknown, depth = 0): string | undefined {
  if (typeof schema !== 'object' || schema === null || depth > deepest) return undefined;
  const own = [
    ...('pattern' in schema && typeof schema.pattern === 'string' ? [schema.pattern] : []),
    ...('patternProperties' in schema ? Object.keys(schema.patternProperties ?? {}) : []),
  ];
  const wrong = own.find((pattern) => !isRegularExpression(pattern));
  if (wrong !== undefined) return wrong;
  for (const [key, value] of Object.entries(schema)) {
    const found = dataKeys.has(key) ? undefined : invalidPattern(value, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isRegularExpression(text: string): boolean {
  try {
    return new RegExp(text, 'u') instanceof RegExp;
  } catch {
    return false;
  }
}
