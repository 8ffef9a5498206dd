import type { Column } from '../catalog/catalog.ts';
import { parseDataType } from '../catalog/data-type.ts';
import { refused } from '../failure.ts';
import type { ForeignKeyClause, KeyClause, TableDefinition } from './statement.ts';
import type { TokenCursor } from './token-cursor.ts';

const tableConstraints = ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'FOREIGN'] as const;
const columnWords = ['NOT', 'NULL', 'DEFAULT', 'PRIMARY', 'UNIQUE', 'REFERENCES', 'FOREIGN', 'CONSTRAINT', 'COMMENT'] as const;

interface Draft {
  columns: Column[];
  primaryKey: KeyClause | undefined;
  uniqueKeys: KeyClause[];
  foreignKeys: ForeignKeyClause[];
}

/** `( column type constraints, ..., table constraints )` */
export function parseTableDefinition(cursor: TokenCursor): TableDefinition {
  const draft: Draft = { columns: [], primaryKey: undefined, uniqueKeys: [], foreignKeys: [] };
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
export function parseColumn(
  cursor: TokenCursor,
  draft: Draft = { columns: [], primaryKey: undefined, uniqueKeys: [], foreignKeys: [] },
): Column {
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
    else if (cursor.accept('PRIMARY', 'KEY')) draft.primaryKey = { columns: [name], ...named };
    else if (cursor.accept('UNIQUE')) draft.uniqueKeys.push({ columns: [name], ...named });
    else if (cursor.accept('FOREIGN', 'KEY') || cursor.at('REFERENCES'))
      draft.foreignKeys.push({ columns: [name], ...parseReference(cursor), ...named });
    else if (cursor.at(',') || cursor.at(')') || cursor.atEnd) return column;
    else throw refused('LOCAL-002', `${cursor.peek()?.text ?? ''} of the column ${name}`);
  }
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

function parseNames(cursor: TokenCursor): readonly string[] {
  return cursor.list(() => cursor.identifier());
}
