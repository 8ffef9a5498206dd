import { refused } from '../failure.ts';
import { quoteIdentifier, quoteText } from '../sql/names.ts';
import { aggregateCall } from './aggregate-call.ts';
import { allowOnly, fieldsOf, foldIdentifier, kindOf, literalText, nodeList, requiredNode, textField } from './node.ts';
import type { Fields, Node } from './node.ts';
import { commonType } from './numeric-type.ts';
import type { Output, OutputColumn } from './output.ts';
import { printAggregate } from './print-aggregate.ts';
import { aliasOf, named } from './print-relation.ts';
import type { Alias } from './print-relation.ts';
import type { PrinterTable, Translation } from './translation.ts';

/** A relation and its columns, which PIVOT and UNPIVOT have to know: those they do not name stay as they are. */
function source(fields: Fields, translation: Translation): { readonly sql: string; readonly columns: readonly OutputColumn[] } {
  let columns: Output;
  const sql = translation.inScope((scope) => {
    const text = translation.relation(requiredNode(fields, 'this'));
    columns = scope.star(undefined);
    return text;
  });
  if (!columns) throw refused('LOCAL-002', 'PIVOT of columns that are not known before the query runs');
  return { sql, columns };
}

/** The parser keeps the names of the columns of these two in a field of its own. */
function pivotAlias(fields: Fields): Alias {
  return aliasOf({ ...fields, column_aliases: fields['alias_columns'] });
}

function columnName(node: Node): string {
  if (kindOf(node) !== 'column') throw refused('LOCAL-002', 'PIVOT of an expression');
  return foldIdentifier(requiredNode(fieldsOf(node), 'name'));
}

/** Each value becomes a column; the columns that are neither aggregated nor pivoted are the groups. */
function printPivot(fields: Fields, translation: Translation): string {
  allowOnly('PIVOT', fields, 'this', 'expressions', 'fields', 'alias', 'alias_columns');
  const { sql, columns } = source(fields, translation);
  const [aggregate, ...moreAggregates] = nodeList(fields, 'expressions');
  const [choice, ...moreChoices] = nodeList(fields, 'fields');
  const call = aggregate && aggregateCall(aggregate);
  const [argument] = call?.args ?? [];
  if (!call || !argument || !choice || moreAggregates.length > 0 || moreChoices.length > 0 || kindOf(choice) !== 'in') {
    throw refused('LOCAL-002', 'PIVOT with something else than one aggregate of one column');
  }
  const pivoted = columnName(requiredNode(fieldsOf(choice), 'this'));
  const groups = columns.filter(({ name }) => name !== pivoted && name !== columnName(argument));
  let type: OutputColumn['type'];
  const values = nodeList(fieldsOf(choice), 'expressions').map(valueOf);
  const items = translation.inScope((scope) => {
    scope.add('', columns);
    type = translation.typeOf(aggregate);
    const cells = values.map(({ node, name }) => {
      const filter: Node = { eq: { left: { column: { name: { name: pivoted, quoted: true } } }, right: node } };
      return `${printAggregate({ ...call, filter }, translation, '')} AS ${quoteIdentifier(name)}`;
    });
    return [...groups.map(({ name }) => quoteIdentifier(name)), ...cells].join(', ');
  });
  const output = [...groups, ...values.map(({ name }) => ({ name, type }))];
  const by = groups.length > 0 ? ` GROUP BY ${groups.map(({ name }) => quoteIdentifier(name)).join(', ')}` : '';
  return named(`(SELECT ${items} FROM ${sql}${by})`, pivotAlias(fields), 'PIVOT', output, translation);
}

/** The column of a value is named by its text, with the quotes of a string. */
function valueOf(node: Node): { readonly node: Node; readonly name: string } {
  if (kindOf(node) === 'pivot_alias' || kindOf(node) === 'alias') {
    const fields = fieldsOf(node);
    const alias = requiredNode(fields, 'alias');
    const inner = requiredNode(fields, 'this');
    return { node: inner, name: 'name' in alias ? foldIdentifier(alias) : (literalText(alias) ?? columnName(alias)) };
  }
  const text = literalText(node);
  if (text !== undefined) return { node, name: `'${text}'` };
  const fields = fieldsOf(node);
  if (kindOf(node) !== 'literal') throw refused('LOCAL-002', 'PIVOT IN (ANY ..) or IN with values that are not literals');
  return { node, name: textField(fields, 'value') };
}

/** Each of the columns becomes a row with its name and value; rows without a value are left out. */
function printUnpivot(fields: Fields, translation: Translation): string {
  allowOnly('UNPIVOT', fields, 'this', 'value_column', 'name_column', 'columns', 'alias', 'alias_columns', 'include_nulls');
  const { sql, columns } = source(fields, translation);
  const [value, name] = ['value_column', 'name_column'].map((field) => foldIdentifier(requiredNode(fields, field))) as [string, string];
  const turned = nodeList(fields, 'columns').map(turnedColumn);
  const kept = columns.filter((column) => !turned.some((other) => other.column === column.name));
  const rows = turned.map(({ column, label }) => `(${quoteText(label)}, ${quoteIdentifier(column)})`).join(', ');
  const items = [...kept.map((column) => quoteIdentifier(column.name)), quoteIdentifier(name), quoteIdentifier(value)].join(', ');
  const filter = fields['include_nulls'] === true ? '' : ` WHERE ${quoteIdentifier(value)} IS NOT NULL`;
  const type = commonType(turned.map(({ column }) => columns.find((other) => other.name === column)?.type));
  const output = [...kept, { name, type: { kind: 'text', length: 16_777_216 } as const }, { name: value, type }];
  const lateral = `LATERAL (VALUES ${rows}) AS turned(${quoteIdentifier(name)}, ${quoteIdentifier(value)})`;
  return named(`(SELECT ${items} FROM ${sql}, ${lateral}${filter})`, pivotAlias(fields), 'UNPIVOT', output, translation);
}

function turnedColumn(node: Node): { readonly column: string; readonly label: string } {
  if (kindOf(node) !== 'pivot_alias') return { column: columnName(node), label: columnName(node) };
  const { name } = valueOf(node);
  return { column: columnName(requiredNode(fieldsOf(node), 'this')), label: name };
}

export const pivotPrinters: PrinterTable = { pivot: printPivot, unpivot: printUnpivot };
