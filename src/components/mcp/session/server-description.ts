export interface ServerDescription {
  readonly name: string;
  readonly version: string;
  /** Revision agreed on, such as `2026-07-28`. */
  readonly protocol: string;
  readonly era: 'legacy' | 'modern';
  readonly capabilities: readonly string[];
}
