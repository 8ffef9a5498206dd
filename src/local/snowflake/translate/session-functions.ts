import { refused } from '../failure.ts';
import { printMarker } from './marker.ts';
import { fieldsOf, kindOf, literalText } from './node.ts';
import type { Node } from './node.ts';
import type { Translation } from './translation.ts';

type FunctionPrinter = (args: readonly Node[], translation: Translation) => string;

/** Also true for the roles below those of the session, and case counts, as in Snowflake. */
const isRoleInSession: FunctionPrinter = (args, translation) => {
  const [role, ...others] = args;
  if (!role || others.length > 0) throw refused('LOCAL-003', 'IS_ROLE_IN_SESSION without one argument');
  return `(${translation.scalar(role)} IN (${printMarker({ kind: 'roles' })}))`;
};

const getDdl: FunctionPrinter = (args) => {
  const [object, name, flag] = args;
  const [kind, text] = [literalText(object), literalText(name)];
  const qualified = flag !== undefined && kindOf(flag) === 'boolean' && fieldsOf(flag)['value'] === true;
  if (kind === undefined || text === undefined || args.length > 3)
    throw refused('LOCAL-003', 'GET_DDL of something that is not written out');
  return printMarker({ kind: 'ddl', object: kind, name: text, qualified });
};

const roleList =
  (value: 'SECONDARY_ROLES' | 'AVAILABLE_ROLES'): FunctionPrinter =>
  (args) => {
    if (args.length > 0) throw refused('LOCAL-003', `an argument of CURRENT_${value}`);
    return printMarker({ kind: 'session', value });
  };

/** Functions about the roles of the session and the objects of the catalog. */
export const sessionFunctions: Readonly<Record<string, FunctionPrinter>> = {
  CURRENT_SECONDARY_ROLES: roleList('SECONDARY_ROLES'),
  CURRENT_AVAILABLE_ROLES: roleList('AVAILABLE_ROLES'),
  IS_ROLE_IN_SESSION: isRoleInSession,
  GET_DDL: getDdl,
};

/** The value of `sequence.NEXTVAL`, unless what stands before it is a relation of the query. */
export function printNextValue(parts: readonly string[], translation: Translation): string | undefined {
  const sequence = parts.slice(0, -1);
  if (parts.at(-1) !== 'NEXTVAL' || sequence.length === 0 || translation.isRelation(sequence.at(-1) ?? '')) return undefined;
  return translation.nextValue(sequence);
}
