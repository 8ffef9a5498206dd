import { textField } from './node.ts';
import type { PreparedRelation } from './prepared.ts';
import { aliasOf, named } from './print-relation.ts';
import type { PrinterTable } from './translation.ts';

export const preparedRelationPrinters: PrinterTable = {
  prepared_relation: (fields, translation) => {
    const { sql, output, name, table } = fields['relation'] as PreparedRelation;
    if (table) translation.recordRead(table);
    const source = table ? translation.protect(table, sql) : sql;
    return named(source, aliasOf(fields), name, output, translation);
  },
};

export const preparedExpressionPrinters: PrinterTable = {
  prepared_expression: (fields) => textField(fields, 'sql'),
};
