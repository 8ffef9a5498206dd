import { isNewerRun, type Marker, markerLine, markerOf } from './comment-marker.ts';
import { GithubError } from './github-error.ts';
import type { Github } from './github.ts';

const commentsPerPage = 100;
/** Further back nothing is looked for: each page is a call of the job's budget. */
const pagesToSearch = 5;
/** What older runs left behind: doubles of a job that died, comments of single jobs from when nothing could be shared. */
const straysToRemove = 2;

interface Made {
  readonly id: number;
  readonly url: string;
}

interface Comment extends Made {
  readonly body: string;
  readonly marker: Marker;
}

export interface Shown {
  /** `superseded`: a newer run has written it. `unwanted`: there is none, and none was asked for. */
  readonly status: 'written' | 'unchanged' | 'superseded' | 'unwanted';
  /** Empty where there is no comment. */
  readonly url: string;
}

/** The one comment with a marker in a conversation: of several the one with the lowest id, so that all jobs choose the same. */
export class CommentThread {
  readonly #github: Github;
  readonly #issueNumber: number;
  readonly #marker: Marker;
  #isOurs: ((user: Author) => boolean) | undefined;
  #known: number | undefined;
  /** Of the page where the search ended: comments with our marker, and what older runs left. */
  #candidates: readonly Comment[] = [];
  #strays: readonly Comment[] = [];
  #lastPage = 1;

  constructor(github: Github, issueNumber: number, marker: Marker) {
    this.#github = github;
    this.#issueNumber = issueNumber;
    this.#marker = marker;
  }

  /** Makes the comment say `text`; where there is none, makes one if `isWanted`. Throws `GithubError`. */
  async show(text: string, isWanted: boolean): Promise<Shown> {
    const body = markerLine(this.#marker) + text;
    const current = await this.#current();
    if (current === undefined && !isWanted) return { status: 'unwanted', url: '' };
    const shown = current === undefined ? await this.#create(body) : await this.#update(current, body);
    if (shown.status !== 'superseded') await this.#removeStrays();
    return shown;
  }

  async #current(): Promise<Comment | undefined> {
    const id = this.#known;
    if (id === undefined) return await this.#find(1);
    const found = await unlessGone(async () => (await this.#github.rest.issues.getComment(this.#at(id))).data);
    return found === undefined ? await this.#find(1) : asComments([found])[0];
  }

  async #update(comment: Comment, body: string): Promise<Shown> {
    const { id, url } = comment;
    if (isNewerRun(comment.marker.run, this.#marker.run)) return { status: 'superseded', url };
    this.#known = id;
    if (sameText(comment.body, body)) return { status: 'unchanged', url };
    const updated = await unlessGone(async () => await this.#github.rest.issues.updateComment({ ...this.#at(id), body }));
    // A person deleted it, or another job took it for a double, between our look and our writing.
    return updated === undefined ? await this.#create(body) : { status: 'written', url };
  }

  /** Another job may make one at the same time, so who made one looks again and gives way to a lower id. */
  async #create(body: string): Promise<Shown> {
    const made = await this.#createOnce(body);
    const winner = await this.#find(this.#lastPage);
    if (winner === undefined) {
      this.#known = made[0]?.id;
      return { status: 'written', url: made[0]?.url ?? '' };
    }
    const shown = await this.#update(winner, body);
    for (const { id } of made) if (id !== winner.id) await this.#remove(id);
    return { ...shown, status: shown.status === 'unchanged' ? 'written' : shown.status };
  }

  /**
   * What was made. Without an answer the comment may be there: it is looked for before it is made again. One with the
   * same text may be another job's; if it is not the one that stays, that job is about to remove it too.
   */
  async #createOnce(body: string): Promise<readonly Made[]> {
    try {
      return [await this.#post(body)];
    } catch (problem) {
      if (!(problem instanceof GithubError && problem.mayHaveHappened)) throw problem;
      if ((await this.#find(this.#lastPage)) === undefined) return [await this.#post(body)];
      return this.#candidates.filter((one) => sameText(one.body, body));
    }
  }

  async #post(body: string): Promise<Made> {
    const { rest, repository } = this.#github;
    const { data } = await rest.issues.createComment({ ...repository, issue_number: this.#issueNumber, body });
    return { id: data.id, url: data.html_url };
  }

  /** From the page `first` on. Comments are listed by ascending id. */
  async #find(first: number): Promise<Comment | undefined> {
    const { rest, repository } = this.#github;
    const isOurs = await this.#ownership();
    for (let page = first; page < first + pagesToSearch; page += 1) {
      const { data } = await rest.issues.listComments({ ...repository, issue_number: this.#issueNumber, per_page: commentsPerPage, page });
      const mine = asComments(data.filter(({ user }) => isOurs(user))).filter(({ marker }) => marker.key === this.#marker.key);
      this.#candidates = mine.filter(({ marker }) => marker.leg === this.#marker.leg).toSorted((one, other) => one.id - other.id);
      const [lowest] = this.#candidates;
      this.#lastPage = page;
      this.#strays = mine.filter((one) => one !== lowest && this.#isStray(one));
      if (lowest !== undefined || data.length < commentsPerPage) return lowest;
    }
    const searched = pagesToSearch * commentsPerPage;
    throw new GithubError(`the conversation has more than ${searched} comments and ours is not among them: no other one is made`);
  }

  #isStray({ marker }: Comment): boolean {
    return isNewerRun(this.#marker.run, marker.run) && (marker.leg === this.#marker.leg || this.#marker.leg === 'all');
  }

  async #removeStrays(): Promise<void> {
    const strays = this.#strays.slice(0, straysToRemove);
    this.#strays = [];
    for (const { id } of strays) await this.#remove(id);
  }

  async #remove(id: number): Promise<void> {
    await unlessGone(async () => await this.#github.rest.issues.deleteComment(this.#at(id)));
  }

  #at(id: number) {
    return { ...this.#github.repository, comment_id: id };
  }

  async #ownership(): Promise<(user: Author) => boolean> {
    this.#isOurs ??= await ownership(this.#github);
    return this.#isOurs;
  }
}

type Author = { readonly login: string; readonly type: string } | null | undefined;

/**
 * A token that may comment may also edit the comments of others, so a marker alone is no proof. The token of a job cannot ask
 * who it is; it writes as a bot, and no person can. The token of a person can ask.
 */
async function ownership({ rest, isInstallationToken }: Github): Promise<(user: Author) => boolean> {
  const isBot = (user: Author): boolean => user?.type === 'Bot';
  if (isInstallationToken) return isBot;
  try {
    const { data } = await rest.users.getAuthenticated();
    return (user) => user?.login === data.login;
  } catch {
    return isBot;
  }
}

interface ListedComment {
  readonly id: number;
  readonly html_url: string;
  readonly body?: string | null | undefined;
}

function asComments(listed: readonly ListedComment[]): readonly Comment[] {
  return listed.flatMap(({ id, html_url: url, body }) => {
    const marker = markerOf(body ?? '');
    return marker === undefined ? [] : [{ id, url, body: body ?? '', marker }];
  });
}

/** GitHub may give a text back with other line ends. */
function sameText(one: string, other: string): boolean {
  return one.replaceAll('\r\n', '\n').trimEnd() === other.replaceAll('\r\n', '\n').trimEnd();
}

/** `undefined` when what is asked for was deleted: GitHub answers 404, or 410. */
async function unlessGone<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (problem) {
    if (problem instanceof GithubError && (problem.status === 404 || problem.status === 410)) return undefined;
    throw problem;
  }
}
