import { namedError } from './errors.ts';
import { exact, listOf, oneOf, text, whole } from './json-schema.ts';
import type { Area, Operation } from './operation.ts';
import { dimension, name } from './values.ts';

export const collectionOperations: Area = (version) => {
  const control = { plane: 'control', refusal: namedError } as const;
  const states = ['Initializing', 'Ready', 'Terminating', ...(version >= '2026-07' ? ['Terminated'] : [])];
  const answer = exact({ name, status: oneOf(...states), environment: text }, { size: whole(0), dimension, vector_count: whole(0) });
  const operations: readonly Operation[] = [
    {
      ...control,
      name: 'list collections',
      method: 'GET',
      path: '/collections',
      success: 200,
      answer: exact({}, { collections: listOf(answer) }),
    },
    {
      ...control,
      name: 'create collection',
      method: 'POST',
      path: '/collections',
      request: exact({ name, source: text }),
      success: 201,
      answer,
    },
    { ...control, name: 'describe collection', method: 'GET', path: '/collections/{name}', success: 200, answer },
    { ...control, name: 'delete collection', method: 'DELETE', path: '/collections/{name}', success: 202 },
  ];
  return operations;
};
