import type { ControlTarget } from './control-plane.ts';
import { parseFields } from './fields.ts';
import { parseName } from './index-labels.ts';
import { invalid, PineconeRefusal } from './refusal.ts';
import type { PineconeRequest, Reply, Route } from './route.ts';

/** Collections are copies of pod-based indexes. None can be created any more, so there is never a collection. */
export const collectionRoutes: readonly Route<ControlTarget>[] = [
  { method: 'GET', path: '/collections', writes: false, handle: () => ({ status: 200, body: { collections: [] } }) },
  { method: 'POST', path: '/collections', writes: true, handle: createCollection },
  { method: 'GET', path: '/collections/{name}', writes: false, handle: missing },
  { method: 'DELETE', path: '/collections/{name}', writes: true, handle: missing },
];

function createCollection({ project }: ControlTarget, request: PineconeRequest): Reply {
  const { name, source } = parseFields(request.body);
  parseName(name);
  project.find(String(source));
  throw invalid('Collections can be created from pod-based indexes only; create a backup of a serverless index');
}

function missing(_: ControlTarget, request: PineconeRequest): Reply {
  throw new PineconeRefusal('missing', `Resource ${request.parameters['name'] ?? ''} not found`);
}
