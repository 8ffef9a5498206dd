import type { Component } from '../../model/component.ts';
import { runSteps } from './checks/steps.ts';
import { connect } from './connection.ts';
import type { FlowConnection } from './connection.ts';
import { removeRecords } from './upsert-records.ts';

export default {
  connect,
  checks: { steps: runSteps },
  remove: removeRecords,
} satisfies Component<Record<string, never>, FlowConnection>;
