import type { RunHeader } from '../model/run.ts';

/** True for one shard's own report, which may be empty or all skipped: the merged run tells whether that is silence. */
export function isPartOfRun({ shards, checks }: RunHeader): boolean {
  return shards !== undefined && checks.length < shards.plan.length;
}

/** Shards whose checks are asked of and that are not there, ascending. A shard that had nothing to do is not missed. */
export function missingShards({ shards, checks }: RunHeader): readonly number[] {
  if (shards === undefined) return [];
  const present = new Set(shards.present);
  const asked = new Set(checks.map(({ id }) => id));
  const unheld = shards.plan.flatMap(({ id }, index) => {
    const holders = shards.heldBy[index] ?? [];
    return asked.has(id) && !holders.some((number) => present.has(number)) ? holders : [];
  });
  return [...new Set(unheld)].toSorted((left, right) => left - right);
}
