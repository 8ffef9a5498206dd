import { refused } from '../failure.ts';

const step = /\.?([A-Za-z_][\w$]*)|\[(\d+)\]|\[(?:"((?:[^"\\]|\\.)*)"|'([^']*)')\]|\.?"([^"]*)"/y;

/** `a.b[0]["c d"]` after the colon of a VARIANT path, as a DuckDB JSON path: `$."a"."b"[0]."c d"`. */
export function jsonPath(path: string): string {
  let result = '$';
  let offset = 0;
  while (offset < path.length) {
    step.lastIndex = offset;
    const found = step.exec(path);
    if (!found) throw refused('LOCAL-003', `the path '${path}'`);
    offset += found[0].length;
    const [, name, index, doubleQuoted, singleQuoted, quotedName] = found;
    result += index === undefined ? keyStep(name ?? doubleQuoted ?? singleQuoted ?? quotedName ?? '') : `[${index}]`;
  }
  return result;
}

export function keyStep(key: string): string {
  if (/["\\]/.test(key)) throw refused('LOCAL-003', `a path with the key '${key}'`);
  return `."${key}"`;
}
