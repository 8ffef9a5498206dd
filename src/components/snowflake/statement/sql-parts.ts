export type SqlPart = 'comment' | 'text' | 'name';

/** Left to right, so that a quote inside of a comment opens no text. What is not closed reaches to the end. */
const parts = /--[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|\$\$[\s\S]*?(?:\$\$|$)|'(?:[^'\\]|''|\\[\s\S])*(?:'|$)|"(?:[^"]|"")*(?:"|$)/g;

/** Rewrites the comments, quoted texts (`'..'`, `$$..$$`) and quoted names of a statement, and nothing else. */
export function replaceParts(sql: string, replace: (part: string, kind: SqlPart) => string): string {
  return sql.replaceAll(parts, (part) => {
    if (part.startsWith('"')) return replace(part, 'name');
    return replace(part, part.startsWith("'") || part.startsWith('$$') ? 'text' : 'comment');
  });
}
