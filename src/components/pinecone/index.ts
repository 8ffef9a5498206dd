import type { Component } from '../../model/component.ts';
import { runConfig } from './checks/config.ts';
import { runExportRestore } from './checks/export-restore.ts';
import { runMetadataFilter } from './checks/metadata-filter.ts';
import { runQueryLatency } from './checks/query-latency.ts';
import { runReadOnlyKey } from './checks/read-only-key.ts';
import { runRefusesWrongKey } from './checks/refuses-wrong-key.ts';
import { runRoundTrip } from './checks/round-trip.ts';
import { runCreate } from './checks/create.ts';
import { runFreshness } from './checks/freshness.ts';
import { runListing } from './checks/listing.ts';
import { runOtherProject } from './checks/other-project.ts';
import { runProtection } from './checks/protection.ts';
import { runRoles } from './checks/roles.ts';
import { runTransport } from './checks/transport.ts';
import { runRecall } from './checks/recall.ts';
import { runBatchUpsert } from './checks/batch-upsert.ts';
import { runLoad } from './checks/load.ts';
import { runScaling } from './checks/scaling.ts';
import { runNamespaces } from './checks/namespaces.ts';
import { runBackup } from './checks/backup.ts';
import { runUnits } from './checks/units.ts';
import { runCost } from './checks/cost.ts';
import { createClient } from './client.ts';
import { connectWith } from './connect.ts';
import { metered } from './units/metered.ts';
import { remove } from './scratch/remove.ts';
import type { PineconeSettings } from './settings-schema.ts';
import { vectorCapability } from './vector-capability.ts';
import type { PineconeConnection } from './vector-index.ts';

export default {
  connect: connectWith(createClient),
  checks: metered({
    config: runConfig,
    'round-trip': runRoundTrip,
    'metadata-filter': runMetadataFilter,
    'query-latency': runQueryLatency,
    create: runCreate,
    freshness: runFreshness,
    listing: runListing,
    'other-project': runOtherProject,
    protection: runProtection,
    roles: runRoles,
    transport: runTransport,
    'refuses-wrong-key': runRefusesWrongKey,
    'read-only-key': runReadOnlyKey,
    recall: runRecall,
    'batch-upsert': runBatchUpsert,
    load: runLoad,
    scaling: runScaling,
    namespaces: runNamespaces,
    backup: runBackup,
    units: runUnits,
    cost: runCost,
    'export-restore': runExportRestore,
  }),
  capabilities: (connection) => ({ vector: vectorCapability(connection) }),
  remove,
} satisfies Component<PineconeSettings, PineconeConnection>;
