import { Skip } from '../../../std/errors.ts';
import type { IndexConfig } from './index-config.ts';

/** Dimension of a dense index; other kinds are not asked. */
export function denseDimension(config: IndexConfig): number {
  if (config.dimension !== undefined && config.vectorType === 'dense') return config.dimension;
  throw new Skip(`index ${config.name} has no dense vectors: this check knows dense vectors only`);
}
