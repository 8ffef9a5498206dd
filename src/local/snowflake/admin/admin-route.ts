import type { IncomingMessage } from 'node:http';
import { parseDurationMilliseconds } from '../../../std/duration.ts';
import { errorMessage } from '../../../std/errors.ts';
import { adminPath, refuseStranger } from '../../admin/refuse-stranger.ts';
import type { Account } from '../account.ts';
import type { FaultBoard } from '../faults/fault-board.ts';
import { readFaultRule } from '../faults/fault-rule.ts';
import { readFields, textOf } from '../request.ts';
import type { Reply } from '../wire/reply.ts';

export interface AdminRoute {
  readonly token: string;
  readonly faults: FaultBoard;
  readonly account: Account;
}

/** The way to set faults and the clock of an endpoint, for whoever has its token. */
export async function answerAdmin(message: IncomingMessage, { token, faults, account }: AdminRoute): Promise<Reply> {
  const stranger = refuseStranger(message, token);
  if (stranger) return problem(stranger.status, stranger.error);
  const { pathname } = new URL(message.url ?? '/', 'http://local');
  const [, kind, id] = new RegExp(`^${adminPath}/(faults|clock)(?:/(\\d{1,9}))?$`).exec(pathname) ?? [];
  try {
    if (kind === 'faults') return await answerFaults(message, id, faults);
    if (kind === 'clock' && id === undefined) return await answerClock(message, account);
  } catch (error) {
    return problem(400, errorMessage(error));
  }
  return problem(404, `there is ${adminPath}/faults and ${adminPath}/clock`);
}

async function answerFaults(message: IncomingMessage, id: string | undefined, faults: FaultBoard): Promise<Reply> {
  const { method } = message;
  if (method === 'GET' && id === undefined) return json(200, { faults: faults.all });
  if (method === 'POST' && id === undefined) return json(201, faults.add(readFaultRule(await readFields(message))));
  if (method !== 'DELETE') return problem(405, 'faults are read with GET, set with POST and taken back with DELETE');
  if (id === undefined) faults.clear();
  else if (!faults.remove(Number(id))) return problem(404, `there is no fault ${id}`);
  return json(200, { faults: faults.all });
}

async function answerClock(message: IncomingMessage, account: Account): Promise<Reply> {
  if (message.method === 'POST') {
    const advance = textOf(await readFields(message), 'advance');
    if (advance === undefined) throw new TypeError('"advance" is a duration such as 36h');
    account.clock.advance(parseDurationMilliseconds(advance));
  } else if (message.method !== 'GET') {
    return problem(405, 'the clock is read with GET and moved forward with POST');
  }
  return json(200, { now: new Date(account.now()).toISOString() });
}

function problem(status: number, error: string): Reply {
  return json(status, { error });
}

function json(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value) };
}
