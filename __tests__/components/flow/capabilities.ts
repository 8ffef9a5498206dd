import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue } from 'node:sqlite';
import type { SqlCapability, VectorCapability, VectorRecord } from '../../../src/model/capability.ts';

/** SQL on a database in memory with the table CALLS (CALL_ID, ACCOUNT_ID, TITLE). */
export function createSql(): SqlCapability & Disposable {
  const database = new DatabaseSync(':memory:');
  database.exec(`create table CALLS (CALL_ID text, ACCOUNT_ID integer, TITLE text);
    insert into CALLS values ('call-1', 7, 'Pricing'), ('call-2', 8, 'Renewal')`);
  return {
    query: async (sql, binds) => database.prepare(sql).all(...(binds as SQLInputValue[])),
    insert: async (table, rows) => {
      for (const row of rows) {
        const values = Object.values(row).map((value) => (typeof value === 'object' ? JSON.stringify(value) : value)) as SQLInputValue[];
        database.prepare(`insert into ${table} (${Object.keys(row).join()}) values (${values.map(() => '?').join()})`).run(...values);
      }
    },
    findRows: async ({ table, column, keys }) =>
      database
        .prepare(`select distinct ${column} as found from ${table} where ${column} in (${keys.map(() => '?').join()})`)
        .all(...keys)
        .map(({ found }) => String(found)),
    removeRows: async ({ table, column, keys }) => {
      database.prepare(`delete from ${table} where ${column} in (${keys.map(() => '?').join()})`).run(...keys);
    },
    [Symbol.dispose]: () => database.close(),
  };
}

/** Exact search in memory. Records appear after as many queries as `delay` says, as in an index that is eventually consistent. */
export function createVectors(delay = 0): VectorCapability & { readonly records: Map<string, VectorRecord> } {
  const records = new Map<string, VectorRecord>();
  const waiting: { record: VectorRecord; queries: number }[] = [];
  return {
    records,
    async upsert(added) {
      for (const record of added) waiting.push({ record, queries: delay });
    },
    async query({ vector, id, topK, filter }) {
      for (const entry of waiting) if (entry.queries-- === 0) records.set(entry.record.id, entry.record);
      const wanted = vector ?? records.get(id ?? '')?.values ?? [];
      const score = (values: readonly number[]) => values.reduce((sum, value, index) => sum + value * (wanted[index] ?? 0), 0);
      return [...records.values()]
        .filter(({ metadata }) => Object.entries(filter ?? {}).every(([key, value]) => metadata?.[key] === value))
        .map((record) => ({ id: record.id, score: score(record.values), metadata: { ...record.metadata } }))
        .sort((one, two) => two.score - one.score)
        .slice(0, topK);
    },
    async find(ids) {
      return ids.filter((id) => records.has(id));
    },
    async remove(ids) {
      for (const id of ids) records.delete(id);
    },
  };
}
