import type { IncomingMessage } from 'node:http';
import { errorMessage } from '../../../std/errors.ts';
import type { FaultBoard } from '../../admin/fault-board.ts';
import { adminPath, refuseStranger } from '../../admin/refuse-stranger.ts';
import { readBody } from '../../listen.ts';
import { readFaultRule } from '../faults/fault-rule.ts';
import type { FaultRule } from '../faults/fault-rule.ts';
import { changeKnobs } from '../faults/knobs.ts';
import type { Knobs } from '../faults/knobs.ts';
import type { Reply } from '../route.ts';

export interface AdminRoute {
  readonly token: string;
  readonly faults: FaultBoard<FaultRule>;
  readonly knobs: () => Knobs;
  readonly setKnobs: (knobs: Knobs) => void;
}

const bodyLimitBytes = 65_536;

/** The way to set faults and knobs of an endpoint, for whoever has its token. */
export async function answerAdmin(message: IncomingMessage, route: AdminRoute): Promise<Reply> {
  const stranger = refuseStranger(message, route.token);
  if (stranger) return problem(stranger.status, stranger.error);
  const { pathname } = new URL(message.url ?? '/', 'http://local');
  const [, kind, id] = new RegExp(`^${adminPath}/(faults|knobs)(?:/(\\d{1,9}))?$`).exec(pathname) ?? [];
  try {
    if (kind === 'faults') return await answerFaults(message, id, route.faults);
    if (kind === 'knobs' && id === undefined) return await answerKnobs(message, route);
  } catch (error) {
    return problem(400, errorMessage(error));
  }
  return problem(404, `there is ${adminPath}/faults and ${adminPath}/knobs`);
}

async function answerFaults(message: IncomingMessage, id: string | undefined, faults: FaultBoard<FaultRule>): Promise<Reply> {
  const { method } = message;
  if (method === 'GET' && id === undefined) return { status: 200, body: { faults: faults.all } };
  if (method === 'POST' && id === undefined) return { status: 201, body: faults.add(readFaultRule(await readJson(message))) };
  if (method !== 'DELETE') return problem(405, 'faults are read with GET, set with POST and taken back with DELETE');
  if (id === undefined) faults.clear();
  else if (!faults.remove(Number(id))) return problem(404, `there is no fault ${id}`);
  return { status: 200, body: { faults: faults.all } };
}

async function answerKnobs(message: IncomingMessage, { knobs, setKnobs }: AdminRoute): Promise<Reply> {
  if (message.method === 'POST') setKnobs(changeKnobs(knobs(), await readJson(message)));
  else if (message.method === 'DELETE') setKnobs({});
  else if (message.method !== 'GET') return problem(405, 'the knobs are read with GET, set with POST and turned off with DELETE');
  return { status: 200, body: { knobs: knobs() } };
}

async function readJson(message: IncomingMessage): Promise<unknown> {
  const body = await readBody(message, bodyLimitBytes);
  if (body === undefined) throw new TypeError(`a body of more than ${bodyLimitBytes} bytes`);
  return JSON.parse(body.toString());
}

function problem(status: number, error: string): Reply {
  return { status, body: { error } };
}
