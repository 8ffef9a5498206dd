import { numberedError } from './errors.ts';
import { decimal, exact, listOf, text, textOf, whole } from './json-schema.ts';
import type { Schema } from './json-schema.ts';
import type { Area, Operation, Version } from './operation.ts';
import { asciiPattern, filterableFields, namespaceName, nextPage, pageParameters } from './values.ts';

function shownNamespace(version: Version): Schema {
  const counts = version >= '2026-07' ? { record_count: decimal, size_bytes: decimal } : { record_count: whole(0) };
  const since = version >= '2025-10' ? { schema: filterableFields, indexed_fields: exact({}, { fields: listOf(text) }) } : {};
  return exact({}, { name: namespaceName, ...counts, ...since });
}

/** They can be created, and listed by prefix, from 2025-10 on. */
export const namespaceOperations: Area = (version) => {
  const data = { plane: 'data', refusal: numberedError } as const;
  const answer = shownNamespace(version);
  const since = version >= '2025-10';
  const list = exact({}, { namespaces: listOf(answer), pagination: nextPage, ...(since && { total_count: whole(0) }) });
  const query = { ...pageParameters, ...(since && { prefix: textOf(0, 512, asciiPattern) }) };
  const operations: readonly Operation[] = [
    { ...data, name: 'list namespaces', method: 'GET', path: '/namespaces', query, success: 200, answer: list },
    { ...data, name: 'describe namespace', method: 'GET', path: '/namespaces/{namespace}', success: 200, answer },
    { ...data, name: 'delete namespace', method: 'DELETE', path: '/namespaces/{namespace}', success: 200, answer: exact({}) },
  ];
  const request = exact({ name: namespaceName }, { schema: filterableFields });
  const create: Operation = { ...data, name: 'create namespace', method: 'POST', path: '/namespaces', request, success: 200, answer };
  return since ? [...operations, create] : operations;
};
