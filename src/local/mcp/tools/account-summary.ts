import { objectSchema, readsOnly } from './tool.ts';
import type { Tool } from './tool.ts';

interface Arguments {
  readonly account_id: number;
}

const sql = `SELECT a.NAME, a.INDUSTRY, a.ARR_USD, COUNT(c.CALL_ID), AVG(c.SENTIMENT)
    FROM SOPHIA.CORE.ACCOUNTS a LEFT JOIN SOPHIA.CORE.CALLS c ON c.ACCOUNT_ID = a.ACCOUNT_ID
    WHERE a.ACCOUNT_ID = ? GROUP BY a.NAME, a.INDUSTRY, a.ARR_USD`;

export const accountSummary: Tool = {
  name: 'account_summary',
  title: 'Account summary',
  description: 'Revenue, number of calls and average sentiment of one account.',
  inputSchema: objectSchema({ account_id: { type: 'integer', minimum: 1 } }),
  outputSchema: objectSchema({
    account_id: { type: 'integer' },
    name: { type: 'string' },
    industry: { type: 'string' },
    arr_usd: { type: 'number' },
    calls: { type: 'integer' },
    average_sentiment: { type: ['number', 'null'] },
  }),
  annotations: readsOnly,
  async answer({ account_id }: Arguments, { warehouse }) {
    const [row] = await warehouse().query(sql, account_id);
    if (row === undefined) throw new Error(`There is no account ${account_id}.`);
    const [name, industry, revenue, calls, sentiment] = row;
    return {
      account_id,
      name: name ?? '',
      industry: industry ?? '',
      arr_usd: Number(revenue),
      calls: Number(calls),
      average_sentiment: sentiment === null || sentiment === undefined ? null : Math.round(Number(sentiment) * 1000) / 1000,
    };
  },
};
