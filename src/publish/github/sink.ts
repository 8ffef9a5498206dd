import { errorMessage } from '../../std/errors.ts';

/** One place where a report appears, and what became of it. */
export interface SinkResult {
  readonly sink: string;
  readonly status: 'written' | 'off' | 'failed';
  /** Why it failed, or where it is. */
  readonly detail: string;
}

/** `true`, or why a sink is off; an empty text when the user switched it off. */
export type SinkSwitch = true | string;

/** Reporting never decides: whatever a sink throws is an entry in the list, not the end of the run. */
export async function writeSink(sink: string, isOn: SinkSwitch, write: () => Promise<string> | string): Promise<SinkResult> {
  if (isOn !== true) return { sink, status: 'off', detail: isOn };
  try {
    return { sink, status: 'written', detail: await write() };
  } catch (error) {
    return { sink, status: 'failed', detail: errorMessage(error) };
  }
}
