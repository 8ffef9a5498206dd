import { inMoment } from '../moment.ts';
import type { Service } from '../service.ts';
import type { DataFile } from './data-file.ts';

/** Does every kept write again. Gives a sentence for each that is now refused, which only another version can do. */
export function replayWrites(file: DataFile, service: Service): readonly string[] {
  const lost: string[] = [];
  for (const { moment, request, status, knobs = {} } of file.writes()) {
    service.knobs = knobs;
    const { reply } = inMoment(moment, () => service.answer(request));
    if (reply.status === status) continue;
    const time = new Date(moment.atMilliseconds).toISOString();
    lost.push(
      `${request.method} ${request.url} of ${time} was answered ${status} and is refused now: ${JSON.stringify(reply.body).slice(0, 200)}`,
    );
  }
  service.knobs = {};
  return lost;
}
