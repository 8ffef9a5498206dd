import * as v from 'valibot';
import { parseDurationMilliseconds } from '../../std/duration.ts';
import { errorMessage } from '../../std/errors.ts';

/** A duration with a unit, as milliseconds. */
export function duration(description: string) {
  return v.pipe(
    v.string('expected a duration such as 500ms or 10s'),
    v.description(`${description} Such as 500ms or 10s.`),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      try {
        const milliseconds = parseDurationMilliseconds(dataset.value);
        if (milliseconds > 0) return milliseconds;
        addIssue({ message: 'expected a duration above 0' });
      } catch (error) {
        addIssue({ message: errorMessage(error) });
      }
      return NEVER;
    }),
  );
}
