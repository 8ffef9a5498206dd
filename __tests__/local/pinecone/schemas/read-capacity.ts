import { either, exact, oneOf, orNull, text, whole } from './json-schema.ts';
import type { Schema } from './json-schema.ts';
import type { Version } from './operation.ts';

const nodeType = oneOf('b1', 't1');
const scaling = oneOf('Manual');
const manual = exact({ replicas: whole(0), shards: whole(1) });
const dedicated = exact({ node_type: nodeType, scaling, manual });
const onDemand = exact({ mode: oneOf('OnDemand') });

/** Of a new index. */
export const newReadCapacity: Schema = either(onDemand, exact({ mode: oneOf('Dedicated'), dedicated }));

const changedManual = exact({}, { replicas: whole(0), shards: whole(1) });
const partial: Schema = exact({}, { node_type: nodeType, scaling, manual: changedManual });
const withoutScaling: Schema = exact({}, { node_type: nodeType });
const withScaling: Schema = exact({ scaling, manual: changedManual }, { node_type: nodeType });

/** In a change what is not given stays, from 2026-04 on; from 2026-07 on scaling and its numbers go together. */
export function changedReadCapacity(version: Version): Schema {
  if (version < '2026-04') return newReadCapacity;
  const change = version >= '2026-07' ? either(withoutScaling, withScaling) : partial;
  return either(onDemand, exact({ mode: oneOf('Dedicated'), dedicated: change }));
}

export function shownReadCapacity(version: Version): Schema {
  const count = version >= '2026-07' ? orNull(whole(0)) : whole(0);
  const status = exact(
    { state: oneOf('Ready', 'Scaling', 'Migrating', 'Error') },
    { current_replicas: count, current_shards: count, error_message: text },
  );
  return either(exact({ mode: oneOf('OnDemand'), status }), exact({ mode: oneOf('Dedicated'), dedicated, status }));
}

/** An index in the customer's own cloud has nodes of its own from 2026-07 on: it says so when it is created. */
export const dedicatedInOwnCloud: Schema = {
  if: { properties: { deployment: { properties: { deployment_type: { const: 'byoc' } }, type: 'object' } }, required: ['deployment'] },
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  then: { properties: { read_capacity: { properties: { mode: { const: 'Dedicated' } }, type: 'object' } }, required: ['read_capacity'] },
};
