import { refused } from '../failure.ts';
import { quoteIdentifier, quoteText } from '../sql/names.ts';
import { printVariant } from './cast.ts';
import { jsonPath, keyStep } from './json-path.ts';
import { fieldsOf, foldIdentifier, kindOf, literalInteger, literalText, nodeList, optionalNode, requiredNode } from './node.ts';
import type { Node } from './node.ts';
import type { Translation } from './translation.ts';

type FunctionPrinter = (args: readonly Node[], translation: Translation) => string;

const objectConstruct =
  (keepNull: boolean): FunctionPrinter =>
  (args, translation) => {
    const name = `sf_object${keepNull ? '_keep_null' : ''}`;
    if (args.length === 0) return `CAST('{}' AS JSON)`;
    const [first] = args;
    if (args.length === 1 && first && kindOf(first) === 'star') return `${name}(${objectOfRow(first, translation)})`;
    if (args.length % 2 !== 0 || args.some((arg) => kindOf(arg) === 'star')) throw refused('LOCAL-003', 'OBJECT_CONSTRUCT without pairs');
    const keys = args.filter((_, index) => index % 2 === 0).map((key) => translation.scalar(key));
    const values = args.filter((_, index) => index % 2 === 1).map((value) => printVariant(value, translation));
    return `${name}([${keys.join(', ')}], [${values.join(', ')}])`;
  };

/** `OBJECT_CONSTRUCT(*)`: the columns of the row, which have to be known. */
function objectOfRow(star: Node, translation: Translation): string {
  const table = optionalNode(fieldsOf(star), 'table');
  const columns = translation.starColumns(table && foldIdentifier(table));
  if (!columns) throw refused('LOCAL-003', 'OBJECT_CONSTRUCT(*) of columns that are not known');
  const values = columns.map(({ name }) => printVariant({ column: { name: { name, quoted: true } } }, translation));
  return `[${columns.map(({ name }) => quoteText(name)).join(', ')}], [${values.join(', ')}]`;
}

/** A literal step is part of a path; any other is found when the statement runs. */
const get: FunctionPrinter = (args, translation) => {
  const [object, key, ...others] = args;
  if (!object || !key || others.length > 0) throw refused('LOCAL-003', `GET with ${args.length} arguments`);
  const [position, name] = [literalInteger(key), literalText(key)];
  const owner = translation.print(object);
  if (position === undefined && name === undefined) return `sf_step(${owner}, ${translation.scalar(key)})`;
  return `json_extract(${owner}, ${quoteText(position === undefined ? `$${keyStep(name ?? '')}` : `$[${position}]`)})`;
};

const getPath: FunctionPrinter = (args, translation) => {
  const [object, path, ...others] = args;
  const text = literalText(path);
  if (!object || text === undefined || others.length > 0) throw refused('LOCAL-003', 'GET_PATH without a literal path');
  return `json_extract(${translation.print(object)}, ${quoteText(jsonPath(text))})`;
};

const getPathText: FunctionPrinter = (args, translation) => {
  const [object, path] = args;
  const text = literalText(path);
  if (!object || text === undefined) throw refused('LOCAL-003', 'JSON_EXTRACT_PATH_TEXT without a literal path');
  return `json_extract_string(sf_parse_json(${translation.scalar(object)}), ${quoteText(jsonPath(text))})`;
};

const arrayConstruct: FunctionPrinter = (args, translation) =>
  args.length === 0
    ? `CAST('[]' AS JSON)`
    : `to_json([${args.map((arg) => `coalesce(${printVariant(arg, translation)}, CAST('null' AS JSON))`).join(', ')}])`;

const arrayConstructCompact: FunctionPrinter = (args, translation) =>
  args.length === 0
    ? `CAST('[]' AS JSON)`
    : `to_json(list_filter([${args.map((arg) => printVariant(arg, translation)).join(', ')}], lambda item: item IS NOT NULL))`;

/** `x -> x > 1`: the parameter of a lambda is a VARIANT unless it says its type, which is refused. */
const higherOrder =
  (name: 'list_filter' | 'list_transform'): FunctionPrinter =>
  (args, translation) => {
    const [array, lambda, ...others] = args;
    if (!array || !lambda || others.length > 0 || kindOf(lambda) !== 'lambda') throw refused('LOCAL-003', `${name} without a lambda`);
    const fields = fieldsOf(lambda);
    const [parameter, ...more] = nodeList(fields, 'parameters').map(foldIdentifier);
    if (parameter === undefined || more.length > 0) throw refused('LOCAL-003', 'a lambda with several parameters');
    const body = requiredNode(fields, 'body');
    const text = translation.inScope((scope) => {
      translation.declare(parameter);
      scope.addAlias(parameter, { kind: 'variant' });
      return name === 'list_filter' ? translation.scalar(body) : printVariant(body, translation);
    });
    return `to_json(${name}(sf_items(${translation.print(array)}), lambda ${quoteIdentifier(parameter)}: ${text}))`;
  };

const asDecimal: FunctionPrinter = (args, translation) => {
  const [value, ...sizes] = args;
  const numbers = sizes.map(literalInteger);
  if (!value || numbers.includes(undefined)) throw refused('LOCAL-003', 'AS_DECIMAL with sizes that are not literals');
  return `CASE WHEN sf_is_number(${translation.print(value)}) THEN CAST(${translation.scalar(value)} AS DECIMAL(${numbers[0] ?? 38},${numbers[1] ?? 0})) END`;
};

const objectInsert: FunctionPrinter = (args, translation) => {
  const [object, key, value, update, ...others] = args;
  if (!object || !key || !value || others.length > 0) throw refused('LOCAL-003', `OBJECT_INSERT with ${args.length} arguments`);
  const [owner, name] = [translation.print(object), translation.scalar(key)];
  const replaces = update && kindOf(update) === 'boolean' && fieldsOf(update)['value'] === true;
  const guarded = replaces
    ? owner
    : `CASE WHEN list_contains(json_keys(${owner}), ${name}) THEN error('SF-DUPLICATE-KEY ' || ${name}) ELSE ${owner} END`;
  return `sf_object_insert(${guarded}, ${name}, ${printVariant(value, translation)})`;
};

export const variantFunctions: Readonly<Record<string, FunctionPrinter>> = {
  OBJECT_CONSTRUCT: objectConstruct(false),
  OBJECT_CONSTRUCT_KEEP_NULL: objectConstruct(true),
  OBJECT_INSERT: objectInsert,
  ARRAY_CONSTRUCT: arrayConstruct,
  ARRAY_CONSTRUCT_COMPACT: arrayConstructCompact,
  GET: get,
  GET_PATH: getPath,
  GET_PATH_TEXT: getPathText,
  FILTER: higherOrder('list_filter'),
  TRANSFORM: higherOrder('list_transform'),
  AS_DECIMAL: asDecimal,
};
