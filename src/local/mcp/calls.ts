import type { Query, Row } from './warehouse.ts';

/** A sales call as the warehouse has it. */
export interface StoredCall {
  readonly callId: string;
  readonly accountId: number;
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly industry: string | null;
  readonly lines: readonly TranscriptLine[];
}

export interface TranscriptLine {
  readonly speaker: string;
  readonly text: string;
}

export interface NewCall {
  readonly callId: string;
  readonly accountId: number;
  readonly title: string;
  readonly startedAt: Date;
  readonly durationSeconds: number | undefined;
  readonly sentiment: number | undefined;
  readonly ownerEmail: string | undefined;
  readonly lines: readonly TranscriptLine[];
}

const mostListed = 100;

/** @throws an Error when there is no such call */
export async function readCall(query: Query, callId: string): Promise<StoredCall> {
  const [call] = await query(
    `SELECT c.ACCOUNT_ID, c.TITLE, TO_VARCHAR(c.STARTED_AT, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), a.INDUSTRY
       FROM SOPHIA.CORE.CALLS c LEFT JOIN SOPHIA.CORE.ACCOUNTS a ON a.ACCOUNT_ID = c.ACCOUNT_ID WHERE c.CALL_ID = ?`,
    callId,
  );
  if (call === undefined) throw new Error(`There is no call ${callId}.`);
  const lines = await query('SELECT SPEAKER, TEXT FROM SOPHIA.CORE.TRANSCRIPTS WHERE CALL_ID = ? ORDER BY SEQUENCE', callId);
  return {
    callId,
    accountId: Number(call[0]),
    title: textOf(call, 1),
    startedAt: textOf(call, 2),
    industry: call[3] ?? null,
    lines: lines.map((line) => ({ speaker: textOf(line, 0), text: textOf(line, 1) })),
  };
}

/** The text of a call as it is embedded: its title and all its lines. */
export function textOfCall({ title, lines }: Pick<StoredCall, 'title' | 'lines'>): string {
  return [title, ...lines.map(({ text }) => text)].join('\n');
}

/** Ids and titles, the newest first. */
export async function newestCalls(query: Query): Promise<readonly { readonly callId: string; readonly title: string }[]> {
  const rows = await query(`SELECT CALL_ID, TITLE FROM SOPHIA.CORE.CALLS ORDER BY STARTED_AT DESC, CALL_ID LIMIT ${mostListed}`);
  return rows.map((row) => ({ callId: textOf(row, 0), title: textOf(row, 1) }));
}

/** @throws an Error when the account does not exist or the call does */
export async function insertCall(query: Query, call: NewCall): Promise<void> {
  const known = await query('SELECT 1 FROM SOPHIA.CORE.ACCOUNTS WHERE ACCOUNT_ID = ?', call.accountId);
  if (known.length === 0) throw new Error(`There is no account ${call.accountId}.`);
  const taken = await query('SELECT 1 FROM SOPHIA.CORE.CALLS WHERE CALL_ID = ?', call.callId);
  if (taken.length > 0) throw new Error(`There is a call ${call.callId} already.`);
  const values: Readonly<Record<string, string | number | undefined>> = {
    CALL_ID: call.callId,
    ACCOUNT_ID: call.accountId,
    TITLE: call.title,
    STARTED_AT: call.startedAt.toISOString().slice(0, 19).replace('T', ' '),
    DURATION_SECONDS: call.durationSeconds,
    SENTIMENT: call.sentiment,
    OWNER_EMAIL: call.ownerEmail,
  };
  // What is not known is not named, so that a table without such a column takes the call all the same.
  const named = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  const columns = named.map(([name]) => name).join(', ');
  const marks = named.map(() => '?').join(', ');
  await query(`INSERT INTO SOPHIA.CORE.CALLS (${columns}) VALUES (${marks})`, ...named.map(([, value]) => value));
  for (const [index, { speaker, text }] of call.lines.entries()) {
    const line = [call.callId, index + 1, speaker, text];
    await query('INSERT INTO SOPHIA.CORE.TRANSCRIPTS (CALL_ID, SEQUENCE, SPEAKER, TEXT) VALUES (?, ?, ?, ?)', ...line);
  }
}

export async function deleteCall(query: Query, callId: string): Promise<void> {
  await query('DELETE FROM SOPHIA.CORE.TRANSCRIPTS WHERE CALL_ID = ?', callId);
  await query('DELETE FROM SOPHIA.CORE.CALLS WHERE CALL_ID = ?', callId);
}

function textOf(row: Row, column: number): string {
  return row[column] ?? '';
}
