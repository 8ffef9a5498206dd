import { nameOf } from '../catalog/catalog.ts';
import type { Schema } from '../catalog/catalog.ts';
import { checkOptions } from '../catalog/option-rules.ts';
import { objectKey, optionNumber, optionText } from '../catalog/objects.ts';
import type { AccountObject, Options, SchemaObject } from '../catalog/objects.ts';
import { insufficientPrivileges, missingObject } from '../failure.ts';
import { displayName, displayPart, quoteIdentifier } from '../sql/names.ts';
import { isAccountObjectWord, titleOf } from '../sql/object-kinds.ts';
import type { Statement } from '../sql/statement.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { alreadyThere } from './already-there.ts';
import { setTags } from './attach.ts';
import { isUsable, requireCreate, requireOwnership } from './authorize.ts';
import { createUser } from './create-user.ts';
import { createWarehouse } from './create-warehouse.ts';
import { checkReferences } from './option-references.ts';
import type { StatementContext } from './statement-context.ts';

type CreateObject = Statement & { readonly type: 'create-object' };
type CreatePolicy = Statement & { readonly type: 'create-policy' };

export async function createObject(statement: CreateObject, context: StatementContext): Promise<Result> {
  const { kind } = statement;
  if (kind === 'USER') return createUser(statement, context);
  if (kind === 'WAREHOUSE') return createWarehouse(statement, context);
  const options = checkOptions(kind, statement.options);
  checkReferences(kind, options, context);
  if (isAccountObjectWord(kind)) return createAccountObject(statement, kind, options, context);
  return createInSchema(statement, context, async (schema, common) => {
    const shared = { ...common, schema, comment: optionText(options, 'COMMENT') ?? '' };
    if (kind !== 'SEQUENCE') return { kind, ...shared, options };
    const storage = await createSequence(schema, common.name, options, context);
    return { kind, ...shared, options: { START: 1, INCREMENT: 1, ...options }, storage };
  });
}

export function createPolicy(statement: CreatePolicy, context: StatementContext): Promise<Result> {
  const { kind, arguments: parameters, returns, body, comment } = statement;
  return createInSchema(statement, context, async (schema, common) => ({
    kind,
    ...common,
    schema,
    comment,
    options: {},
    arguments: parameters,
    returns,
    body,
  }));
}

type Common = Pick<SchemaObject, 'name' | 'owner' | 'createdOn'>;

async function createInSchema(
  statement: CreateObject | CreatePolicy,
  context: StatementContext,
  make: (schema: Schema, common: Common) => Promise<SchemaObject>,
): Promise<Result> {
  const { account, session } = context;
  const { schema, last } = account.catalog.locate(statement.name, session, `CREATE ${statement.kind}`);
  if (!isUsable(schema, session.authority, account)) throw missingObject('Schema', displayName(nameOf(schema)), 'ddl');
  requireCreate(`CREATE ${statement.kind}`, schema, session, account);
  const key = objectKey(statement.kind as SchemaObject['kind'], last);
  const existing = schema.objects.get(key);
  if (existing && statement.mode !== 'replace') return alreadyThere(statement.mode, [...nameOf(schema), last], last);
  if (existing) {
    requireOwnership(existing, session, account);
    account.access.forget(existing);
  }
  const object = await make(schema, { name: last, owner: session.role, createdOn: new Date() });
  schema.objects.set(key, object);
  account.access.applyFutureGrants(object, schema);
  if (statement.type === 'create-object') setTags(statement.tags, object, undefined, context);
  account.catalog.changed();
  const title = statement.kind === 'STAGE' ? 'Stage area' : titleOf(statement.kind);
  return statusResult(`${title} ${displayPart(last)} successfully created.`);
}

async function createSequence(schema: Schema, name: string, options: Options, { account, session }: StatementContext): Promise<string> {
  const storage = account.catalog.newStorage([...nameOf(schema), name]);
  await session.connection.run(sequenceSql(storage, optionNumber(options, 'START') ?? 1, optionNumber(options, 'INCREMENT') ?? 1));
  return storage;
}

/** A sequence that counts down has to be allowed to pass below one. */
export function sequenceSql(storage: string, start: number, increment: number): string {
  const bounds = 'MINVALUE -9223372036854775808 MAXVALUE 9223372036854775807';
  return `CREATE SEQUENCE ${quoteIdentifier(storage)} INCREMENT BY ${increment} ${bounds} START WITH ${start}`;
}

function createAccountObject(
  statement: CreateObject,
  kind: AccountObject['kind'],
  options: Options,
  { account, session }: StatementContext,
): Result {
  const [name = ''] = statement.name;
  // A resource monitor has no privilege to create it: only ACCOUNTADMIN does.
  if (kind !== 'RESOURCE MONITOR') requireCreate(`CREATE ${kind}`, 'ACCOUNT', session, account);
  else if (session.role !== 'ACCOUNTADMIN') throw insufficientPrivileges('account', account.name);
  const key = objectKey(kind, name);
  const existing = account.catalog.accountObjects.get(key);
  if (existing && statement.mode !== 'replace') return alreadyThere(statement.mode, [name], name);
  if (existing) {
    requireOwnership(existing, session, account);
    account.access.forget(existing);
  }
  const rest = { owner: session.role, createdOn: new Date(), comment: optionText(options, 'COMMENT') ?? '', options };
  account.catalog.accountObjects.set(key, { kind, name, ...rest });
  account.catalog.changed();
  return statusResult(`${titleOf(kind)} ${displayPart(name)} successfully created.`);
}
