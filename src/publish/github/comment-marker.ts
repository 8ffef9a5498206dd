/** GitHub's run: its number counts up within a workflow, its attempt when it is run again. */
export interface RunNumber {
  readonly number: number;
  readonly attempt: number;
}

/** What the hidden first line of a comment of ours says. */
export interface Marker {
  /** From `commentKey`. */
  readonly key: string;
  /** Short hash of the leg's identity; `all` for the comment of a whole workflow. */
  readonly leg: string;
  readonly run: RunNumber;
}

const line = /^<!-- infra-test comment=([0-9a-f]{10}) leg=(all|[0-9a-f]{10}) run=(\d{1,15})\.(\d{1,6}) -->\r?\n/;

export function markerLine({ key, leg, run }: Marker): string {
  return `<!-- infra-test comment=${key} leg=${leg} run=${run.number}.${run.attempt} -->\n`;
}

/** Only at the very beginning of a comment: what follows is text from outside. */
export function markerOf(body: string): Marker | undefined {
  const [, key, leg, number, attempt] = line.exec(body) ?? [];
  if (key === undefined || leg === undefined) return undefined;
  return { key, leg, run: { number: Number(number), attempt: Number(attempt) } };
}

export function isNewerRun(one: RunNumber, other: RunNumber): boolean {
  return one.number > other.number || (one.number === other.number && one.attempt > other.attempt);
}
