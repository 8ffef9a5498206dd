import type { ComponentSettings } from '../../model/component.ts';
import { certificate } from './checks/certificate.ts';
import { latency } from './checks/latency.ts';
import { refuses } from './checks/refuses.ts';
import { request } from './checks/request.ts';
import { settingsSchema } from './settings-schema.ts';
import type { HttpSettings } from './settings-schema.ts';

export const settings: ComponentSettings<HttpSettings> = {
  summary: 'An HTTP or HTTPS API: answers, latency, certificate, refusals.',
  with: settingsSchema,
  checks: { request, latency, certificate, refuses },
  defaultCheck: 'request',
  gateTitle: 'The origin accepts connections',
  addressSetting: 'url',
};
