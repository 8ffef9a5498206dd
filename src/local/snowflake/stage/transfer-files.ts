import { optionFlag, optionNumber, optionText } from '../catalog/objects.ts';
import type { Options } from '../catalog/objects.ts';
import { SnowflakeFailure, refused } from '../failure.ts';
import type { StatementContext } from '../run/statement-context.ts';
import { statementType, tableResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { matchesPattern } from './file-pattern.ts';
import { resolveStage } from './resolve-stage.ts';
import type { StagedFile } from './stage-folder.ts';
import { displayLocation } from './stage-location.ts';
import type { StageStatement } from './stage-statement.ts';

/** Snowflake's own limits and default for files at one time. */
const defaultParallel = 4;

/** The reply to PUT tells the client where to copy its files to; the client does it. */
export async function putFiles(statement: StageStatement & { readonly type: 'put-files' }, context: StatementContext): Promise<Result> {
  const { options, location } = statement;
  refuseUnknown(options, ['AUTO_COMPRESS', 'SOURCE_COMPRESSION', 'OVERWRITE', 'PARALLEL'], 'PUT');
  const stage = resolveStage(location, 'WRITE', context);
  const autoCompress = options['AUTO_COMPRESS'] === undefined || optionFlag(options, 'AUTO_COMPRESS');
  const sourceCompression = (optionText(options, 'SOURCE_COMPRESSION') ?? 'AUTO_DETECT').toLowerCase();
  if (!['auto_detect', 'gzip', 'none'].includes(sourceCompression)) throw refused('LOCAL-002', `SOURCE_COMPRESSION = ${sourceCompression}`);
  const overwrite = optionFlag(options, 'OVERWRITE');
  if (!overwrite) await refuseExisting(statement, await stage.folder.list(stage.path));
  const transfer = {
    command: 'UPLOAD',
    src_locations: [statement.source],
    parallel: optionNumber(options, 'PARALLEL') ?? defaultParallel,
    autoCompress,
    sourceCompression,
    overwrite,
    stageInfo: stageInfo(await stage.folder.prepare(stage.path)),
  } as const;
  return { ...tableResult([], [], statementType.putFiles), transfer };
}

/** The client would write over a file, and tell that it was uploaded; Snowflake would skip it. */
async function refuseExisting(statement: StageStatement & { readonly type: 'put-files' }, existing: readonly StagedFile[]): Promise<void> {
  const pattern = statement.source.split(/[/\\]/).at(-1) ?? '';
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  const expression = new RegExp(`^${source}(?:\\.gz)?$`);
  const found = existing.find(({ path }) => expression.test(path.split('/').at(-1) ?? ''));
  if (found)
    throw refused('LOCAL-002', `PUT without OVERWRITE = TRUE where ${found.path} exists in ${displayLocation(statement.location)}`);
}

export async function getFiles(statement: StageStatement & { readonly type: 'get-files' }, context: StatementContext): Promise<Result> {
  const { options, location } = statement;
  refuseUnknown(options, ['PATTERN', 'PARALLEL'], 'GET');
  const stage = resolveStage(location, 'READ', context);
  const pattern = optionText(options, 'PATTERN');
  const files = (await stage.folder.list(stage.path)).filter((file) => matchesPattern(file.path, pattern));
  if (files.length === 0) {
    const text = `The file does not exist: ${displayLocation(location)}`;
    throw new SnowflakeFailure('253006', '02000', text);
  }
  const transfer = {
    command: 'DOWNLOAD',
    src_locations: files.map((file) => file.path),
    localLocation: statement.target,
    parallel: optionNumber(options, 'PARALLEL') ?? defaultParallel,
    stageInfo: stageInfo(await stage.folder.prepare('')),
  } as const;
  return { ...tableResult([], [], statementType.getFiles), transfer };
}

/** A folder of this machine, which drivers know as a kind of stage for their own tests: no cloud store is between. */
function stageInfo(directory: string): Readonly<Record<string, unknown>> {
  return {
    locationType: 'LOCAL_FS',
    location: directory,
    path: '',
    region: '',
    storageAccount: null,
    isClientSideEncrypted: false,
    creds: {},
  };
}

function refuseUnknown(options: Options, known: readonly string[], statement: string): void {
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown !== undefined) throw refused('LOCAL-002', `${unknown} of ${statement}`);
}
