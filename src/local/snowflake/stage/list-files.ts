import type { StatementContext } from '../run/statement-context.ts';
import type { DataType } from '../catalog/data-type.ts';
import { tableResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import { matchesPattern } from './file-pattern.ts';
import { resolveStage } from './resolve-stage.ts';
import type { StageStatement } from './stage-statement.ts';

const sizeType: DataType = { kind: 'fixed', precision: 38, scale: 0 };

export async function listFiles(statement: StageStatement & { readonly type: 'list-files' }, context: StatementContext): Promise<Result> {
  const { folder, path, label } = resolveStage(statement.location, 'READ', context);
  const files = (await folder.list(path)).filter((file) => matchesPattern(file.path, statement.pattern));
  const rows = await Promise.all(
    files.map(async (file) => [`${label}${file.path}`, file.sizeBytes, await folder.digest(file.path), file.modifiedAt.toUTCString()]),
  );
  return tableResult(['name', ['size', sizeType], 'md5', 'last_modified'], rows);
}

export async function removeFiles(
  statement: StageStatement & { readonly type: 'remove-files' },
  context: StatementContext,
): Promise<Result> {
  const { folder, path, label } = resolveStage(statement.location, 'WRITE', context);
  const files = (await folder.list(path)).filter((file) => matchesPattern(file.path, statement.pattern));
  for (const file of files) await folder.remove(file.path);
  return tableResult(
    ['name', 'result'],
    files.map((file) => [`${label}${file.path}`, 'removed']),
  );
}
