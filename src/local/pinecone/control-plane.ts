import { inferenceRoutes } from './inference.ts';
import { backupRoutes } from './backup-routes.ts';
import { collectionRoutes } from './collection-routes.ts';
import { parseFields } from './fields.ts';
import { hasSchemaShape } from './api-version.ts';
import { changeIndex } from './index-model.ts';
import { currentTime } from './moment.ts';
import { parseChange, parseCreate, parseCreateForModel } from './parse-index.ts';
import { isReady, printIndex } from './print-index.ts';
import type { Project } from './project.ts';
import { PineconeRefusal } from './refusal.ts';
import type { PineconeRequest, Reply, Route } from './route.ts';
import { scheduleRoutes } from './schedule-routes.ts';
import type { VectorIndex } from './vector-index.ts';

export interface ControlTarget {
  readonly project: Project;
  /** Address of an index, with its scheme: without one the client would speak TLS. */
  readonly hostOf: (name: string) => string;
}

export const controlRoutes: readonly Route<ControlTarget>[] = [
  { method: 'GET', path: '/indexes', writes: false, handle: listIndexes },
  { method: 'POST', path: '/indexes', writes: true, handle: createIndex },
  { method: 'POST', path: '/indexes/create-for-model', writes: true, handle: createIndexForModel },
  { method: 'GET', path: '/indexes/{name}', writes: false, handle: describeIndex },
  { method: 'PATCH', path: '/indexes/{name}', writes: true, handle: configureIndex },
  { method: 'DELETE', path: '/indexes/{name}', writes: true, handle: deleteIndex },
  ...backupRoutes,
  ...scheduleRoutes,
  ...collectionRoutes,
  ...inferenceRoutes,
];

function listIndexes(target: ControlTarget, request: PineconeRequest): Reply {
  return { status: 200, body: { indexes: target.project.indexes.map((index) => print(target, request, index)) } };
}

function createIndex(target: ControlTarget, request: PineconeRequest): Reply {
  const config = parseCreate(parseFields(request.body), hasSchemaShape(request.version));
  return { status: 201, body: print(target, request, target.project.create(config)) };
}

function createIndexForModel(target: ControlTarget, request: PineconeRequest): Reply {
  const config = parseCreateForModel(parseFields(request.body));
  return { status: 201, body: print(target, request, target.project.create(config)) };
}

function describeIndex(target: ControlTarget, request: PineconeRequest): Reply {
  return { status: 200, body: print(target, request, named(target, request)) };
}

function configureIndex(target: ControlTarget, request: PineconeRequest): Reply {
  const index = named(target, request);
  const schemaShape = hasSchemaShape(request.version);
  const change = parseChange(parseFields(request.body), schemaShape);
  if (change.readCapacity !== undefined && !isReady(index.config, currentTime().getTime()))
    throw new PineconeRefusal('forbidden', 'The read capacity of an index that is not Ready cannot be changed');
  index.config = changeIndex(index.config, change);
  return { status: schemaShape ? 200 : 202, body: print(target, request, index) };
}

function deleteIndex(target: ControlTarget, request: PineconeRequest): Reply {
  target.project.delete(request.parameters['name'] ?? '');
  return { status: 202 };
}

function named(target: ControlTarget, request: PineconeRequest): VectorIndex {
  return target.project.find(request.parameters['name'] ?? '');
}

function print({ project, hostOf }: ControlTarget, request: PineconeRequest, { config }: VectorIndex): unknown {
  const options = { version: request.version, now: currentTime().getTime() };
  return printIndex(config, hostOf(project.addressOf(config.name)), options);
}
