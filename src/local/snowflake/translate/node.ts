import { refused } from '../failure.ts';

/** A node of the parser's tree: one key that names its kind, and below it the fields. */
export type Node = Readonly<Record<string, unknown>>;
export type Fields = Readonly<Record<string, unknown>>;

export function kindOf(node: Node): string {
  const [kind, ...others] = Object.keys(node);
  if (kind === undefined || others.length > 0) throw refused('LOCAL-003', 'an expression that the parser does not name');
  return kind;
}

/** The fields of a node. A kind without fields, such as `row_number`, has an empty object. */
export function fieldsOf(node: Node): Fields {
  const fields = node[kindOf(node)];
  return typeof fields === 'object' && fields !== null ? (fields as Fields) : {};
}

export function optionalNode(fields: Fields, name: string): Node | undefined {
  const value = fields[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : undefined;
}

export function requiredNode(fields: Fields, name: string): Node {
  const found = optionalNode(fields, name);
  if (!found) throw refused('LOCAL-003', `an expression without its part '${name}'`);
  return found;
}

export function nodeList(fields: Fields, name: string): readonly Node[] {
  const value = fields[name];
  return Array.isArray(value) ? (value as readonly Node[]) : [];
}

export function textField(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

export function isSet(fields: Fields, name: string): boolean {
  const value = fields[name];
  if (value === null || value === undefined || value === false || value === '') return false;
  return !Array.isArray(value) || value.length > 0;
}

/** Notes of the parser about spelling and place; they change no meaning. */
const silent = new Set(
  (
    'span inferred_type name original_name alias_explicit_as alias_keyword ' +
    'double_colon_syntax no_parens quoted use_inner_keyword use_outer_keyword nesting_group kind_text start_side_text end_side_text ' +
    'explicit_asc alias_first integer_spelling float_spelling'
  ).split(' '),
);

/**
 * The honesty of the translation: a field that its printer does not know and that is set changes the meaning, so the
 * statement is refused.
 */
export function allowOnly(kind: string, fields: Fields, ...known: readonly string[]): void {
  for (const name of Object.keys(fields)) {
    if (!known.includes(name) && !silent.has(name) && !name.endsWith('_comments') && isSet(fields, name))
      throw refused('LOCAL-003', `${kind} with ${name}`);
  }
}

/** An identifier as the catalog has it: upper case unless it was quoted. */
export function foldIdentifier(fields: Fields): string {
  const name = textField(fields, 'name');
  return fields['quoted'] === true ? name : name.toUpperCase();
}

/** Folds a dotted identifier that the parser kept in one name, such as `x.a` left of `=` in UPDATE. */
export function foldIdentifierParts(fields: Fields): readonly string[] {
  return fields['quoted'] === true ? [textField(fields, 'name')] : textField(fields, 'name').toUpperCase().split('.');
}

export function literalText(node: Node | undefined): string | undefined {
  if (!node || kindOf(node) !== 'literal') return undefined;
  const fields = fieldsOf(node);
  return ['string', 'dollar_string'].includes(textField(fields, 'literal_type')) ? textField(fields, 'value') : undefined;
}

export function literalInteger(node: Node | undefined): number | undefined {
  if (!node || kindOf(node) !== 'literal') return undefined;
  const fields = fieldsOf(node);
  const value = textField(fields, 'value');
  return fields['literal_type'] === 'number' && /^\d+$/.test(value) ? Number(value) : undefined;
}
