import type { ComponentSettings } from '../model/component.ts';
import type { Defaults, Overrides } from './defaults.ts';
import type { Interpolation } from './interpolate.ts';
import type { Problems } from './problems.ts';

/** What reading a component needs to know about the file and the run. */
export interface ComponentContext {
  readonly problems: Problems;
  readonly interpolation: Interpolation;
  readonly defaults: Defaults;
  readonly overrides: Overrides;
  /** Settings doors of the kinds that the file uses. */
  readonly doors: ReadonlyMap<string, ComponentSettings>;
  readonly knownUses: readonly string[];
  readonly warn: (offset: number, message: string) => void;
}
