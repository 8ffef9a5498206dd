import { errorMessage } from '../../std/errors.ts';

/** One place where a report appears, and what became of it. */
export interface SinkResult {
  readonly sink: string;
  readonly status: 'written' | 'off' | 'failed';
  /** Why it failed, or where it is. */
  readonly detail: string;
}

/** Reporting never decides: whatever a sink throws is an entry in the list, not the end of the run. */
export async function writeSink(sink: string, isOn: boolean, write: () => Promise<string> | string): Promise<SinkResult> {
  if (!isOn) return { sink, status: 'off', detail: '' };
  try {
    return { sink, status: 'written', detail: await write() };
  } catch (error) {
    return { sink, status: 'failed', detail: errorMessage(error) };
  }
}
