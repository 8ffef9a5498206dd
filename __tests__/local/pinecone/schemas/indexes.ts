import { namedError } from './errors.ts';
import { changedIndexSchema, newIndexSchema, shownIndexSchema } from './index-schema.ts';
import { both, either, exact, flag, listOf, oneOf, text } from './json-schema.ts';
import type { Fields, Schema } from './json-schema.ts';
import type { Area, Operation, Version } from './operation.ts';
import { changedReadCapacity, dedicatedInOwnCloud, newReadCapacity, shownReadCapacity } from './read-capacity.ts';
import { changedEmbed, deletionProtection, dimension, filterableFields, metric, name, newEmbed, shownEmbed, tags } from './values.ts';

const cloud = oneOf('gcp', 'aws', 'azure');
const deployment: Schema = either(
  exact({ deployment_type: oneOf('managed'), cloud, region: text }),
  exact({ deployment_type: oneOf('byoc'), environment: text }),
);
const shownDeployment: Schema = either(
  exact({ deployment_type: oneOf('managed'), cloud, region: text }, { environment: text }),
  exact({ deployment_type: oneOf('byoc'), environment: text }),
);
const state = oneOf(
  'Initializing',
  'InitializationFailed',
  'Failed',
  'ScalingUp',
  'ScalingDown',
  'ScalingUpPodSize',
  'Terminating',
  'Ready',
  'Disabled',
);
const status = exact({ ready: flag, state });

function labels(version: Version): Fields {
  return { deletion_protection: deletionProtection, tags: tags(version) };
}

/** What the older versions call the place of an index; capacity and the list of filterable metadata came with 2025-10. */
function spec(version: Version, capacity: Schema, isShown: boolean): Schema {
  const since = version >= '2025-10';
  const schema: Fields = since ? { schema: filterableFields } : {};
  const readCapacity: Fields = { read_capacity: capacity };
  const ofOwnCloud: Fields = version >= '2026-04' ? readCapacity : {};
  const serverless = isShown
    ? exact({ cloud, region: text, ...(since && readCapacity) }, { ...schema, source_collection: text })
    : exact({ cloud, region: text }, { ...schema, ...(since && readCapacity), source_collection: text });
  const byoc = isShown ? exact({ environment: text, ...ofOwnCloud }, schema) : exact({ environment: text }, { ...schema, ...ofOwnCloud });
  return either(exact({ serverless }), exact({ byoc }));
}

function newIndex(version: Version): Schema {
  if (version < '2026-07') {
    const optional = { dimension, metric, vector_type: oneOf('dense', 'sparse'), ...labels(version) };
    return exact({ name, spec: spec(version, newReadCapacity, false) }, optional);
  }
  const optional = { name, deployment, cmek_id: text, read_capacity: newReadCapacity, ...labels(version) };
  return both(exact({ schema: newIndexSchema }, optional), dedicatedInOwnCloud);
}

function newIndexForModel(version: Version): Schema {
  const since = version >= '2025-10' ? { schema: filterableFields, read_capacity: newReadCapacity } : {};
  return exact({ name, cloud, region: text, embed: newEmbed }, { ...since, ...labels(version) });
}

function changedIndex(version: Version): Schema {
  const readCapacity = exact({}, { read_capacity: changedReadCapacity(version) });
  if (version >= '2026-07')
    return exact({}, { schema: changedIndexSchema, read_capacity: changedReadCapacity(version), ...labels(version) });
  const places =
    version >= '2026-04' ? either(exact({ serverless: readCapacity }), exact({ byoc: readCapacity })) : exact({ serverless: readCapacity });
  return exact({}, { ...(version >= '2025-10' && { spec: places }), embed: changedEmbed, ...labels(version) });
}

function shownIndex(version: Version): Schema {
  const common = { name, host: text, status };
  if (version >= '2026-07') {
    const optional = {
      private_host: text,
      read_capacity: shownReadCapacity(version),
      source_collection: text,
      source_backup_id: text,
      cmek_id: text,
    };
    const required = { ...common, deployment: shownDeployment, schema: shownIndexSchema, deletion_protection: deletionProtection };
    return exact(required, { ...optional, tags: tags(version) });
  }
  const required = { ...common, metric, vector_type: oneOf('dense', 'sparse'), spec: spec(version, shownReadCapacity(version), true) };
  return exact(required, { dimension, private_host: text, embed: shownEmbed, ...labels(version) });
}

export const indexOperations: Area = (version) => {
  const control = { plane: 'control', refusal: namedError } as const;
  const answer = shownIndex(version);
  const operations: readonly Operation[] = [
    { ...control, name: 'list indexes', method: 'GET', path: '/indexes', success: 200, answer: exact({}, { indexes: listOf(answer) }) },
    { ...control, name: 'create index', method: 'POST', path: '/indexes', request: newIndex(version), success: 201, answer },
    {
      ...control,
      name: 'create index for model',
      method: 'POST',
      path: '/indexes/create-for-model',
      request: newIndexForModel(version),
      success: 201,
      answer,
    },
    { ...control, name: 'describe index', method: 'GET', path: '/indexes/{name}', success: 200, answer },
    {
      ...control,
      name: 'configure index',
      method: 'PATCH',
      path: '/indexes/{name}',
      request: changedIndex(version),
      success: version >= '2026-07' ? 200 : 202,
      answer,
    },
    { ...control, name: 'delete index', method: 'DELETE', path: '/indexes/{name}', success: 202 },
  ];
  return operations;
};
