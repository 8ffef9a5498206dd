import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SnowflakeEndpoint } from '../../../src/local/snowflake/start-snowflake.ts';
import { Client, startEndpoint } from './client.ts';
import type { Refusal } from './client.ts';
import { caseAreas } from './statement-cases/index.ts';
import type { CaseDetails } from './statement-cases/statement-case.ts';

describe('statements', () => {
  let endpoint: SnowflakeEndpoint;

  beforeAll(async () => {
    endpoint = await startEndpoint();
  });

  afterAll(async () => {
    await endpoint[Symbol.asyncDispose]();
  });

  it('has three hundred cases and more', () => {
    expect(caseAreas.flatMap(({ cases }) => cases).length).toBeGreaterThanOrEqual(300);
  });

  describe.each(caseAreas)('$area', ({ cases }) => {
    let client: Client;

    beforeAll(async () => {
      client = await Client.connect(endpoint);
    });

    afterAll(async () => {
      await client[Symbol.asyncDispose]();
    });

    const named = cases.map(([sql, expected, details = {}], index) => ({ name: `${index + 1} ${sql}`, sql, expected, details }));

    it.each(named)('$name', async ({ sql, expected, details }) => {
      expect(await answer(client, sql, details)).toEqual({
        answer: expected,
        ...(details.types !== undefined && { types: details.types }),
      });
    });
  });
});

/** The cells of the rows (and their types where the case names them), or the code of the refusal. */
async function answer(client: Client, sql: string, details: CaseDetails): Promise<object> {
  try {
    const { rows, types } = await table(client, sql, details.binds);
    return { answer: rows.map(plainCells), ...(details.types !== undefined && { types: types.join(' ') }) };
  } catch (error) {
    return { answer: refusalCode(error as Refusal) };
  }
}

interface Table {
  readonly rows: readonly (readonly unknown[])[];
  readonly types: readonly string[];
}

function table({ connection }: Client, sqlText: string, binds: readonly unknown[] | undefined): Promise<Table> {
  return new Promise((resolve, reject) => {
    connection.execute({
      sqlText,
      // An object would lose columns of the same name.
      rowMode: 'array',
      ...(binds && { binds: binds as never }),
      complete: (error, statement, rows) => {
        if (error) reject(error);
        else
          resolve({
            rows: (rows ?? []) as unknown as readonly (readonly unknown[])[],
            types: (statement.getColumns() ?? []).map(typeName),
          });
      },
    });
  });
}

interface DriverColumn {
  getType(): string;
  getPrecision(): number;
  getScale(): number;
}

function typeName(column: DriverColumn): string {
  return column.getType() === 'fixed' ? `fixed(${column.getPrecision()},${column.getScale()})` : column.getType();
}

/** Timestamps come as dates that print themselves as Snowflake would. */
function plainCells(row: readonly unknown[]): readonly unknown[] {
  return row.map((cell) => (cell instanceof Date ? JSON.parse(JSON.stringify(cell)) : cell)) as readonly unknown[];
}

/** A refusal of our own says so in its text. */
function refusalCode({ code, message }: Refusal): string {
  const own = /^(LOCAL-00\d): the embedded Snowflake does not support this /.exec(message)?.[1];
  return own !== undefined && code === '000002' ? own : code;
}
