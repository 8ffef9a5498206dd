import type { ApiKeys } from '../access.ts';
import { inMoment } from '../moment.ts';
import type { Service } from '../service.ts';
import type { DataFile, KeptWrite } from './data-file.ts';

/** Does every kept change again. Gives a sentence for each write that is now refused, which only another version can do. */
export function replayChanges(file: DataFile, service: Service, keys: ApiKeys): readonly string[] {
  const lost: string[] = [];
  for (const change of file.changes()) {
    if ('issued' in change) keys.put(change.issued);
    else if ('revoked' in change) keys.revoke(change.revoked);
    else lost.push(...replayWrite(change, service));
  }
  service.knobs = {};
  return lost;
}

function replayWrite({ moment, request, status, knobs = {} }: KeptWrite, service: Service): readonly string[] {
  service.knobs = knobs;
  const { reply } = inMoment(moment, () => service.answer(request));
  if (reply.status === status) return [];
  const time = new Date(moment.atMilliseconds).toISOString();
  const answer = JSON.stringify(reply.body).slice(0, 200);
  return [`${request.method} ${request.url} of ${time} was answered ${status} and is refused now: ${answer}`];
}
