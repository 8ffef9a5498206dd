import { findEntry } from './config-node.ts';
import { findEnvironment } from './environments.ts';
import type { EnvironmentChoice, FoundEnvironment } from './environments.ts';
import { parseTree } from './parse-tree.ts';
import { Problems } from './problems.ts';
import { SourceText } from './source-text.ts';

/**
 * The environment that a config's text declares; nothing else of the text is looked at. `file` is how people know it, such
 * as `infra-test.yml on main`. Throws `ConfigError` when the text is no YAML or its environments have problems.
 */
export function environmentFromText(text: string, file: string, choice: EnvironmentChoice): FoundEnvironment {
  const problems = new Problems(new SourceText(file, text));
  const root = parseTree(text, problems);
  problems.throwIfAny();
  const found = findEnvironment(findEntry(root, 'environments'), choice, problems);
  problems.throwIfAny();
  return found;
}
