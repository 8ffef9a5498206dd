import { Ajv2020 } from 'ajv/dist/2020.js';
import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import { backupOperations, scheduleOperations } from './backups.ts';
import { collectionOperations } from './collections.ts';
import { documentOperations } from './documents.ts';
import { indexOperations } from './indexes.ts';
import { inferenceOperations } from './inference.ts';
import { exact, text } from './json-schema.ts';
import type { Schema } from './json-schema.ts';
import { namespaceOperations } from './namespaces.ts';
import { versions } from './operation.ts';
import type { Operation, Version } from './operation.ts';
import { recordOperations } from './records.ts';
import { vectorOperations } from './vectors.ts';

const areas = [
  indexOperations, backupOperations, scheduleOperations, collectionOperations, inferenceOperations,
  vectorOperations, namespaceOperations, recordOperations, documentOperations,
]; // prettier-ignore

const described = new Map(versions.map((version) => [version, areas.flatMap((area) => area(version))]));

/** All operations that a version describes. */
export function operations(version: Version): readonly Operation[] {
  return described.get(version) ?? [];
}

/** A request and its answer, as they were on the wire. */
export interface Exchange {
  readonly method: string;
  /** Below the address of the index on the data plane; with the query string. */
  readonly path: string;
  readonly plane: 'control' | 'data';
  readonly version: string | undefined;
  readonly requestBody: string;
  readonly status: number;
  readonly contentType: string | undefined;
  readonly answerBody: string;
}

export interface Verdict {
  /** Undefined when the version has none at this path. */
  readonly operation: Operation | undefined;
  readonly version: Version | undefined;
  /** Sentences, each with what was expected and what came. */
  readonly mistakes: readonly string[];
}

const bodies = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false, allowMatchingProperties: true });
/** A query string has text alone. */
const queries = new Ajv2020({ allErrors: true, coerceTypes: 'array', strictTypes: false });
/** One wrong word in a choice of shapes makes dozens. */
const errorsShown = 6;
const compiled = new Map<Schema, ValidateFunction>();

/** Holds what was exchanged against the description of its version. */
export function judge(exchange: Exchange): Verdict {
  const version = describedVersion(exchange.version);
  const operation = version && operations(version).find((candidate) => fits(candidate, exchange));
  const isAccepted = exchange.status < 300;
  if (operation === undefined) {
    const unknown = `${exchange.method} ${exchange.path} is answered ${exchange.status}, but version ${version ?? exchange.version} does not have it`;
    return { operation, version, mistakes: isAccepted ? [unknown] : [] };
  }
  const found = isAccepted ? acceptedMistakes(operation, exchange) : refusalMistakes(operation, exchange);
  return { operation, version, mistakes: found.map((mistake) => `${operation.name} (${version}): ${mistake}`) };
}

/** No header is the oldest version; previews already have the shape of the newest. Undefined for what is no version. */
function describedVersion(header: string | undefined): Version | undefined {
  if (header === undefined) return versions[0];
  if (header === 'unstable' || header.endsWith('.alpha')) return versions.at(-1);
  return versions.find((version) => version === header);
}

function fits({ method, path, plane }: Operation, exchange: Exchange): boolean {
  if (method !== exchange.method || plane !== exchange.plane) return false;
  const expected = path.split('/');
  const actual = exchange.path.split('?', 1).join('').split('/');
  return expected.length === actual.length && expected.every((part, position) => part.startsWith('{') || part === actual[position]);
}

function acceptedMistakes(operation: Operation, exchange: Exchange): readonly string[] {
  return [
    ...(exchange.status === operation.success ? [] : [`the status must be ${operation.success}, got ${exchange.status}`]),
    ...queryMistakes(operation, exchange.path),
    ...requestMistakes(operation, exchange.requestBody),
    ...answerMistakes(operation, exchange),
  ];
}

function queryMistakes({ query = {} }: Operation, path: string): readonly string[] {
  const parameters = new URL(path, 'http://local').searchParams;
  const given = Object.fromEntries([...new Set(parameters.keys())].map((key) => [key, severalOrOne(parameters.getAll(key))]));
  return mistakes(queries, exactOf(query), given, 'the query string was accepted, but');
}

const exactQueries = new Map<unknown, Schema>();
/** One schema for the same parameters, so that it is compiled once. */
function exactOf(query: NonNullable<Operation['query']>): Schema {
  const schema = exactQueries.get(query) ?? exact({}, query);
  exactQueries.set(query, schema);
  return schema;
}

function severalOrOne(values: readonly string[]): string | readonly string[] {
  const [first = ''] = values;
  return values.length === 1 ? first : values;
}

function requestMistakes({ request, isLines }: Operation, body: string): readonly string[] {
  if (request === undefined) return body === '' || body === '{}' ? [] : [`the request has no body, got ${body.slice(0, 60)}`];
  if (body === '') return [];
  const given: unknown =
    isLines === true
      ? body
          .split('\n')
          .filter((line) => line.trim() !== '')
          .map((line) => JSON.parse(line) as unknown)
      : JSON.parse(body);
  return mistakes(bodies, request, given, 'the request was accepted, but');
}

function answerMistakes({ answer }: Operation, { answerBody, contentType }: Exchange): readonly string[] {
  if (answer === undefined) return answerBody === '' ? [] : [`the answer has no body, got ${answerBody.slice(0, 60)}`];
  if (contentType !== 'application/json') return [`the answer must be application/json, got ${contentType}`];
  return mistakes(bodies, answer, JSON.parse(answerBody), 'in the answer');
}

/** Who is not known is told so in plain text, before anything is looked at. */
function refusalMistakes({ refusal }: Operation, { status, answerBody, contentType }: Exchange): readonly string[] {
  if (status === 401) return mistakes(bodies, text, contentType === 'text/plain' ? answerBody : undefined, 'in the refusal');
  if (contentType !== 'application/json') return [`a refusal must be application/json, got ${contentType}`];
  const body = JSON.parse(answerBody) as { readonly status?: number };
  const other = body.status !== undefined && body.status !== status ? [`the refusal says ${body.status}, its status is ${status}`] : [];
  return [...other, ...mistakes(bodies, refusal, body, 'in the refusal')];
}

function mistakes(ajv: Ajv2020, schema: Schema, value: unknown, where: string): readonly string[] {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  if (validate(value)) return [];
  return [
    `${where} ${(validate.errors ?? []).slice(0, errorsShown).map(sentence).join('; ')}; got ${JSON.stringify(value)?.slice(0, 600)}`,
  ];
}

function sentence({ instancePath, message, params, keyword }: ErrorObject): string {
  const named = keyword === 'additionalProperties' ? ` ${JSON.stringify(params['additionalProperty'])}` : '';
  return `${instancePath === '' ? 'it' : instancePath} ${message}${named}`;
}
