import { dataType, parseDataType } from '../catalog/data-type.ts';
import type { DataType } from '../catalog/data-type.ts';
import { refused } from '../failure.ts';
import { TokenCursor } from '../sql/token-cursor.ts';
import { allowOnly, textField } from './node.ts';
import type { Fields } from './node.ts';

const names: Readonly<Record<string, string>> = {
  decimal: 'NUMBER', int: 'INT', big_int: 'BIGINT', small_int: 'SMALLINT', tiny_int: 'TINYINT', float: 'FLOAT', double: 'DOUBLE',
  text: 'TEXT', var_char: 'VARCHAR', char: 'CHAR', boolean: 'BOOLEAN', date: 'DATE', time: 'TIME', timestamp: 'TIMESTAMP',
  binary: 'BINARY', var_binary: 'BINARY', variant: 'VARIANT', object: 'OBJECT', json: 'VARIANT',
}; // prettier-ignore

/** The type of a CAST as the parser describes it. */
export function typeOfNode(fields: Fields): DataType {
  const kind = textField(fields, 'data_type');
  if (kind === 'custom') {
    const cursor = new TokenCursor(textField(fields, 'name'));
    const type = parseDataType(cursor);
    cursor.expectEnd();
    return type;
  }
  if (fields['timezone'] === true) {
    allowOnly('TIMESTAMP_TZ', fields, 'data_type', 'timezone', 'precision');
    return dataType('TIMESTAMP_TZ', typeof fields['precision'] === 'number' ? [fields['precision']] : []);
  }
  const name = names[kind];
  if (name === undefined) throw refused('LOCAL-004', kind);
  allowOnly(`type ${name}`, fields, 'data_type', 'precision', 'scale', 'length');
  const numbers = [fields['precision'] ?? fields['length'], fields['scale']].filter((value) => typeof value === 'number');
  return dataType(name, numbers);
}
