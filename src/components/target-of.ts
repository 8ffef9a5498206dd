/** A condition on one operation with the operation's name in it: `warn: p(95) < 1s` becomes `warn: simple p(95) < 1s`. */
export function targetOf(operation: string, condition: string): string {
  const [, prefix = '', rest = ''] = /^(\s*warn:)?\s*(.*)$/s.exec(condition) ?? [];
  const named = rest.startsWith(`${operation} `) ? rest : `${operation} ${rest}`;
  return prefix === '' ? named : `warn: ${named}`;
}
