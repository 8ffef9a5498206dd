import type { CheckContext } from '../../../model/component.ts';
import { Refusal } from '../../../std/errors.ts';
import { serverTimes } from './server-times.ts';
import type { ServerTimes } from './server-times.ts';
import { askFor } from '../session.ts';
import type { Bind, Session } from '../session.ts';

export interface MeasuredStatement {
  /** Also the name of the operation. */
  readonly name: string;
  readonly sql: string;
  readonly binds: readonly Bind[];
}

const timeOf = {
  execution: (times: ServerTimes) => times.executionMilliseconds,
  queued: (times: ServerTimes) => times.queuedMilliseconds,
  compilation: (times: ServerTimes) => times.compilationMilliseconds,
} as const;

/** What the server measures of a statement, as operations `<name>.execution` and so on; `<name>` is the time that a client waits. */
export const serverOperations = ['execution', 'queued', 'compilation'] as const satisfies readonly (keyof typeof timeOf)[];

/** Times the statement as operation `<name>`, the result cache left out. Returns the query ids of the calls that count. */
export async function measureStatement(
  session: Session,
  { name, sql, binds }: MeasuredStatement,
  context: CheckContext,
  onFirst: (milliseconds: number) => void = () => undefined,
): Promise<readonly string[]> {
  const counted: string[] = [];
  await context.measure(name, {}, async (signal, index) => {
    const onQueryId = (queryId: string): void => {
      if (index >= context.warmup) counted.push(queryId);
    };
    const startedAt = performance.now();
    await session.query(sql, { ...askFor(context), signal, binds, useResultCache: false, onQueryId });
    if (index === 0) onFirst(performance.now() - startedAt);
  });
  return counted;
}

/** Looks up what Snowflake measured of the same statements, those operations that are asked for; where this role may not, a note says so. */
export async function tellServerTimes(session: Session, name: string, queryIds: readonly string[], context: CheckContext): Promise<void> {
  const asked = serverOperations.filter((operation) => context.operations?.includes(`${name}.${operation}`) === true);
  if (asked.length === 0) return;
  const times = await orNote(() => serverTimes(session, askFor(context)), 'execution and queueing on the server', context);
  if (times === undefined) return;
  const found = queryIds.flatMap((queryId) => times.get(queryId) ?? []);
  for (const statement of found) for (const operation of asked) context.sample(`${name}.${operation}`, timeOf[operation](statement));
  if (found.length < queryIds.length) {
    context.note(`the query history shows ${found.length} of the ${queryIds.length} statements: the server times are of those`);
  }
}

/** What a side look gives; a refusal of it is a note, because the measurement itself has succeeded. */
export async function orNote<T>(look: () => Promise<T>, what: string, context: CheckContext): Promise<T | undefined> {
  try {
    return await look();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    context.note(`not shown: ${what} (${error.code}: ${error.message.replace(/(?: \([^()]*\))?, while running .*$/s, '')})`);
    return undefined;
  }
}
