import { isSemiStructured } from '../catalog/data-type.ts';
import type { DataType } from '../catalog/data-type.ts';
import { semiStructuredFunctions } from './function-table.ts';
import { fieldsOf, foldIdentifier, kindOf, nodeList, optionalNode, requiredNode } from './node.ts';
import type { Fields, Node } from './node.ts';
import { functionName } from './print-function.ts';
import { typeOfNode } from './type-node.ts';

/** Tells whether a node's value is JSON in DuckDB. `typeOf` knows the declared columns. */
export function isSemiStructuredNode(node: Node, typeOf: (column: string) => DataType | undefined): boolean {
  const again = (inner: Node | undefined): boolean => inner !== undefined && isSemiStructuredNode(inner, typeOf);
  const fields = fieldsOf(node);
  switch (kindOf(node)) {
    case 'j_s_o_n_extract':
    case 'subscript':
    case 'map_func':
    case 'array_func':
      return true;
    case 'dot': {
      const type = typeOf(foldIdentifier(requiredNode(fields, 'field')));
      return type === undefined || isSemiStructured(type);
    }
    case 'column': {
      const type = typeOf(foldIdentifier(requiredNode(fields, 'name')));
      return type !== undefined && isSemiStructured(type);
    }
    case 'cast':
    case 'try_cast':
      return isSemiStructured(typeOfNode(requiredNode(fields, 'to')));
    case 'paren':
    case 'annotated':
    case 'alias':
    case 'within_group':
      return again(optionalNode(fields, 'this'));
    case 'case':
    case 'coalesce':
    case 'nvl':
    case 'if_func':
      return branches(node, fields).some(again);
    default:
      return semiStructuredFunctions.has(functionName(node) ?? '');
  }
}

function branches(node: Node, fields: Fields): readonly Node[] {
  const otherwise = optionalNode(fields, 'else_');
  switch (kindOf(node)) {
    case 'case':
      return [...(fields['whens'] as readonly (readonly [Node, Node])[]).map(([, then]) => then), ...(otherwise ? [otherwise] : [])];
    case 'coalesce':
      return nodeList(fields, 'expressions');
    case 'nvl':
      return [requiredNode(fields, 'this'), requiredNode(fields, 'expression')];
    default:
      return ['true_value', 'false_value'].map((name) => optionalNode(fields, name)).filter((branch) => branch !== undefined);
  }
}
