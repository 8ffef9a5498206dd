import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as v from 'valibot';
import type { History } from '../model/history.ts';
import { withDeadline } from '../std/deadline.ts';
import type { Decoded } from './decode-history.ts';
import { decodeHistory } from './decode-history.ts';
import { writeHistoryFile } from './file-store.ts';
import type { HistoryOwner } from './history-name.ts';
import { historyName } from './history-name.ts';
import { mostReadBytes, storeDeadlineMilliseconds } from './limits.ts';

/** GitHub's REST API as far as artifacts need it. */
export interface GithubRequests {
  request(route: string, parameters: Readonly<Record<string, unknown>>): Promise<{ readonly data: unknown }>;
}

export interface ArtifactPlace extends HistoryOwner {
  readonly github: GithubRequests;
  readonly repository: { readonly owner: string; readonly name: string };
  readonly deadlineMilliseconds?: number;
}

const listSchema = v.object({
  artifacts: v.array(
    v.object({
      id: v.number(),
      expired: v.boolean(),
      size_in_bytes: v.number(),
      created_at: v.nullish(v.string(), ''),
      workflow_run: v.nullish(
        v.object({ repository_id: v.nullish(v.number()), head_repository_id: v.nullish(v.number()), head_branch: v.nullish(v.string()) }),
      ),
    }),
  ),
});

/** Of one page: histories are read newest first, and older ones hold no more than newer ones. */
const listedArtifacts = 30;

/**
 * Newest history among the artifacts that runs of the branch in this very repository left: a fork's run can upload any name.
 * Undefined: there is none. Two requests at most; rejects with a sentence.
 */
export async function readFromArtifact(place: ArtifactPlace): Promise<Decoded | undefined> {
  return await within(place, read(place), 'read');
}

/** Rejects with a sentence when the artifact service did not take it. */
export async function saveToArtifact(history: History, place: HistoryOwner & Pick<ArtifactPlace, 'deadlineMilliseconds'>): Promise<void> {
  await within(place, save(history, artifactName(place)), 'saved');
}

/** A single file that is not archived has its file's name. */
function artifactName(owner: HistoryOwner): string {
  return `${historyName(owner)}.json`;
}

async function read(place: ArtifactPlace): Promise<Decoded | undefined> {
  const { github, repository, branch } = place;
  const at = { owner: repository.owner, repo: repository.name };
  const { data } = await github.request('GET /repos/{owner}/{repo}/actions/artifacts', {
    ...at,
    name: artifactName(place),
    per_page: listedArtifacts,
  });
  const newest = v
    .parse(listSchema, data)
    .artifacts.filter(({ expired, workflow_run: run }) => !expired && run?.head_branch === branch)
    .filter(({ workflow_run: run }) => typeof run?.repository_id === 'number' && run.head_repository_id === run.repository_id)
    .toSorted((left, right) => right.created_at.localeCompare(left.created_at))[0];
  if (newest === undefined) return undefined;
  if (newest.size_in_bytes > mostReadBytes) return { warning: `The history was not used: it is larger than ${mostReadBytes} bytes.` };
  const file = await github.request('GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}', {
    ...at,
    artifact_id: newest.id,
    archive_format: 'zip',
  });
  return decodeHistory(textOf(file.data), branch);
}

/** The client parses what the blob storage calls JSON, gives text for other texts and bytes for the rest. */
function textOf(data: unknown): string {
  if (typeof data === 'string') return data;
  return data instanceof ArrayBuffer ? Buffer.from(data).toString() : JSON.stringify(data);
}

async function save(history: History, name: string): Promise<void> {
  if (!process.env['ACTIONS_RUNTIME_TOKEN']) throw new Error('there is no artifact service here');
  const { DefaultArtifactClient } = await import('@actions/artifact');
  const client = new DefaultArtifactClient();
  const directory = await mkdtemp(join(tmpdir(), 'infra-test-history-'));
  try {
    const file = join(directory, name);
    await writeHistoryFile(file, history);
    // An earlier attempt of the run may have left one, and a second upload of a name is refused.
    await client.deleteArtifact(name).catch(() => undefined);
    await client.uploadArtifact(name, [file], directory, { skipArchive: true });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function within<T>(
  { deadlineMilliseconds = storeDeadlineMilliseconds }: Pick<ArtifactPlace, 'deadlineMilliseconds'>,
  work: Promise<T>,
  verb: string,
): Promise<T> {
  return await withDeadline(work, deadlineMilliseconds, `the artifact was not ${verb} within ${deadlineMilliseconds / 1000} s`);
}
