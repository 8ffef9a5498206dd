import { kindName, nameOf } from '../catalog/catalog.ts';
import type { Relation, Securable } from '../catalog/catalog.ts';
import type { PolicyUse, TagUse } from '../catalog/attachments.ts';
import type { InformationFunction } from '../activity/information-functions.ts';
import type { ViewColumn, ViewValue } from '../activity/system-view.ts';
import { refused } from '../failure.ts';
import { objectWords } from '../sql/object-kinds.ts';
import { findObject, isVisible, visibleObject } from './find-object.ts';
import { parseName } from './option-references.ts';
import type { StatementContext } from './statement-context.ts';

type Rows = readonly (readonly ViewValue[])[];
type Names = Readonly<Record<string, string>>;

const texts = (...names: readonly string[]): readonly ViewColumn[] => names.map((name) => [name, 'text'] as const);

function visibleUses(context: StatementContext): readonly PolicyUse[] {
  const { catalog } = context.account;
  const alive = (relation: Relation): boolean => relation.schema.relations.get(relation.name) === relation;
  const byTag = catalog.schemas
    .flatMap((schema) => [...schema.relations.values()])
    .flatMap((relation) => relation.columns.map((column) => catalog.attachments.maskingPolicy(relation, column)))
    .filter((use) => use !== undefined);
  const uses = new Set([...catalog.attachments.policies, ...byTag]);
  return [...uses].filter((use) => alive(use.relation) && isVisible(use.relation, context));
}

/** By POLICY_NAME, or by REF_ENTITY_NAME and REF_ENTITY_DOMAIN. */
function policyReferences(names: Names, context: StatementContext): Rows {
  const { POLICY_NAME: policyName, REF_ENTITY_NAME: entityName } = names;
  if ((policyName === undefined) === (entityName === undefined))
    throw refused('LOCAL-003', 'POLICY_REFERENCES without exactly one of POLICY_NAME and REF_ENTITY_NAME');
  const wanted = policyName === undefined ? undefined : policyNamed(policyName, context);
  const relation = entityName === undefined ? undefined : visibleObject('TABLE', parseName(entityName), context, 'SELECT');
  return visibleUses(context)
    .filter((use) => (wanted ? use.policy === wanted : use.relation === relation))
    .map(({ policy, relation: on, column, using }) => {
      const others = JSON.stringify(column === undefined ? using : using.slice(1));
      return [...nameOf(policy), policy.kind.replaceAll(' ', '_'), ...nameOf(on), on.kind, column, others, null, null, null, 'ACTIVE'];
    });
}

function policyNamed(text: string, context: StatementContext): Securable {
  const name = parseName(text);
  const kinds = ['MASKING POLICY', 'ROW ACCESS POLICY'] as const;
  const found = kinds.map((kind) => findObject(kind, name, context, 'SELECT')).find((object) => object !== undefined);
  return found && isVisible(found, context) ? found : visibleObject('MASKING POLICY', name, context, 'SELECT');
}

/** The tags of an object, or of one column: `TAG_REFERENCES('db.s.t.c', 'COLUMN')`. */
function tagReferences({ OBJECT_NAME: text = '', OBJECT_DOMAIN: domain = '' }: Names, context: StatementContext): Rows {
  const { attachments } = context.account.catalog;
  const parts = parseName(text);
  const isColumn = domain.toUpperCase() === 'COLUMN';
  const word = objectWords.find((candidate) => candidate === (isColumn ? 'TABLE' : domain.toUpperCase()));
  if (!word) throw refused('LOCAL-003', `TAG_REFERENCES of the domain ${domain}`);
  const object = visibleObject(word, isColumn ? parts.slice(0, -1) : parts, context, 'SELECT');
  const column = isColumn ? parts.at(-1) : undefined;
  const isRelation = object.kind === 'TABLE' || object.kind === 'VIEW';
  const uses = isRelation ? attachments.tagsInForce(object, column) : attachments.tags.filter((use) => use.on === object);
  return uses.map((use) => tagRow(use, object, column));
}

function tagRow({ tag, value, on, column: own }: TagUse, object: Securable, column: string | undefined): readonly ViewValue[] {
  const level = own === undefined ? kindName(on) : 'COLUMN';
  const [database, schema = null, name = null] = nameOf(object);
  const place =
    object.kind === 'DATABASE' ? [null, null, database] : object.kind === 'SCHEMA' ? [database, null, schema] : [database, schema, name];
  const domain = column === undefined ? kindName(object) : 'COLUMN';
  return [...nameOf(tag), value, level, ...place, domain, column, on === object && own === column ? 'MANUAL' : 'INHERITED'];
}

/** Table functions of INFORMATION_SCHEMA about policies and tags. */
export const referenceFunctions: Readonly<Record<string, InformationFunction>> = {
  POLICY_REFERENCES: {
    columns: texts(
      'POLICY_DB', 'POLICY_SCHEMA', 'POLICY_NAME', 'POLICY_KIND', 'REF_DATABASE_NAME', 'REF_SCHEMA_NAME', 'REF_ENTITY_NAME', 'REF_ENTITY_DOMAIN',
      'REF_COLUMN_NAME', 'REF_ARG_COLUMN_NAMES', 'TAG_DATABASE', 'TAG_SCHEMA', 'TAG_NAME', 'POLICY_STATUS',
    ), // prettier-ignore
    rows: () => [],
    rowsOf: policyReferences,
    arguments: {},
    positional: ['POLICY_NAME', 'REF_ENTITY_NAME', 'REF_ENTITY_DOMAIN'],
  },
  TAG_REFERENCES: {
    columns: texts(
      'TAG_DATABASE', 'TAG_SCHEMA', 'TAG_NAME', 'TAG_VALUE', 'LEVEL', 'OBJECT_DATABASE', 'OBJECT_SCHEMA', 'OBJECT_NAME', 'DOMAIN', 'COLUMN_NAME',
      'APPLY_METHOD',
    ), // prettier-ignore
    rows: () => [],
    rowsOf: tagReferences,
    arguments: {},
    positional: ['OBJECT_NAME', 'OBJECT_DOMAIN'],
  },
};
