import type { IncomingMessage } from 'node:http';
import { errorMessage } from '../../../std/errors.ts';
import type { FaultBoard } from '../../admin/fault-board.ts';
import { adminPath, refuseStranger } from '../../admin/refuse-stranger.ts';
import { readBody } from '../../listen.ts';
import { printFault, readFaultRule } from '../faults/fault-rule.ts';
import type { FaultRule } from '../faults/fault-rule.ts';
import { changeKnobs, noKnobs } from '../faults/knobs.ts';
import type { KnobSettings } from '../faults/knobs.ts';
import type { Organization } from '../organization.ts';
import type { Reply } from '../route.ts';
import { issueKey, listKeys, revokeKey } from './key-routes.ts';

export interface AdminRoute {
  readonly token: string;
  readonly organization: Organization;
  readonly faults: FaultBoard<FaultRule>;
  readonly knobs: () => KnobSettings;
  readonly setKnobs: (settings: KnobSettings) => void;
}

const bodyLimitBytes = 65_536;
const shape = new RegExp(`^${adminPath}/(faults|knobs|keys)(?:/([\\w-]{1,40}))?$`);

/** The way to set faults and knobs of an endpoint and to issue keys, for whoever has its token. */
export async function answerAdmin(message: IncomingMessage, route: AdminRoute): Promise<Reply> {
  const stranger = refuseStranger(message, route.token);
  if (stranger) return problem(stranger.status, stranger.error);
  const { pathname } = new URL(message.url ?? '/', 'http://local');
  const [, kind, id] = shape.exec(pathname) ?? [];
  try {
    if (kind === 'faults') return await answerFaults(message, id, route.faults);
    if (kind === 'keys') return await answerKeys(message, id, route.organization);
    if (kind === 'knobs' && id === undefined) return await answerKnobs(message, route);
  } catch (error) {
    return problem(error instanceof TypeError || error instanceof RangeError ? 400 : 500, errorMessage(error));
  }
  return problem(404, `there is ${adminPath}/faults, ${adminPath}/knobs and ${adminPath}/keys`);
}

async function answerFaults(message: IncomingMessage, id: string | undefined, faults: FaultBoard<FaultRule>): Promise<Reply> {
  const { method } = message;
  const all = (): Reply => ({ status: 200, body: { faults: faults.all.map(printFault) } });
  if (method === 'GET' && id === undefined) return all();
  if (method === 'POST' && id === undefined) return { status: 201, body: printFault(faults.add(readFaultRule(await readJson(message)))) };
  if (method !== 'DELETE') return problem(405, 'faults are read with GET, set with POST and taken back with DELETE');
  if (id === undefined) faults.clear();
  else if (!faults.remove(Number(id))) return problem(404, `there is no fault ${id}`);
  return all();
}

async function answerKeys(message: IncomingMessage, id: string | undefined, organization: Organization): Promise<Reply> {
  const { method } = message;
  if (method === 'GET' && id === undefined) return listKeys(organization);
  if (method === 'POST' && id === undefined) return issueKey(await readJson(message), organization);
  if (method === 'DELETE' && id !== undefined) return revokeKey(id, organization);
  return problem(405, 'keys are read with GET, issued with POST and revoked with DELETE and their id');
}

async function answerKnobs(message: IncomingMessage, { knobs, setKnobs }: AdminRoute): Promise<Reply> {
  if (message.method === 'POST') {
    const data = await readJson(message);
    setKnobs(changeKnobs(knobs(), data));
  } else if (message.method === 'DELETE') setKnobs(noKnobs);
  else if (message.method !== 'GET') return problem(405, 'the knobs are read with GET, set with POST and turned off with DELETE');
  return { status: 200, body: { knobs: knobs().given } };
}

/** @throws TypeError with a sentence for people */
async function readJson(message: IncomingMessage): Promise<unknown> {
  const body = await readBody(message, bodyLimitBytes);
  if (body === undefined) throw new TypeError(`a body of more than ${bodyLimitBytes} bytes`);
  try {
    return JSON.parse(body.toString());
  } catch (cause) {
    throw new TypeError(`the body is not JSON: ${errorMessage(cause)}`, { cause });
  }
}

function problem(status: number, error: string): Reply {
  return { status, body: { error } };
}
