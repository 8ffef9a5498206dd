import * as v from 'valibot';
import type { CheckContext, CheckKind } from '../../../model/component.ts';
import { Skip } from '../../../std/errors.ts';
import { allowedActions, keyActions, keyAttempt, keyRoles } from '../key-action.ts';
import type { KeyAction } from '../key-action.ts';
import { refusalCodeOf } from '../wire/refusal-code.ts';
import type { PineconeSettings } from '../settings-schema.ts';
import type { PineconeConnection } from '../vector-index.ts';

const actions = v.array(v.picklist(keyActions));
const key = v.strictObject({
  api_key: v.pipe(v.string(), v.nonEmpty()),
  role: v.optional(v.pipe(v.picklist(keyRoles), v.description('Role of the key: it can what the role says, and nothing else.'))),
  can: v.optional(v.pipe(actions, v.description('In place of a role, or more than it.')), []),
  cannot: v.optional(v.pipe(actions, v.description('In place of a role, or less than it.')), []),
});

const options = v.strictObject({
  keys: v.pipe(
    v.record(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/, 'must be letters, digits, _ and -')), key),
    v.description('API keys by a name that becomes part of the id.'),
  ),
});

type Options = v.InferOutput<typeof options>;

export interface RolesInput {
  readonly keyName: string;
  readonly apiKey: string;
  readonly can: readonly KeyAction[];
  readonly cannot: readonly KeyAction[];
}

export const roles: CheckKind<Options, PineconeSettings> = {
  summary: 'Each API key can do what its role says, and is refused with 403 otherwise, action by action on both planes.',
  layer: 'security',
  costs: 'compute',
  privileges: 'The keys; writes are tried in scratch namespaces and indexes, and left out where the environment is read-only',
  options,
  primary: 'keys',
  primaryIsMapping: true,
  expand({ keys }) {
    const drafts = Object.entries(keys).map(([name, declared]) => {
      const input = rolesInput(name, declared);
      return { name: `roles.${name}`, title: `Key ${name} can what it should`, input, path: ['keys', name] };
    });
    if (drafts.length === 0) throw new Error('roles has no key to look at.');
    return drafts;
  },
};

function rolesInput(keyName: string, { api_key: apiKey, role, can, cannot }: Options['keys'][string]): RolesInput {
  const contradiction = can.find((action) => cannot.includes(action));
  if (contradiction !== undefined) throw new Error(`key ${keyName} both can and cannot ${contradiction}.`);
  const allowed = role === undefined ? [] : allowedActions[role];
  const refused = role === undefined ? [] : keyActions.filter((action) => !allowed.includes(action));
  const input = {
    can: [...new Set([...allowed, ...can])].filter((action) => !cannot.includes(action)),
    cannot: [...new Set([...refused, ...cannot])].filter((action) => !can.includes(action)),
  };
  if (input.can.length + input.cannot.length === 0) throw new Error(`key ${keyName} has neither a role nor anything it can or cannot do.`);
  return { keyName, apiKey, ...input };
}

/** Would leave something behind if they succeed, so they are not tried where nothing may be created. */
const creating: readonly KeyAction[] = ['create-index', 'upsert', 'update', 'delete'];

export async function runRoles(connection: PineconeConnection, input: RolesInput, context: CheckContext): Promise<void> {
  const client = connection.withKey(input.apiKey);
  const isReadOnly = context.environment.access === 'read-only';
  const mayTry = (action: KeyAction) => !isReadOnly || !creating.includes(action);
  const tried = [...input.can, ...input.cannot].filter(mayTry);
  if (tried.length === 0)
    throw new Skip(`environment ${context.environment.name} is read-only: nothing is written to see whether it can be`);
  for (const action of tried) {
    const code = await refusalCodeOf(keyAttempt(action, client, connection, context));
    const isAllowed = input.can.includes(action);
    context.find({
      subject: `${action} with key ${input.keyName}`,
      expected: isAllowed ? 'allowed' : 'refused with 403',
      actual: wordsOf(code),
      met: isAllowed ? mayGoOn(action, code) : code === '403',
    });
  }
  const left = [...input.can, ...input.cannot].filter((action) => !mayTry(action));
  if (left.length > 0) context.note(`not tried in a read-only environment: ${left.join(', ')}`);
}

/** What is not there was asked for on purpose, so the key was let through; but the index is there, for a key of its project. */
function mayGoOn(action: KeyAction, code: string | undefined): boolean {
  return code === undefined || (code === '404' && action !== 'describe-index');
}

function wordsOf(code: string | undefined): string {
  if (code === undefined) return 'allowed';
  return code === '404' ? 'let through (not found)' : `refused with ${code}`;
}
