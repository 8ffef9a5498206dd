import { nameOf } from '../catalog/catalog.ts';
import { optionText } from '../catalog/objects.ts';
import type { Options } from '../catalog/objects.ts';
import { insufficientPrivileges, missingObject, refused } from '../failure.ts';
import { isUsable, visibleRelation } from '../run/authorize.ts';
import type { StatementContext } from '../run/statement-context.ts';
import { displayName } from '../sql/names.ts';
import type { StageFolder } from './stage-folder.ts';
import { displayLocation } from './stage-location.ts';
import type { StageLocation } from './stage-location.ts';

/** A stage that the session may use, and the place within it. */
export interface ResolvedStage {
  readonly folder: StageFolder;
  readonly path: string;
  /** What LIST puts before the path of each file. */
  readonly label: string;
  /** The options of a named stage, FILE_FORMAT among them. */
  readonly options: Options;
}

/** @throws SnowflakeFailure 002003 for a stage that may not be seen, 003001 for one that may not be used so */
export function resolveStage(location: StageLocation, need: 'READ' | 'WRITE', context: StatementContext): ResolvedStage {
  const { account, session } = context;
  if (location.kind === 'USER') {
    return { folder: account.stages.folderOfUser(session.user.name), path: location.path, label: '', options: {} };
  }
  const temporary = session.temporaryStages.get(displayName(location.name));
  if (location.kind === 'NAMED' && temporary) {
    return { folder: account.stages.folderOf(temporary), path: location.path, label: labelOf(location), options: temporary.options };
  }
  return location.kind === 'TABLE' ? resolveTableStage(location, context) : resolveNamedStage(location, need, context);
}

/** The stage of a table belongs to whoever owns the table. */
function resolveTableStage(location: StageLocation, context: StatementContext): ResolvedStage {
  const { account, session } = context;
  const table = visibleRelation(location.name, 'GET', session, account);
  if (table.kind !== 'TABLE') throw missingObject('Stage', displayLocation(location), 'ddl');
  if (!account.access.owns(session.authority, table)) throw insufficientPrivileges('table', displayName(nameOf(table)));
  return { folder: account.stages.folderOf(table), path: location.path, label: '', options: {} };
}

function resolveNamedStage(location: StageLocation, need: 'READ' | 'WRITE', { account, session }: StatementContext): ResolvedStage {
  const { access, catalog } = account;
  const stage = catalog.schemaObject('STAGE', location.name, session, 'GET');
  const visible = stage && isUsable(stage.schema, session.authority, account) && access.canSee(session.authority, stage);
  if (!stage || !visible || stage.kind !== 'STAGE') throw missingObject('Stage', displayName(location.name), 'ddl');
  if (optionText(stage.options, 'URL') !== undefined) throw refused('LOCAL-002', 'the files of an external stage');
  // WRITE is granted only together with READ, and USAGE is for external stages.
  if (!access.has(session.authority, need, stage)) throw insufficientPrivileges('stage', displayName(nameOf(stage)));
  return { folder: account.stages.folderOf(stage), path: location.path, label: labelOf(location), options: stage.options };
}

function labelOf({ name }: StageLocation): string {
  return `${(name.at(-1) ?? '').toLowerCase()}/`;
}
