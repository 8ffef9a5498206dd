import type { Component } from '../../model/component.ts';
import { runSteps } from './checks/steps.ts';
import { connect } from './connection.ts';
import type { FlowConnection } from './connection.ts';
import { removeResource } from './own-items.ts';

export default {
  connect,
  checks: { steps: runSteps },
  remove: removeResource,
} satisfies Component<Record<string, never>, FlowConnection>;
