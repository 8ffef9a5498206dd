import type { ReportPart } from '../../model/part.ts';
import { maxPartBytes } from '../../report/part/limits.ts';
import { withDeadline } from '../../std/deadline.ts';
import { errorMessage } from '../../std/errors.ts';
import { formatBytes } from '../../std/size.ts';
import type { TriggeringRun } from './context.ts';
import type { RestReader } from './find-pull-request.ts';
import { parsePart } from './parse-part.ts';
import { readArtifact } from './read-artifact.ts';

const partName = /^infra-test-part-[A-Za-z0-9._-]{1,200}$/;
const artifactsPerPage = 100;
const mostPages = 3;
/** Each is a request of its own; a bigger matrix puts its parts together before it reports. */
const mostParts = 32;
/** A part as an archive that could not be made smaller. */
const mostArtifactBytes = maxPartBytes + 16 * 1024;
const requestMilliseconds = 30_000;

export interface RunParts {
  readonly parts: readonly ReportPart[];
  /** One sentence for each artifact that was not taken. */
  readonly refused: readonly string[];
}

interface Artifact {
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  readonly isExpired: boolean;
}

/**
 * The parts that the jobs of another workflow run have uploaded, each read as the data of a stranger. Their ids of run, attempt
 * and job are those of the API. Of a job that ran again its newest part counts. Rejects when the list cannot be read.
 */
export async function readRunParts(
  github: RestReader,
  repository: { readonly owner: string; readonly repo: string },
  run: Pick<TriggeringRun, 'id' | 'attempt'>,
): Promise<RunParts> {
  const found = (await listArtifacts(github, repository, run.id)).filter(({ name }) => partName.test(name));
  const newestFirst = found.toSorted((left, right) => right.id - left.id);
  const refused = newestFirst.slice(mostParts).map(({ name }) => `${name}: only the newest ${mostParts} parts are read`);
  const read: { readonly part: ReportPart; readonly artifact: Artifact }[] = [];
  for (const artifact of newestFirst.slice(0, mostParts)) {
    try {
      read.push({ part: await readPart(github, repository, artifact), artifact });
    } catch (error) {
      refused.push(`${artifact.name}: ${errorMessage(error)}`);
    }
  }
  const newest = Map.groupBy(read, ({ part }) => part.leg.identity);
  const isOfNewestAttempt = ({ leg, attempt }: ReportPart): boolean =>
    newest.get(leg.identity)?.every(({ part }) => part.attempt <= attempt) ?? false;
  const parts = read.filter(({ part }) => isOfNewestAttempt(part)).map(({ part, artifact }) => withTrueIds(part, artifact, run));
  return { parts, refused };
}

/** What the part says of itself may be made to look like another run or another check. */
function withTrueIds(part: ReportPart, { name }: Artifact, run: Pick<TriggeringRun, 'id' | 'attempt'>): ReportPart {
  return { ...part, leg: { identity: name, name: part.leg.name, checkRunId: '' }, githubRunId: run.id, attempt: run.attempt };
}

async function readPart(github: RestReader, repository: { owner: string; repo: string }, artifact: Artifact): Promise<ReportPart> {
  if (artifact.isExpired) throw new TypeError('it is expired');
  if (!(artifact.bytes <= mostArtifactBytes)) {
    throw new TypeError(`expected at most ${formatBytes(mostArtifactBytes)}, got ${formatBytes(artifact.bytes)}`);
  }
  const download = async (): Promise<Buffer> => {
    const { data } = await github.request('GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}', {
      ...repository,
      artifact_id: artifact.id,
      archive_format: 'zip',
      // The body as a stream: a raw JSON artifact would be parsed, and a size that is a lie would be read to its end.
      request: { parseSuccessResponseBody: false },
    });
    return await bytesOf(data);
  };
  const bytes = await withDeadline(download(), requestMilliseconds, `the download took longer than ${requestMilliseconds / 1000} s`);
  return parsePart(readArtifact(bytes, maxPartBytes));
}

async function bytesOf(data: unknown): Promise<Buffer> {
  if (data instanceof ArrayBuffer) return Buffer.from(data);
  if (!(data instanceof ReadableStream)) throw new TypeError(`expected the bytes of an artifact, got ${typeof data}`);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of data as ReadableStream<Uint8Array>) {
    length += chunk.length;
    // Leaving the loop cancels the stream.
    if (length > mostArtifactBytes) throw new TypeError(`expected at most ${formatBytes(mostArtifactBytes)}, got more`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function listArtifacts(github: RestReader, repository: { owner: string; repo: string }, runId: string): Promise<readonly Artifact[]> {
  const all: Artifact[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const answer = github.request('GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts', {
      ...repository,
      run_id: Number(runId),
      per_page: artifactsPerPage,
      page,
    });
    const { data } = await withDeadline(answer, requestMilliseconds, `GitHub gave no answer in ${requestMilliseconds / 1000} s`);
    const { artifacts } = (typeof data === 'object' && data !== null ? data : {}) as { readonly artifacts?: unknown };
    if (!Array.isArray(artifacts)) throw new TypeError('expected a list of artifacts, got something else');
    all.push(...artifacts.flatMap(artifactOf));
    if (artifacts.length < artifactsPerPage) break;
  }
  return all;
}

function artifactOf(value: unknown): readonly Artifact[] {
  const {
    id,
    name,
    size_in_bytes: bytes,
    expired,
  } = (typeof value === 'object' && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  if (typeof id !== 'number' || typeof name !== 'string' || typeof bytes !== 'number') return [];
  return [{ id, name, bytes, isExpired: expired === true }];
}
