import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { journalName } from '../execute/leftover-journal.ts';
import { openRunArtifacts } from '../publish/github/run-artifacts.ts';
import type { RunArtifacts } from '../publish/github/run-artifacts.ts';
import { shortHash } from '../publish/github/short-hash.ts';
import type { ActionInputs } from './action-inputs.ts';
import type { Job } from './job.ts';

/** 10,000 checks with their measurements have about a tenth of it. */
const journalLimitBytes = 256 * 1024 * 1024;

/** Leaves the journal of a shard where `mode: merge` finds it. Rejects with a sentence where it cannot: the shard would count as missing. */
export async function shareShard({ inputs, context }: Job, directory: string): Promise<string> {
  const { shard } = inputs;
  if (shard === undefined) throw new Error('this is no shard');
  const name = `${prefixOf(inputs, context.workflow)}${shard.number}-of-${shard.count}-${context.run.attempt}.ndjson`;
  await sharedFiles().put(name, await readFile(join(directory, journalName), 'utf8'));
  return name;
}

/** Fetches the journals of all shards, of each its newest attempt; the paths of the files. */
export async function fetchShards({ inputs, context }: Job, directory: string): Promise<readonly string[]> {
  const files = sharedFiles();
  const prefix = prefixOf(inputs, context.workflow);
  const names = newestAttempts(await files.list(prefix), prefix);
  const target = join(directory, 'shards');
  await rm(target, { recursive: true, force: true });
  const paths: string[] = [];
  for (const name of names) {
    const place = join(target, String(paths.length + 1), journalName);
    await mkdir(join(place, '..'), { recursive: true });
    await writeFile(place, await files.read(name));
    paths.push(place);
  }
  return paths;
}

function sharedFiles(): RunArtifacts {
  const files = openRunArtifacts(process.env, journalLimitBytes);
  if (files === undefined) throw new Error('shards are put together through the artifact service, and this server has none');
  return files;
}

/** Shards that belong together were asked for the same: one workflow may test twice, in two environments. */
function prefixOf({ configs, environment, stack, selection }: ActionInputs, workflow: string): string {
  const asked = JSON.stringify([workflow, configs, environment ?? '', stack ?? '', selection]);
  return `infra-test-shard-${shortHash(asked)}-`;
}

function newestAttempts(names: readonly string[], prefix: string): readonly string[] {
  const found = names.flatMap((name) => {
    const [, shard, attempt] = /^(\d{1,3}-of-\d{1,3})-(\d{1,6})\.ndjson$/.exec(name.slice(prefix.length)) ?? [];
    return shard === undefined ? [] : [{ name, shard, attempt: Number(attempt) }];
  });
  const newest = Map.groupBy(found, ({ shard }) => shard);
  return [...newest.values()]
    .flatMap((same) => same.toSorted((left, right) => right.attempt - left.attempt).slice(0, 1))
    .map(({ name }) => name);
}
