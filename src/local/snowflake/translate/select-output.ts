import { fieldsOf, foldIdentifier, isSet, kindOf, nodeList, optionalNode, requiredNode } from './node.ts';
import type { Fields, Node } from './node.ts';
import type { Output, OutputColumn } from './output.ts';
import type { Scope } from './scope.ts';
import type { Translation } from './translation.ts';

/** The columns of a SELECT from its items; undefined when a `*` stands for columns that are not known. */
export function selectOutput(items: readonly Node[], scope: Scope, translation: Translation): Output {
  const columns: OutputColumn[] = [];
  for (const item of items) {
    const found = kindOf(item) === 'star' ? starOutput(fieldsOf(item), scope) : [itemOutput(item, translation)];
    if (!found) return undefined;
    columns.push(...found);
  }
  return columns;
}

function itemOutput(item: Node, translation: Translation): OutputColumn {
  const fields = fieldsOf(item);
  const name = { alias: 'alias', column: 'name', dot: 'field' }[kindOf(item)];
  return { name: name === undefined ? '' : foldIdentifier(requiredNode(fields, name)), type: translation.typeOf(item) };
}

function starOutput(fields: Fields, scope: Scope): Output {
  const table = optionalNode(fields, 'table');
  const columns = scope.star(table && foldIdentifier(table));
  if (isSet(fields, 'replace')) return undefined;
  const excluded = nodeList(fields, 'except').map(foldIdentifier);
  const renamed = new Map(
    ((fields['rename'] ?? []) as readonly (readonly [Node, Node])[]).map(([from, to]) => [foldIdentifier(from), foldIdentifier(to)]),
  );
  return columns?.filter(({ name }) => !excluded.includes(name)).map(({ name, type }) => ({ name: renamed.get(name) ?? name, type }));
}
