import { objectExists } from '../failure.ts';
import type { StatementContext } from '../run/statement-context.ts';
import { displayName } from '../sql/names.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';
import type { StageStatement } from './stage-statement.ts';

export function createTemporaryStage(
  { name, mode, options }: StageStatement & { readonly type: 'create-temporary-stage' },
  { session }: StatementContext,
): Result {
  const key = displayName(name);
  const exists = session.temporaryStages.has(key);
  if (exists && mode === 'if-missing') return statusResult(`${key} already exists, statement succeeded.`);
  if (exists && mode === 'new') throw objectExists(key);
  session.temporaryStages.set(key, { kind: 'TEMPORARY STAGE', options });
  return statusResult(`Stage area ${key} successfully created.`);
}
