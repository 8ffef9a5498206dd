import type { Row, VectorQuery, VectorRecord } from '../../model/capability.ts';
import type { CheckContext } from '../../model/component.ts';
import { Refusal } from '../../std/errors.ts';
import { capabilityOf } from './connection.ts';
import type { FlowConnection } from './connection.ts';
import type { PlannedStep, StepAnswer } from './planned-step.ts';
import { resolveReferences, resolveTemplate } from './reference.ts';
import { refuseWriting } from './refuse-writing.ts';
import { httpMethod } from './step-schema.ts';
import type { VectorQueryStep } from './step-schema.ts';
import { upsertRecords } from './upsert-records.ts';

/** Runs one step once. Results of earlier steps by their names. */
export async function runStep(
  connection: FlowConnection,
  step: PlannedStep,
  results: Readonly<Record<string, unknown>>,
  context: CheckContext,
): Promise<StepAnswer> {
  const resolve = (value: unknown) => resolveReferences(value, results);
  if (typeof step.query === 'string') return await querySql(connection, step.use, step.query, resolve(step.binds ?? []) as Binds, context);
  if (step.query !== undefined) return await queryVectors(connection, step, resolve(step.query) as VectorQueryStep, context);
  if (step.upsert !== undefined) {
    return await upsertRecords(connection, step, resolve(step.upsert) as readonly VectorRecord[], context);
  }
  if (step.call !== undefined) return await callTool(connection, step, resolve(step.args ?? {}) as Row, context);
  return await sendRequest(connection, step, results, context);
}

type Binds = readonly unknown[];

async function querySql(connection: FlowConnection, use: string, sql: string, binds: Binds, context: CheckContext): Promise<StepAnswer> {
  if (!/^\s*(?:select|with|show|describe|desc|explain|values)\b/i.test(sql)) refuseWriting('this statement', context);
  const rows = (await capabilityOf(connection, use, 'sql').query(sql, binds, context.signal)).map(withLowerCaseKeys);
  return { value: { rows: rows.length, row: rows[0], result: rows }, summary: count(rows.length, 'row', 'rows') };
}

async function queryVectors(
  connection: FlowConnection,
  step: PlannedStep,
  query: VectorQueryStep,
  context: CheckContext,
): Promise<StepAnswer> {
  const { id, vector, top_k: topK = 10, filter, namespace } = query;
  const asked = { id, vector, filter, namespace, topK };
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  const matches = await capabilityOf(connection, step.use, 'vector').query(given as unknown as VectorQuery, context.signal);
  return { value: { matches, match: matches[0] }, summary: count(matches.length, 'match', 'matches') };
}

async function callTool(connection: FlowConnection, step: PlannedStep, args: Row, context: CheckContext): Promise<StepAnswer> {
  const result = await capabilityOf(connection, step.use, 'tool').call(step.call ?? '', args, context.signal);
  return { value: { result }, summary: `an answer of ${step.call}` };
}

async function sendRequest(
  connection: FlowConnection,
  step: PlannedStep,
  results: Readonly<Record<string, unknown>>,
  context: CheckContext,
): Promise<StepAnswer> {
  const verb = httpMethod(step) ?? 'get';
  const method = verb.toUpperCase();
  if (verb !== 'get') refuseWriting(method, context);
  const path = resolveTemplate(step[verb] ?? '', results);
  const body = resolveReferences(step.body, results);
  const answer = await capabilityOf(connection, step.use, 'http').request(method, path, body, context.signal);
  const isExpected = step.status === undefined ? answer.status < 400 : answer.status === step.status;
  if (!isExpected) {
    const expected = step.status === undefined ? 'a status below 400' : `status ${step.status}`;
    throw new Refusal(String(answer.status), `${method} ${path} answered ${answer.status}, expected ${expected}`);
  }
  return { value: answer, summary: `status ${answer.status}` };
}

/** `row.n` is what people write for a column called N; the exact key wins where both exist. */
function withLowerCaseKeys(row: Row): Row {
  return { ...Object.fromEntries(Object.entries(row).map(([column, value]) => [column.toLowerCase(), value])), ...row };
}

function count(amount: number, one: string, many: string): string {
  return `${amount} ${amount === 1 ? one : many}`;
}
