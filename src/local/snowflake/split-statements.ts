import type { Binds } from './run/binds.ts';
import type { StatementRequest } from './run/execute-statement.ts';
import { SnowflakeFailure } from './failure.ts';
import { tokenize } from './sql/tokenize.ts';
import type { Token } from './sql/tokenize.ts';

/**
 * The statements of one text. Question marks are numbered through the whole text, so each statement gets its own share of
 * the binds; `:1` means the same everywhere. @throws SnowflakeFailure 000008 when there are not as many as wanted; 0 wants any number
 */
export function splitStatements(request: StatementRequest, wanted: number): readonly StatementRequest[] {
  const parts = partsOf(request.sql, tokenize(request.sql));
  if (wanted !== 0 && parts.length !== wanted) {
    const text = `Actual statement count ${parts.length} did not match the desired statement count ${wanted}.`;
    throw new SnowflakeFailure('000008', '0A000', text);
  }
  let used = 0;
  return parts.map(({ sql, questionMarks }) => {
    const binds = questionMarks === 0 ? request.binds : shiftBinds(request.binds, used, questionMarks);
    used += questionMarks;
    const needsBinds = questionMarks > 0 || /:\d/.test(sql);
    return { sql, binds: needsBinds ? binds : {}, describeOnly: request.describeOnly };
  });
}

/** The statements of a text without binds, with their offsets. @throws SnowflakeFailure 001003 */
export function statementsOf(sql: string): readonly { readonly sql: string; readonly start: number }[] {
  return partsOf(sql, tokenize(sql));
}

interface Part {
  readonly start: number;
  readonly sql: string;
  readonly questionMarks: number;
}

function partsOf(sql: string, tokens: readonly Token[]): readonly Part[] {
  const parts: Part[] = [];
  let first: Token | undefined;
  let last: Token | undefined;
  let questionMarks = 0;
  const close = (): void => {
    if (first && last) parts.push({ start: first.start, sql: sql.slice(first.start, last.end), questionMarks });
    [first, last, questionMarks] = [undefined, undefined, 0];
  };
  for (const token of tokens) {
    if (token.kind === 'symbol' && token.value === ';') {
      close();
      continue;
    }
    first ??= token;
    last = token;
    if (token.kind === 'symbol' && token.value === '?') questionMarks += 1;
  }
  close();
  return parts;
}

function shiftBinds(binds: Binds, from: number, count: number): Binds {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [String(index + 1), binds[String(from + index + 1)]] as const).flatMap(([index, bind]) =>
      bind ? [[index, bind] as const] : [],
    ),
  );
}
