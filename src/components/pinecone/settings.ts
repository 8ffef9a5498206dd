import type { ComponentSettings } from '../../model/component.ts';
import { config } from './checks/config.ts';
import { exportRestore } from './checks/export-restore.ts';
import { metadataFilter } from './checks/metadata-filter.ts';
import { queryLatency } from './checks/query-latency.ts';
import { readOnlyKey } from './checks/read-only-key.ts';
import { refusesWrongKey } from './checks/refuses-wrong-key.ts';
import { roundTrip } from './checks/round-trip.ts';
import { settingsSchema } from './settings-schema.ts';
import type { PineconeSettings } from './settings-schema.ts';

export const settings: ComponentSettings<PineconeSettings> = {
  summary: 'A Pinecone index: configuration, records, filters, latency, keys, restores.',
  with: settingsSchema,
  checks: {
    config,
    'round-trip': roundTrip,
    'metadata-filter': metadataFilter,
    'query-latency': queryLatency,
    'refuses-wrong-key': refusesWrongKey,
    'read-only-key': readOnlyKey,
    'export-restore': exportRestore,
  },
  gateTitle: 'The index can be reached',
  addressSetting: 'index',
};
