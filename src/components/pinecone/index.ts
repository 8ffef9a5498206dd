import type { Component } from '../../model/component.ts';
import { runConfig } from './checks/config.ts';
import { runExportRestore } from './checks/export-restore.ts';
import { runMetadataFilter } from './checks/metadata-filter.ts';
import { runQueryLatency } from './checks/query-latency.ts';
import { runReadOnlyKey } from './checks/read-only-key.ts';
import { runRefusesWrongKey } from './checks/refuses-wrong-key.ts';
import { runRoundTrip } from './checks/round-trip.ts';
import { connect } from './connect.ts';
import { remove } from './remove.ts';
import type { PineconeSettings } from './settings-schema.ts';
import { vectorCapability } from './vector-capability.ts';
import type { PineconeConnection } from './vector-index.ts';

export default {
  connect,
  checks: {
    config: runConfig,
    'round-trip': runRoundTrip,
    'metadata-filter': runMetadataFilter,
    'query-latency': runQueryLatency,
    'refuses-wrong-key': runRefusesWrongKey,
    'read-only-key': runReadOnlyKey,
    'export-restore': runExportRestore,
  },
  capabilities: (connection) => ({ vector: vectorCapability(connection) }),
  remove,
} satisfies Component<PineconeSettings, PineconeConnection>;
