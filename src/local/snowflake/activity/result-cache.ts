import type { Relation, Table } from '../catalog/catalog.ts';
import { bindTypes } from '../run/binds.ts';
import type { Binds } from '../run/binds.ts';
import type { StatementContext } from '../run/statement-context.ts';
import type { Result } from '../wire/result.ts';

/** What a SELECT is run as. */
export interface CacheableQuery {
  readonly sql: string;
  readonly binds: Binds;
  /** DuckDB's SQL, before markers are filled. */
  readonly translated: string;
  readonly reads: readonly Relation[];
}

interface Entry {
  readonly result: Result;
  readonly states: ReadonlyMap<Table, number>;
  readonly at: number;
}

const capacity = 200;
const dayMilliseconds = 86_400_000;
/** Answers of these may differ from one run to the next. Names in texts match, too, which only costs the cache. */
const changing =
  /\0|\b(?:current_\w+|now|today|random|setseed|gen_random_uuid|uuid\w*|nextval|currval|get_current_\w+|getvariable|transaction_timestamp|sf_now|tablesample)\b/i;

/** Values of binds are part of the key. */
const bindMarker = /\0\{"kind":"bind"[^\0]*\0/g;

/** Results that an identical query gets again while no table it reads has changed, for a day at most. */
export class ResultCache {
  readonly #entries = new Map<string, Entry>();

  find(query: CacheableQuery, context: StatementContext): Result | undefined {
    if (!mayUse(query, context)) return undefined;
    const { account } = context;
    const entry = this.#entries.get(keyOf(query, context));
    if (!entry || entry.at + dayMilliseconds <= account.now()) return undefined;
    const unchanged = [...entry.states].every(([table, change]) => account.timeTravel.lastChangeOf(table) === change);
    return unchanged ? entry.result : undefined;
  }

  /** The moment of the last change of each table has to be taken before the query runs. */
  add(query: CacheableQuery, states: ReadonlyMap<Table, number>, result: Result, context: StatementContext): void {
    if (!mayUse(query, context) || (result.chunks?.length ?? 0) > 0) return;
    const key = keyOf(query, context);
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size >= capacity && oldest !== undefined) this.#entries.delete(oldest);
    this.#entries.set(key, { result, states, at: context.account.now() });
  }
}

function mayUse({ translated, reads }: CacheableQuery, { account, session }: StatementContext): boolean {
  if (session.parameters.get('USE_CACHED_RESULT') !== true || changing.test(translated.replaceAll(bindMarker, ''))) return false;
  return reads.length > 0 && reads.every((relation) => isPlain(relation, account)) && !account.timeTravel.hasPending(session);
}

/** A view or a policy reads tables that the query does not name, so nobody would notice that they have changed. */
function isPlain(relation: Relation, { catalog: { attachments } }: StatementContext['account']): boolean {
  if (relation.kind === 'VIEW' || attachments.rowPolicy(relation)) return false;
  return relation.columns.every((column) => attachments.maskingPolicy(relation, column) === undefined);
}

/** All that decides about the answer besides the rows of the tables. */
function keyOf({ sql, binds }: CacheableQuery, { account, session }: StatementContext): string {
  const values = Object.values(binds).map(({ value }) => value);
  const names = [session.authority.join(','), session.database, session.schema, session.temporaryTables.size > 0 ? session.id : ''];
  const settings = [session.parameters.get('TIMEZONE'), session.parameters.get('WEEK_START')];
  return JSON.stringify([account.catalog.version, ...names, ...settings, sql, bindTypes(binds), values]);
}

export function statesOf(tables: readonly Relation[], { account }: StatementContext): ReadonlyMap<Table, number> {
  const states = new Map<Table, number>();
  for (const relation of tables) if (relation.kind === 'TABLE') states.set(relation, account.timeTravel.lastChangeOf(relation));
  return states;
}
