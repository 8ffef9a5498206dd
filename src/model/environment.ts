/** Where a run happens, after all defaults. */
export interface Environment {
  readonly name: string;
  readonly stack: 'embedded' | 'live';
  /** Seed of the embedded stack's data. */
  readonly seed: number;
  /** Names of faults planted into the embedded stack, see `infra-test up --help`. */
  readonly faults: readonly string[];
  readonly access: 'read-only' | 'read-write';
  readonly chaos: 'allow' | 'forbid';
  /** Which addresses may be called besides public ones. Metadata and link-local addresses never. */
  readonly network: 'public' | 'private' | 'loopback';
}
