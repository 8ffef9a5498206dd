import type { ComponentSettings } from '../../model/component.ts';
import { config } from './checks/config.ts';
import { exportRestore } from './checks/export-restore.ts';
import { metadataFilter } from './checks/metadata-filter.ts';
import { queryLatency } from './checks/query-latency.ts';
import { readOnlyKey } from './checks/read-only-key.ts';
import { refusesWrongKey } from './checks/refuses-wrong-key.ts';
import { roundTrip } from './checks/round-trip.ts';
import { create } from './checks/create.ts';
import { freshness } from './checks/freshness.ts';
import { listing } from './checks/listing.ts';
import { otherProject } from './checks/other-project.ts';
import { protection } from './checks/protection.ts';
import { roles } from './checks/roles.ts';
import { transport } from './checks/transport.ts';
import { recall } from './checks/recall.ts';
import { batchUpsert } from './checks/batch-upsert.ts';
import { load } from './checks/load.ts';
import { scaling } from './checks/scaling.ts';
import { namespaces } from './checks/namespaces.ts';
import { backup } from './checks/backup.ts';
import { units } from './checks/units.ts';
import { cost } from './checks/cost.ts';
import { settingsSchema } from './settings-schema.ts';
import type { PineconeSettings } from './settings-schema.ts';

export const settings: ComponentSettings<PineconeSettings> = {
  summary: 'A Pinecone index: configuration, records, filters, latency, recall, keys, backups, cost.',
  with: settingsSchema,
  checks: {
    config,
    'round-trip': roundTrip,
    'metadata-filter': metadataFilter,
    'query-latency': queryLatency,
    create,
    freshness,
    listing,
    'other-project': otherProject,
    protection,
    roles,
    transport,
    'refuses-wrong-key': refusesWrongKey,
    'read-only-key': readOnlyKey,
    recall,
    'batch-upsert': batchUpsert,
    load,
    scaling,
    namespaces,
    backup,
    units,
    cost,
    'export-restore': exportRestore,
  },
  gateTitle: 'The index can be reached',
  addressSetting: 'index',
};
