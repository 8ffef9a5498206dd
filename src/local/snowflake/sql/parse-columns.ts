import type { Column } from '../catalog/catalog.ts';
import { parseDataType } from '../catalog/data-type.ts';
import { refused } from '../failure.ts';
import { readTagClause } from './parse-options.ts';
import type { ColumnAttachment, ForeignKeyClause, KeyClause, PolicyClause, TableDefinition } from './statement.ts';
import type { TokenCursor } from './token-cursor.ts';

const tableConstraints = ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'FOREIGN'] as const;
const columnWords = [
  'NOT', 'NULL', 'DEFAULT', 'PRIMARY', 'UNIQUE', 'REFERENCES', 'FOREIGN', 'CONSTRAINT', 'COMMENT', 'WITH', 'MASKING', 'TAG', 'AUTOINCREMENT', 'IDENTITY',
] as const; // prettier-ignore

interface Draft {
  columns: Column[];
  primaryKey: KeyClause | undefined;
  uniqueKeys: KeyClause[];
  foreignKeys: ForeignKeyClause[];
  attachments: ColumnAttachment[];
}

export const newDraft = (): Draft => ({ columns: [], primaryKey: undefined, uniqueKeys: [], foreignKeys: [], attachments: [] });

/** `( column type constraints, ..., table constraints )` */
export function parseTableDefinition(cursor: TokenCursor): TableDefinition {
  const draft = newDraft();
  cursor.list(() => {
    if (tableConstraints.some((word) => cursor.at(word))) parseTableConstraint(cursor, draft);
    else draft.columns.push(parseColumn(cursor, draft));
  });
  const { primaryKey, ...rest } = draft;
  // The columns of a primary key are NOT NULL even where nobody says so.
  const columns = rest.columns.map((column) => (primaryKey?.columns.includes(column.name) ? { ...column, nullable: false } : column));
  return { ...rest, columns, ...(primaryKey && { primaryKey }) };
}

/** A column of CREATE TABLE or ADD COLUMN; keys declared inline are added to the draft. */
export function parseColumn(cursor: TokenCursor, draft: Draft): Column {
  const name = cursor.identifier();
  const type = parseDataType(cursor);
  let column: Column = { name, type, nullable: true };
  let constraintName: string | undefined;
  for (;;) {
    const named = constraintName === undefined ? {} : { name: constraintName };
    if (cursor.accept('CONSTRAINT')) constraintName = cursor.identifier();
    else if (cursor.accept('NOT', 'NULL')) column = { ...column, nullable: false };
    else if (cursor.accept('NULL')) column = { ...column, nullable: true };
    else if (cursor.accept('DEFAULT')) column = { ...column, defaultText: cursor.expressionText(...columnWords) };
    else if (cursor.accept('COMMENT')) column = { ...column, comment: cursor.string() };
    else if (cursor.acceptOneOf('AUTOINCREMENT', 'IDENTITY')) column = { ...column, autoIncrement: parseAutoIncrement(cursor) };
    else if (atAttachment(cursor)) draft.attachments.push(parseAttachment(cursor, name));
    else if (cursor.accept('PRIMARY', 'KEY')) draft.primaryKey = { columns: [name], ...named };
    else if (cursor.accept('UNIQUE')) draft.uniqueKeys.push({ columns: [name], ...named });
    else if (cursor.accept('FOREIGN', 'KEY') || cursor.at('REFERENCES'))
      draft.foreignKeys.push({ columns: [name], ...parseReference(cursor), ...named });
    else if (cursor.at(',') || cursor.at(')') || cursor.atEnd) return column;
    else throw refused('LOCAL-002', `${cursor.peek()?.text ?? ''} of the column ${name}`);
  }
}

/** `(1, 1)`, `START 1 INCREMENT 1`, ORDER or NOORDER; from 1 by 1 when nothing is said. */
function parseAutoIncrement(cursor: TokenCursor): NonNullable<Column['autoIncrement']> {
  const sizes = cursor.at('(') ? cursor.list(() => cursor.integer()) : [];
  let [start = 1, increment = 1] = sizes;
  if (cursor.accept('START')) {
    cursor.accept('WITH');
    start = cursor.integer();
  }
  if (cursor.accept('INCREMENT')) {
    cursor.accept('BY');
    increment = cursor.integer();
  }
  const ordered = cursor.acceptOneOf('ORDER', 'NOORDER') === 'ORDER';
  return { start, increment, ordered };
}

function atAttachment(cursor: TokenCursor): boolean {
  const ahead = cursor.at('WITH') ? 1 : 0;
  return ['MASKING', 'TAG'].includes(cursor.peek(ahead)?.value ?? '') && cursor.peek(ahead)?.kind === 'word';
}

/** Policy and tags of a column, after its name or type. */
export function parseAttachment(cursor: TokenCursor, column: string): ColumnAttachment {
  const tags = readTagClause(cursor);
  if (tags.length > 0) return { column, tags };
  cursor.accept('WITH');
  cursor.expect('MASKING', 'POLICY');
  return { column, masking: parsePolicyUse(cursor, 'USING'), tags: [] };
}

/** `policy [USING (a, b)]`; a row access policy says ON and must name its columns. */
export function parsePolicyUse(cursor: TokenCursor, word: 'USING' | 'ON'): PolicyClause {
  const policy = cursor.objectName();
  if (word === 'ON') cursor.expect('ON');
  const columns = word === 'ON' || cursor.accept('USING') ? parseNames(cursor) : [];
  return { policy, columns };
}

/** `[CONSTRAINT name] PRIMARY KEY | UNIQUE | FOREIGN KEY ...` of ALTER TABLE .. ADD. */
export function parseAddedConstraint(cursor: TokenCursor): TableDefinition {
  const draft = newDraft();
  parseTableConstraint(cursor, draft);
  const { primaryKey, ...rest } = draft;
  return { ...rest, ...(primaryKey && { primaryKey }) };
}

function parseTableConstraint(cursor: TokenCursor, draft: Draft): void {
  const named = cursor.accept('CONSTRAINT') ? { name: cursor.identifier() } : {};
  if (cursor.accept('PRIMARY', 'KEY')) draft.primaryKey = { columns: parseNames(cursor), ...named };
  else if (cursor.accept('UNIQUE')) draft.uniqueKeys.push({ columns: parseNames(cursor), ...named });
  else {
    cursor.expect('FOREIGN', 'KEY');
    draft.foreignKeys.push({ columns: parseNames(cursor), ...parseReference(cursor), ...named });
  }
}

function parseReference(cursor: TokenCursor): Pick<ForeignKeyClause, 'references' | 'referencedColumns'> {
  cursor.expect('REFERENCES');
  const references = cursor.objectName();
  return { references, referencedColumns: cursor.at('(') ? parseNames(cursor) : [] };
}

export function parseNames(cursor: TokenCursor): readonly string[] {
  return cursor.list(() => cursor.identifier());
}
