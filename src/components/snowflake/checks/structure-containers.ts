import type { CheckContext } from '../../../model/component.ts';
import { nearest } from '../../../std/nearest.ts';
import { textOf } from '../structure/describe-table.ts';
import { printName, quoteIdentifier } from '../structure/identifier.ts';
import { compareProperties } from '../structure/object-properties.ts';
import { askFor } from '../session.ts';
import type { Session } from '../session.ts';
import { findShown, listShown } from '../structure/shown-objects.ts';
import type { DatabaseInput, SchemaInput } from './structure-input.ts';

export const notSeen = 'does not exist, or this role may not see it';

/** A database or a schema and its properties. */
export async function runContainer(session: Session, input: DatabaseInput | SchemaInput, context: CheckContext): Promise<void> {
  await (input.object === 'database' ? lookAtDatabase(session, input, context) : lookAtSchema(session, input, context));
}

async function lookAtDatabase(session: Session, { name, properties }: DatabaseInput, context: CheckContext): Promise<void> {
  const row = await findShown(session, 'DATABASES', name, 'IN ACCOUNT', askFor(context));
  const subject = `database ${printName([name])}`;
  context.find({ subject, expected: 'exists', actual: row === undefined ? notSeen : 'exists', met: row !== undefined });
  if (row !== undefined) compareProperties(subject, properties, row, context);
}

async function lookAtSchema(session: Session, { name, properties }: SchemaInput, context: CheckContext): Promise<void> {
  const rows = await listShown(session, 'SCHEMAS', `IN DATABASE ${quoteIdentifier(name.database)}`, askFor(context));
  const row = rows?.find((candidate) => textOf(candidate, 'name') === name.schema);
  const subject = `schema ${printName([name.schema])}`;
  context.find({
    subject,
    expected: `exists in database ${printName([name.database])}`,
    actual:
      row === undefined
        ? missingSchema(
            name.schema,
            rows?.map((candidate) => textOf(candidate, 'name')),
          )
        : 'exists',
    met: row !== undefined,
  });
  if (row !== undefined) compareProperties(subject, properties, row, context);
}

function missingSchema(name: string, seen: readonly string[] | undefined): string {
  if (seen === undefined) return `the database ${notSeen}`;
  return `not among the ${seen.length} schemas that this role sees${alikeHint(name, seen)}`;
}

/** `; renamed to CALLS?` where a name is close. */
export function alikeHint(name: string, candidates: readonly string[]): string {
  const alike = nearest(name, candidates);
  return alike === undefined ? '' : `; renamed to ${printName([alike])}?`;
}
