import type { Row, VectorQuery } from '../../model/capability.ts';
import { Refusal } from '../../std/errors.ts';
import { capabilityOf } from './connection.ts';
import { createItems } from './own-items.ts';
import type { PlannedStep, StepAnswer } from './planned-step.ts';
import { resolveReferences, resolveTemplate, resolveText } from './reference.ts';
import { httpMethod } from './step-schema.ts';
import type { VectorQueryStep } from './step-schema.ts';
import type { Walk } from './walk.ts';
import { insertRows, itemsCreated, upsertRecords } from './write-step.ts';

/** Runs one step once. */
export async function runStep(step: PlannedStep, walk: Walk): Promise<StepAnswer> {
  const resolve = (value: unknown) => resolveReferences(value, walk.results);
  if (typeof step.query === 'string') return await querySql(step.query, resolve(step.binds ?? []) as readonly unknown[], step, walk);
  if (step.query !== undefined) return await queryVectors(resolve(step.query) as VectorQueryStep, step, walk);
  if (step.insert !== undefined) return await insertRows(walk, step, step.insert);
  if (step.upsert !== undefined) return await upsertRecords(walk, step, step.upsert);
  if (step.call !== undefined) return await callTool(step.call, resolve(step.args ?? {}) as Row, step, walk);
  if (step.ask !== undefined) return await askAgent(resolveText(step.ask, walk.results), step, walk);
  return await sendRequest(step, walk);
}

async function querySql(sql: string, binds: readonly unknown[], step: PlannedStep, { connection, context }: Walk): Promise<StepAnswer> {
  const rows = (await capabilityOf(connection, step.use, 'sql').query(sql, binds, context.signal)).map(withLowerCaseKeys);
  return { value: { rows: rows.length, row: rows[0], result: rows }, summary: count(rows.length, 'row', 'rows') };
}

async function queryVectors(query: VectorQueryStep, step: PlannedStep, { connection, context }: Walk): Promise<StepAnswer> {
  const { id, vector, top_k: topK = 10, filter, namespace } = query;
  const asked = { id, vector, filter, namespace, topK };
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  const matches = await capabilityOf(connection, step.use, 'vector').query(given as unknown as VectorQuery, context.signal);
  return { value: { matches, match: matches[0] }, summary: count(matches.length, 'match', 'matches') };
}

async function callTool(tool: string, args: Row, step: PlannedStep, walk: Walk): Promise<StepAnswer> {
  const capability = capabilityOf(walk.connection, step.use, 'tool');
  const created = itemsCreated(walk, step.creates ?? []);
  const result = await createItems(walk, created, async () => await capability.call(tool, args, walk.context.signal));
  return { value: { result }, summary: `an answer of ${tool}` };
}

async function askAgent(question: string, step: PlannedStep, { connection, context }: Walk): Promise<StepAnswer> {
  const value = await capabilityOf(connection, step.use, 'agent').ask(question, context.signal);
  const author = value.answeredBy === undefined ? '' : `, by ${value.answeredBy}`;
  return { value, summary: `an answer of ${count(value.text.length, 'character', 'characters')}${author}` };
}

async function sendRequest(step: PlannedStep, { connection, context, results }: Walk): Promise<StepAnswer> {
  const verb = httpMethod(step) ?? 'get';
  const method = verb.toUpperCase();
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
