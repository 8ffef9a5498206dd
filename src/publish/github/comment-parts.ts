import type { ReportPart } from '../../model/part.ts';
import { errorMessage } from '../../std/errors.ts';
import { parsePart } from './parse-part.ts';
import type { RunArtifacts } from './run-artifacts.ts';
import { shortHash } from './short-hash.ts';

const uploadsAtMost = 2;

/** What the jobs of a run have told so far. */
export interface Collected {
  /** Ordered, the newest attempt of each leg: the same parts give the same comment, whoever writes it. */
  readonly parts: readonly ReportPart[];
  /** About parts that could not be read. */
  readonly notes: readonly string[];
}

export interface SharedParts {
  /** Every part that was put before this call is in the result or in a note. */
  collect(): Promise<Collected>;
  /** Whether another part came since the last `collect`. */
  hasGrown(): Promise<boolean>;
}

/** Puts the part where the other jobs of the run find it. A part is put before its job collects: the proof in comment.ts needs it. */
export async function sharePart(artifacts: RunArtifacts, key: string, part: ReportPart): Promise<SharedParts> {
  const prefix = `infra-test-part-${key}-`;
  const own = await put(artifacts, `${prefix}${nameOf(part)}`, JSON.stringify(part));
  const known = new Map<string, ReportPart>([[own, part]]);
  let seen: ReadonlySet<string> = new Set();
  return {
    collect: async () => {
      const names = newestAttempts(await artifacts.list(prefix), prefix);
      seen = new Set(names);
      const notes: string[] = [];
      for (const name of seen) if (!known.has(name)) await readInto(known, artifacts, name, notes);
      const parts = newestAttempts([...known.keys()], prefix).flatMap((name) => known.get(name) ?? []);
      return { parts: parts.toSorted(byLeg), notes };
    },
    hasGrown: async () => newestAttempts(await artifacts.list(prefix), prefix).some((name) => !seen.has(name)),
  };
}

/** A part for a job alone: no other job can see it. */
export function unsharedPart(part: ReportPart): SharedParts {
  return { collect: async () => ({ parts: [part], notes: [] }), hasGrown: async () => false };
}

/** Returns its name. Where the answer to an upload was lost, the name is taken, and the next one has it again. */
async function put(artifacts: RunArtifacts, name: string, text: string): Promise<string> {
  for (let attempt = 1; ; attempt += 1) {
    const file = `${name}-${attempt}.json`;
    try {
      await artifacts.put(file, text);
      return file;
    } catch (problem) {
      if (attempt === uploadsAtMost) throw problem;
    }
  }
}

async function readInto(known: Map<string, ReportPart>, artifacts: RunArtifacts, name: string, notes: string[]): Promise<void> {
  try {
    known.set(name, parsePart(await artifacts.read(name)));
  } catch (problem) {
    notes.push(`The result of one job could not be read: ${errorMessage(problem)}`);
  }
}

function byLeg(one: ReportPart, other: ReportPart): number {
  const [left, right] = [`${one.leg.name}\n${one.leg.identity}`, `${other.leg.name}\n${other.leg.identity}`];
  return left < right ? -1 : Number(left > right);
}

function nameOf({ leg, attempt }: ReportPart): string {
  return `${shortHash(leg.identity)}-${attempt}-${shortHash(leg.checkRunId)}`;
}

/**
 * A job that ran again put another part beside the old one. A workflow that is called twice in a run has jobs of the same
 * identity: they differ in their check runs, and all of the newest attempt are kept. Of several uploads of a part one is kept.
 */
function newestAttempts(names: readonly string[], prefix: string): readonly string[] {
  const found = names.flatMap((name) => {
    const [, leg, attempt, check] = /^([0-9a-f]{10})-(\d{1,6})-([0-9a-f]{10})-\d\.json$/.exec(name.slice(prefix.length)) ?? [];
    return leg === undefined ? [] : [{ name, leg, attempt: Number(attempt), check }];
  });
  const isNewest = ({ leg, attempt }: { leg: string; attempt: number }): boolean =>
    found.every((other) => other.leg !== leg || other.attempt <= attempt);
  const once = new Map(
    found
      .toReversed()
      .filter(isNewest)
      .map(({ name, leg, check }) => [`${leg}-${check}`, name]),
  );
  return [...once.values()];
}
