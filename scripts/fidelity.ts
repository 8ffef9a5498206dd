import { readFileSync, writeFileSync } from 'node:fs';
import type { EndpointArea } from '../__tests__/local/pinecone/endpoint-cases/endpoint-case.ts';
import { endpointAreas } from '../__tests__/local/pinecone/endpoint-cases/index.ts';
import { limitCases } from '../__tests__/local/pinecone/endpoint-cases/limits.ts';
import { caseAreas } from '../__tests__/local/snowflake/statement-cases/index.ts';
import type { CaseArea, StatementCase } from '../__tests__/local/snowflake/statement-cases/statement-case.ts';

/**
 * Rewrites the fidelity tables of docs/snowflake-endpoint.md and docs/pinecone-endpoint.md between `<!-- name -->` and
 * `<!-- /name -->` from the cases that the tests run. With --check it only says whether the pages are current (exit code 1 if not).
 */
const clauses =
  'WITH RECURSIVE|UNION ALL|UNION|INTERSECT|EXCEPT|MINUS|QUALIFY|GROUP BY ALL|ROLLUP|CUBE|GROUPING SETS|PIVOT|UNPIVOT|LATERAL|NATURAL JOIN|FULL OUTER JOIN|CROSS JOIN|USING|SAMPLE|TABLESAMPLE|OFFSET|FETCH|TOP|EXCLUDE|RENAME|REPLACE|WITHIN GROUP|IGNORE NULLS|ROWS BETWEEN|RANGE BETWEEN|LIKE ANY|LIKE ALL|ILIKE|RLIKE|IS DISTINCT FROM|INTERVAL|INSERT OVERWRITE|INSERT INTO|UPDATE|DELETE FROM|MERGE INTO|CREATE TABLE|CREATE OR REPLACE TABLE|CREATE VIEW|CREATE SCHEMA|ALTER TABLE|ALTER SESSION|DROP TABLE|TRUNCATE TABLE|CLONE|SWAP WITH|BEGIN|ROLLBACK|USE SCHEMA'.split(
    '|',
  );

const isOurs = (expected: StatementCase[1]): boolean => typeof expected === 'string' && expected.startsWith('LOCAL-');

function answered({ cases }: CaseArea): readonly StatementCase[] {
  return cases.filter(([, expected, details]) => typeof expected !== 'string' && details?.differs === undefined);
}

/** The clauses and functions that the answered statements of an area use. */
function supportedCell(area: CaseArea): string {
  const statements = answered(area).map(([sql]) => sql.replaceAll(/'(?:[^']|'')*'/g, "''"));
  const upper = statements.join('\n').toUpperCase().replaceAll(/\s+/g, ' ');
  const used = clauses.filter((clause) => new RegExp(`\\b${clause}\\b`).test(upper));
  const calls = [...upper.matchAll(/\b([A-Z][A-Z0-9_$]+)\(/g)].map(([, name]) => name ?? '').filter((name) => !notFunctions.has(name));
  const names = [...new Set(calls)].sort((left, right) => left.localeCompare(right)).filter((name) => !used.includes(name));
  return [
    `${statements.length} statements`,
    ...(used.length > 0 ? [used.join(', ')] : []),
    ...(names.length > 0 ? [names.join(' ')] : []),
  ].join('. ');
}

const notFunctions = new Set(
  'VALUES IN V T VARCHAR NUMBER DECIMAL EXISTS ANY ALL OVER R TIMESTAMP_NTZ TIMESTAMP_TZ ROLLUP CUBE W FOR SETS TABLE ACCOUNTS CHAR D T4'.split(
    ' ',
  ),
);

function codesCell({ cases }: CaseArea): string {
  const codes = cases.map(([, expected]) => expected).filter((expected) => typeof expected === 'string' && !isOurs(expected));
  return [...new Set(codes.map(String))].sort((left, right) => left.localeCompare(right)).join(' ');
}

function differsCell({ cases }: CaseArea): string {
  return cases.flatMap(([, , details]) => (details?.differs === undefined ? [] : [details.differs])).join(' ');
}

function refusedCell({ cases }: CaseArea): string {
  return cases.flatMap(([sql, expected]) => (isOurs(expected) ? [`${String(expected)}: ${code(sql)}`] : [])).join('; ');
}

function code(sql: string): string {
  const line = sql.replaceAll(/\s+/g, ' ').trim();
  return `\`${line.length > 70 ? `${line.slice(0, 67)}...` : line}\``;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string => {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
};

function snowflakeTables(): Tables {
  const supported = caseAreas.map((area) => [area.area, supportedCell(area), codesCell(area)]);
  const limits = caseAreas
    .map((area) => [area.area, differsCell(area), refusedCell(area)])
    .filter(([, differs, refusals]) => differs !== '' || refusals !== '');
  return {
    supported: table(['area', 'answered', "Snowflake's error codes that are reached"], supported),
    limits: table(['area', 'differs', 'refused'], limits),
  };
}

const notImplemented = 501;

function pineconeTables(): Tables {
  const cell = ({ cases }: EndpointArea, keep: (status: number) => boolean): string =>
    cases
      .filter(({ status }) => keep(status))
      .map(({ what, status }) => (status < 300 ? what : `${what} (${status})`))
      .join('; ');
  const supported = endpointAreas
    .map((area) => [area.area, cell(area, (status) => status < 300), cell(area, (status) => status >= 300 && status !== notImplemented)])
    .filter(([, answered, refusals]) => answered !== '' || refusals !== '');
  const limits = endpointAreas
    .map((area) => [
      area.area,
      area.cases.flatMap(({ differs }) => differs ?? []).join(' '),
      cell(area, (status) => status === notImplemented),
    ])
    .filter(([, differs, refusals]) => differs !== '' || refusals !== '');
  return {
    supported: table(['area', 'answered', 'refused as the service does'], supported),
    limits: table(['area', 'differs', 'not supported'], limits),
    sizes: table(
      ['limit', 'answered', 'refused (400)'],
      limitCases.map(({ limit, at, above }) => [limit, at[0], above[0]]),
    ),
  };
}

/** Rows, by the name of their place in the page. */
type Tables = Readonly<Record<string, string>>;
const pages: Readonly<Record<string, Tables>> = {
  'docs/snowflake-endpoint.md': snowflakeTables(),
  'docs/pinecone-endpoint.md': pineconeTables(),
};

for (const [page, tables] of Object.entries(pages)) {
  const text = readFileSync(page, 'utf8');
  const current = Object.entries(tables).reduce((body, [name, rows]) => between(page, body, name, rows), text);
  if (!process.argv.includes('--check')) writeFileSync(page, current);
  else if (current !== text) {
    process.stderr.write(`${page} is not current: node scripts/fidelity.ts\n`);
    process.exitCode = 1;
  }
}

function between(page: string, body: string, name: string, rows: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [body.indexOf(open), body.indexOf(close)];
  if (start === -1 || end < start) throw new Error(`${page} has no ${open} ... ${close}`);
  return `${body.slice(0, start + open.length)}\n\n${rows}\n\n${body.slice(end)}`;
}
