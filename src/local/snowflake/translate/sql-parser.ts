import type * as Polyglot from '@polyglot-sql/sdk';
import { SnowflakeFailure, refused, syntaxError } from '../failure.ts';
import { loadEngine } from '../../engine.ts';
import { placeOf } from '../sql/tokenize.ts';
import type { Node } from './node.ts';

/** What Snowflake takes and the parser does not: a syntax error would be a lie. */
const limits: readonly (readonly [RegExp, string])[] = [
  [/^\s*delete\b[^;]*\busing\s*\(/i, 'DELETE .. USING a query'],
  [/\*\s+ilike\b/i, 'SELECT * ILIKE'],
  [/::\s*(?:object|array|map)\s*\(/i, 'a structured type'],
  [/\bmatch_condition\b/i, 'ASOF JOIN'],
  [/\bconnect\s+by\b/i, 'CONNECT BY'],
];

/** The parser of polyglot-sql. Only its tree is used: its own translation to DuckDB is silently wrong in places. */
export class SqlParser {
  readonly #parse: typeof Polyglot.parse;

  private constructor(parse: typeof Polyglot.parse) {
    this.#parse = parse;
  }

  static async load(): Promise<SqlParser> {
    const loaded = await loadEngine<typeof Polyglot & { readonly default?: typeof Polyglot }>('@polyglot-sql/sdk');
    const { init, parse } = loaded.default ?? loaded;
    await init();
    return new SqlParser(parse);
  }

  /** @throws SnowflakeFailure 001003 */
  parse(sql: string): Node {
    const result = this.#parse(sql, 'snowflake' as Polyglot.Dialect);
    if (!result.success) {
      const limit = limits.find(([expression]) => expression.test(sql));
      if (limit) throw refused('LOCAL-002', limit[1]);
      const place = placeOf(sql, result.errorStart ?? 0);
      const found = sql.slice(result.errorStart ?? 0, result.errorEnd ?? undefined).split(/\s/)[0];
      throw syntaxError(place.line, place.position, found === undefined || found === '' ? '<EOF>' : found);
    }
    const [tree, ...others] = result.ast as unknown as readonly Node[];
    if (!tree || others.length > 0) throw new SnowflakeFailure('000900', '42601', 'Expected exactly one SQL statement.');
    return tree;
  }
}
