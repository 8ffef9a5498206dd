import type { SourcePosition } from './source.ts';
import type { Severity } from './words.ts';

/** A condition as the user wrote it and where. Its syntax was checked when the config was loaded. */
export interface DeclaredCondition {
  /** Without the `warn:` prefix. */
  readonly text: string;
  readonly severity: Severity;
  readonly source: SourcePosition;
}
