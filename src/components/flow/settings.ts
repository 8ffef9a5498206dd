import * as v from 'valibot';
import type { ComponentSettings } from '../../model/component.ts';
import { steps } from './checks/steps.ts';

export const settings: ComponentSettings<Record<string, never>> = {
  summary: 'Checks over several components, named in `needs`.',
  with: v.strictObject({}),
  checks: { steps },
  needs: true,
  gateTitle: 'The components of the flow are connected',
};
