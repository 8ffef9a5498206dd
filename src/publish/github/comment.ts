import type { ReportPart } from '../../model/part.ts';
import { pause, withDeadline } from '../../std/deadline.ts';
import { errorMessage } from '../../std/errors.ts';
import { type Marker, markerLine, type RunNumber } from './comment-marker.ts';
import { type CommentMode, wantsComment } from './comment-mode.ts';
import { type SharedParts, sharePart, unsharedPart } from './comment-parts.ts';
import { CommentThread, type Shown } from './comment-thread.ts';
import type { Github } from './github.ts';
import type { RunArtifacts } from './run-artifacts.ts';
import { shortHash } from './short-hash.ts';

/** GitHub's limit is 65,536 characters. */
const commentLimitCharacters = 65_000;
/** How often a job writes again because another one told its part meanwhile. */
const roundsAtMost = 4;
/** Left for what comes after the comment: the check run with its annotations. */
const callsForOthers = 5;
/** The most that one round needs. */
const callsOfRound = 2;

/** `maxCharacters` is the room for the text, without the marker. */
export interface CommentRoom {
  readonly maxCharacters: number;
  readonly notes: readonly string[];
}

export interface CommentRequest {
  readonly github: Github;
  readonly context: { readonly pullRequest: { readonly number: number } | undefined; readonly run: RunNumber };
  /** `undefined`: the server has no artifact service. Then each job has a comment of its own. */
  readonly artifacts: RunArtifacts | undefined;
  readonly part: ReportPart;
  /** From `commentKey`. */
  readonly key: string;
  readonly mode: CommentMode;
  readonly render: (parts: readonly ReportPart[], room: CommentRoom) => string;
  /** When to give up, on the clock of `performance.now()`. */
  readonly endsAtMilliseconds: number;
}

export interface PublishedComment extends Shown {
  /** Parts that the comment tells of. */
  readonly parts: number;
  /** For people: what happened, and what could not be done. */
  readonly detail: string;
}

/**
 * Tells a pull request what this job and the other jobs of its run found, in one comment. Throws `Error` with a sentence.
 *
 * There are no locks. Each job (a) puts its part where all jobs find it, (b) collects all parts, (c) makes the comment say
 * them, (d) looks whether another part came since (b), and if so repeats from (b). Then the last writing of all holds every
 * part: suppose it lacks one. Its writer found nothing new in (d), so that part was put later than this writing; but then
 * the job of that part read or wrote the comment after it, and would have written again. This asks of GitHub that what was
 * put is listed and what was written is read; a request that takes effect only after we gave up waiting for its answer can break it.
 */
export async function publishComment(request: CommentRequest): Promise<PublishedComment> {
  const { context, mode, endsAtMilliseconds } = request;
  if (mode === 'never') return { status: 'unwanted', url: '', parts: 0, detail: 'switched off' };
  if (context.pullRequest === undefined) return { status: 'unwanted', url: '', parts: 0, detail: 'there is no pull request to comment on' };
  const left = endsAtMilliseconds - performance.now();
  if (!(left > 0)) throw new Error('there was no time left for the comment');
  return await withDeadline(converge(request, context.pullRequest.number), left, 'the comment was not finished in the time for reporting');
}

async function converge(request: CommentRequest, issueNumber: number): Promise<PublishedComment> {
  const { github, mode, endsAtMilliseconds } = request;
  const { shared, marker, notes } = await share(request);
  const thread = new CommentThread(github, issueNumber, marker);
  const maxCharacters = commentLimitCharacters - markerLine(marker).length;
  for (let round = 1; ; round += 1) {
    const { parts, notes: unread } = await shared.collect();
    const text = request.render(parts, { maxCharacters, notes: [...notes, ...unread] });
    const shown = await thread.show(text, wantsComment(mode, parts));
    const result = { ...shown, parts: parts.length };
    // What was only read is complete: its writer goes on as long as parts come.
    if (shown.status !== 'written' || !(await shared.hasGrown())) return { ...result, detail: detailOf(shown, parts.length, notes) };
    const mayGoOn = round < roundsAtMost && github.callsLeft >= callsForOthers + callsOfRound && performance.now() < endsAtMilliseconds;
    if (!mayGoOn) return { ...result, detail: `${detailOf(shown, parts.length, notes)}; jobs that finished meanwhile add their own part` };
    // Jobs that finish together would otherwise write together again.
    await pause(Math.random() * 2 * github.secondMilliseconds, never);
  }
}

const never = new AbortController().signal;

interface Sharing {
  readonly shared: SharedParts;
  readonly marker: Marker;
  readonly notes: readonly string[];
}

/** Where parts cannot be shared, the comment is of this job alone, and says so. */
async function share({ artifacts, part, key, context }: CommentRequest): Promise<Sharing> {
  const alone = (reason: string): Sharing => ({
    shared: unsharedPart(part),
    marker: { key, leg: shortHash(part.leg.identity), run: context.run },
    notes: [`This comment is of one job: ${reason}, so jobs cannot share a comment.`],
  });
  if (artifacts === undefined) return alone('this server has no artifact service');
  try {
    return { shared: await sharePart(artifacts, key, part), marker: { key, leg: 'all', run: context.run }, notes: [] };
  } catch (problem) {
    return alone(errorMessage(problem));
  }
}

function detailOf({ status, url }: Shown, parts: number, notes: readonly string[]): string {
  if (status === 'unwanted') return 'nothing that asks for a comment';
  if (status === 'superseded') return `a newer run has written ${url}`;
  return [`${url} with ${parts} of the jobs`, ...notes].join('; ');
}
