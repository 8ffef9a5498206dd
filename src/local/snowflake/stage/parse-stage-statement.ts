import { refused } from '../failure.ts';
import { displayName } from '../sql/names.ts';
import { readOptions } from '../sql/parse-options.ts';
import { TokenCursor } from '../sql/token-cursor.ts';
import { isLocation, parseLocation, readLocation } from './stage-location.ts';
import type { StageStatement } from './stage-statement.ts';

/** Undefined when the statement is about something else; the cursor has not moved then. */
export function parseStageStatement(cursor: TokenCursor): StageStatement | undefined {
  if (cursor.at('PUT') || cursor.at('GET')) return parseTransfer(cursor);
  if (cursor.accept('LIST') || cursor.accept('LS')) return { type: 'list-files', ...readFiles(cursor) };
  if (cursor.accept('REMOVE') || cursor.accept('RM')) return { type: 'remove-files', ...readFiles(cursor) };
  if (cursor.accept('COPY', 'INTO')) return isLocation(cursor) ? parseUnload(cursor) : parseLoad(cursor);
  return parseTemporaryStage(cursor);
}

function readFiles(cursor: TokenCursor) {
  const location = readLocation(cursor);
  if (!cursor.accept('PATTERN')) return { location, pattern: undefined };
  cursor.expect('=');
  return { location, pattern: cursor.string() };
}

const fileAddress = String.raw`(?:'(file://(?:[^']|'')*)'|(file://[^\s']*))`;
const stageAddress = String.raw`(?:'(@(?:[^']|'')*)'|(@(?:[^\s"']|"[^"]*")*))`;
const put = new RegExp(`^PUT\\s+${fileAddress}\\s*${stageAddress}`, 'i');
const get = new RegExp(`^GET\\s+${stageAddress}\\s+${fileAddress}`, 'i');

/** Read from the text and not from tokens: `file://` looks like the start of a comment, and a path may hold anything. */
function parseTransfer(cursor: TokenCursor): StageStatement {
  const text = cursor.sql.slice(cursor.peek()?.start ?? 0);
  const isPut = cursor.at('PUT');
  const found = (isPut ? put : get).exec(text);
  if (!found) throw cursor.unexpected();
  const [first, second] = [found[1] ?? found[2] ?? '', found[3] ?? found[4] ?? ''];
  const [file, stage] = isPut ? [first, second] : [second, first];
  cursor.skipToEnd();
  const rest = new TokenCursor(text.slice(found[0].length));
  const options = readOptions(rest);
  rest.expectEnd();
  const path = file.slice('file://'.length).replaceAll("''", "'");
  const location = parseLocation(stage);
  return isPut ? { type: 'put-files', source: path, location, options } : { type: 'get-files', location, target: path, options };
}

function parseLoad(cursor: TokenCursor): StageStatement {
  const table = cursor.objectName();
  const columns = cursor.at('(') ? cursor.list(() => cursor.identifier()) : [];
  if (!cursor.accept('FROM')) {
    return { type: 'copy-into-table', table, columns, from: { kind: 'TABLE', name: table, path: '' }, options: readOptions(cursor) };
  }
  if (cursor.at('(')) throw refused('LOCAL-002', 'COPY INTO a table from a query on a stage');
  const from = readLocation(cursor);
  return { type: 'copy-into-table', table, columns, from, options: readOptions(cursor) };
}

function parseUnload(cursor: TokenCursor): StageStatement {
  const location = readLocation(cursor);
  cursor.expect('FROM');
  const select = cursor.at('(') ? readQuery(cursor) : `SELECT * FROM ${displayName(cursor.objectName())}`;
  if (cursor.at('PARTITION')) throw refused('LOCAL-002', 'PARTITION BY of COPY INTO a stage');
  return { type: 'copy-into-location', location, select, options: readOptions(cursor) };
}

/** The text between the brackets. */
function readQuery(cursor: TokenCursor): string {
  const { end } = cursor.next();
  for (let depth = 1; ;) {
    const token = cursor.next();
    if (token.kind !== 'symbol') continue;
    if (token.value === '(') depth += 1;
    if (token.value === ')') depth -= 1;
    if (depth === 0) return cursor.sql.slice(end, token.start);
  }
}

/** `CREATE [OR REPLACE] TEMPORARY STAGE name ...` */
function parseTemporaryStage(cursor: TokenCursor): StageStatement | undefined {
  const start = cursor.at('CREATE', 'OR', 'REPLACE') ? 3 : 1;
  const [word, kind] = [cursor.peek(start), cursor.peek(start + 1)];
  const isTemporary = cursor.at('CREATE') && (word?.value === 'TEMPORARY' || word?.value === 'TEMP') && kind?.value === 'STAGE';
  if (!isTemporary) return undefined;
  for (let index = 0; index < start + 2; index += 1) cursor.next();
  const ifMissing = cursor.accept('IF', 'NOT', 'EXISTS');
  const mode = start === 3 ? 'replace' : ifMissing ? 'if-missing' : 'new';
  const name = cursor.objectName();
  const options = readOptions(cursor);
  if ('URL' in options) throw refused('LOCAL-002', 'an external stage');
  return { type: 'create-temporary-stage', name, mode, options };
}
