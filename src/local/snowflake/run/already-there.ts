import { objectExists } from '../failure.ts';
import { displayName, displayPart } from '../sql/names.ts';
import type { ObjectName } from '../sql/names.ts';
import type { CreateMode } from '../sql/statement.ts';
import { statusResult } from '../wire/result.ts';
import type { Result } from '../wire/result.ts';

/** What IF NOT EXISTS answers for an object that exists. @throws SnowflakeFailure 002002 without it */
export function alreadyThere(mode: CreateMode, name: ObjectName, shown: string): Result {
  if (mode === 'new') throw objectExists(displayName(name));
  return statusResult(`${displayPart(shown)} already exists, statement succeeded.`);
}
