import type { GithubToken, GithubWorld, Level, WorldAnnotation, WorldCheckRun, WorldComment, WorldPull } from './github-world.ts';

/** GitHub's own limits. */
const commentLimitCharacters = 65_536;
const outputLimitCharacters = 65_535;
const annotationsPerRequest = 50;
const titleLimitCharacters = 255;
const annotationLimitBytes = 64 * 1024;
const longestPage = 100;

export interface Reply {
  readonly status: number;
  readonly json?: unknown;
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Call {
  readonly id: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly accept: string;
  readonly identity: GithubToken;
  /** Own address, for links. */
  readonly origin: string;
}

/** A refusal that an answer throws; it becomes the reply. */
class Refused extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(JSON.stringify(reply.json));
    this.reply = reply;
  }
}

export function refusal(
  status: number,
  message: string,
  more: { errors?: unknown; headers?: Readonly<Record<string, string>> } = {},
): Reply {
  const { headers = {}, errors } = more;
  return {
    status,
    headers,
    json: { message, ...(errors !== undefined && { errors }), documentation_url: 'https://docs.github.com/rest', status: String(status) },
  };
}

function refuse(...refused: Parameters<typeof refusal>): never {
  throw new Refused(refusal(...refused));
}

/** As the header `x-accepted-github-permissions` lists them: alternatives by semicolon, needs by comma. */
const permissions: Readonly<Record<string, string>> = {
  'actions/download-artifact': 'actions=read',
  'actions/get-workflow-run': 'actions=read',
  'actions/list-artifacts-for-repo': 'actions=read',
  'actions/list-workflow-run-artifacts': 'actions=read',
  'actions/list-workflow-runs': 'actions=read',
  'checks/create': 'checks=write',
  'checks/get': 'checks=read',
  'checks/list-for-ref': 'checks=read',
  'checks/update': 'checks=write',
  'issues/create-comment': 'issues=write; pull_requests=write',
  'issues/delete-comment': 'issues=write; pull_requests=write',
  'issues/get-comment': 'issues=read; pull_requests=read',
  'issues/list-comments': 'issues=read; pull_requests=read',
  'issues/update-comment': 'issues=write; pull_requests=write',
  'pulls/get': 'pull_requests=read; contents=read',
  'pulls/list': 'pull_requests=read',
  'repos/get': 'metadata=read',
  'repos/get-content': 'contents=read',
  'repos/list-pull-requests-associated-with-commit': 'pull_requests=read',
};

function allows(identity: GithubToken, accepted: string): boolean {
  const ranks: Readonly<Record<Level, number>> = { read: 1, write: 2 };
  return accepted.split('; ').some((needs) =>
    needs.split(',').every((need) => {
      const [name = '', level] = need.split('=');
      const has = identity.permissions[name];
      return has !== undefined && ranks[has] >= ranks[level as Level];
    }),
  );
}

export function answerOperation(world: GithubWorld, call: Call): Reply {
  try {
    return reply(world, call);
  } catch (problem) {
    if (problem instanceof Refused) return problem.reply;
    throw problem;
  }
}

function reply(world: GithubWorld, call: Call): Reply {
  if (call.id === 'users/get-authenticated') {
    if (call.identity.type === 'Bot') refuse(403, 'Resource not accessible by integration');
    return ok({ login: call.identity.login, type: call.identity.type });
  }
  const { owner, repo } = call.params;
  if (owner !== world.owner || repo !== world.name) refuse(404, 'Not Found');
  const accepted = permissions[call.id] ?? '';
  if (!allows(call.identity, accepted)) {
    refuse(403, 'Resource not accessible by integration', { headers: { 'x-accepted-github-permissions': accepted } });
  }
  const answer = answers[call.id];
  if (answer === undefined) refuse(404, 'Not Found');
  return answer(world, call);
}

function ok(json: unknown, status = 200): Reply {
  return { status, json };
}

const answers: Readonly<Record<string, (world: GithubWorld, call: Call) => Reply>> = {
  'repos/get': (world) =>
    ok({ id: 1, name: world.name, full_name: `${world.owner}/${world.name}`, default_branch: world.defaultBranch, private: false }),
  'repos/get-content': (world, { params, accept }) => {
    const text = world.files.get(params['path'] ?? '') ?? refuse(404, 'Not Found');
    if (accept.includes('raw'))
      return { status: 200, bytes: Buffer.from(text), headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' } };
    return ok({
      type: 'file',
      encoding: 'base64',
      size: Buffer.byteLength(text),
      path: params['path'],
      content: Buffer.from(text).toString('base64'),
    });
  },
  'issues/list-comments': (world, call) => {
    const issue = issueOf(world, call);
    return page(call, world.comments.filter((one) => one.issue === issue.number).map(commentJson(world)));
  },
  'issues/get-comment': (world, call) => ok(commentJson(world)(commentOf(world, call))),
  'issues/create-comment': (world, call) => {
    const issue = issueOf(world, call);
    if (issue.locked) refuse(403, 'Unable to create comment because issue is locked.');
    const { login, type } = call.identity;
    const comment: WorldComment = { id: (world.nextId += 1), issue: issue.number, user: { login, type }, body: textOf(call) };
    world.comments.push(comment);
    return ok(commentJson(world)(comment), 201);
  },
  'issues/update-comment': (world, call) => {
    const comment = commentOf(world, call);
    // Whoever may write to the repository may edit the comments of others: GitHub does not guard against it.
    comment.body = textOf(call);
    return ok(commentJson(world)(comment));
  },
  'issues/delete-comment': (world, call) => {
    world.comments.splice(world.comments.indexOf(commentOf(world, call)), 1);
    return { status: 204 };
  },
  'checks/create': (world, { body }) => {
    const { name, head_sha: head, external_id: external = '', details_url: details = '', ...rest } = body as CheckBody;
    if (!world.commits.has(head ?? '')) refuse(422, `No commit found for SHA: ${head}`);
    const texts = { external_id: external, details_url: details, status: 'queued', conclusion: null, title: null, summary: null };
    const run: WorldCheckRun = { id: (world.nextId += 1), name: name ?? '', head_sha: head ?? '', ...texts, annotations: [] };
    change(run, rest);
    world.checkRuns.push(run);
    return ok(checkJson(world)(run), 201);
  },
  'checks/update': (world, call) => {
    const run = checkOf(world, call);
    change(run, call.body as CheckBody);
    return ok(checkJson(world)(run));
  },
  'checks/get': (world, call) => ok(checkJson(world)(checkOf(world, call))),
  'checks/list-for-ref': (world, call) => {
    const name = call.query.get('check_name');
    const found = world.checkRuns.filter((run) => run.head_sha === call.params['ref'] && (name === null || run.name === name));
    return page(call, found.map(checkJson(world)), 'check_runs');
  },
  'pulls/get': (world, { params }) => {
    const pull = world.pulls.find(({ number }) => number === Number(params['pull_number'])) ?? refuse(404, 'Not Found');
    return ok(pullJson(pull));
  },
  'pulls/list': (world, call) => {
    const [state, head, base] = ['state', 'head', 'base'].map((key) => call.query.get(key));
    const found = world.pulls
      .filter((pull) => state === 'all' || pull.state === (state ?? 'open'))
      .filter((pull) => head === null || head === `${pull.headRepository.split('/')[0]}:${pull.headBranch}`)
      .filter((pull) => base === null || base === pull.baseBranch);
    return page(call, found.map(pullJson));
  },
  'repos/list-pull-requests-associated-with-commit': (world, call) =>
    page(call, world.pulls.filter(({ headSha }) => headSha === call.params['commit_sha']).map(pullJson)),
  'actions/get-workflow-run': (world, { params }) => {
    const run = world.runs.find(({ id }) => id === Number(params['run_id'])) ?? refuse(404, 'Not Found');
    return ok(runJson(run));
  },
  'actions/list-workflow-runs': (world, call) => {
    const [branch, event] = ['branch', 'event'].map((key) => call.query.get(key));
    const found = world.runs.filter((run) => (branch === null || run.headBranch === branch) && (event === null || run.event === event));
    return page(call, found.map(runJson), 'workflow_runs');
  },
  'actions/list-workflow-run-artifacts': (world, call) =>
    page(
      call,
      artifactsOf(world, call)
        .filter(({ runId }) => runId === Number(call.params['run_id']))
        .map(artifactJson(world, call)),
      'artifacts',
    ),
  'actions/list-artifacts-for-repo': (world, call) =>
    page(call, artifactsOf(world, call).toReversed().map(artifactJson(world, call)), 'artifacts'),
  'actions/download-artifact': (world, { params, origin }) => {
    const found = world.artifacts.find(({ id }) => id === Number(params['artifact_id'])) ?? refuse(404, 'Not Found');
    if (found.expired === true) refuse(410, 'Artifact has expired');
    return { status: 302, headers: { location: `${origin}/_blobs/${found.id}?sig=x` } };
  },
};

interface CheckBody {
  readonly name?: string;
  readonly head_sha?: string;
  readonly external_id?: string;
  readonly details_url?: string;
  readonly status?: string;
  readonly conclusion?: string;
  readonly output?: { readonly title?: string; readonly summary: string; readonly annotations?: readonly WorldAnnotation[] };
}

/** Annotations are appended, everything else is replaced. */
function change(run: WorldCheckRun, { status, conclusion, output, name, external_id: external, details_url: details }: CheckBody): void {
  if (output !== undefined) refuseOutput(output);
  Object.assign(run, status !== undefined && { status }, conclusion !== undefined && { conclusion, status: 'completed' });
  Object.assign(
    run,
    name !== undefined && { name },
    external !== undefined && { external_id: external },
    details !== undefined && { details_url: details },
  );
  if (output === undefined) return;
  Object.assign(run, { title: output.title ?? run.title, summary: output.summary });
  run.annotations.push(...(output.annotations ?? []));
}

function refuseOutput({ title, summary, annotations = [] }: NonNullable<CheckBody['output']>): void {
  const invalid = (text: string): never => refuse(422, `Invalid request.\n\n${text}`);
  if (title === undefined) invalid('"title" wasn\'t supplied.');
  if (summary.length > outputLimitCharacters)
    invalid(`Only ${outputLimitCharacters} characters are allowed; ${summary.length} were supplied.`);
  if (annotations.length > annotationsPerRequest)
    invalid(`No more than ${annotationsPerRequest} items are allowed; ${annotations.length} were supplied.`);
  for (const one of annotations) {
    if ((one.title?.length ?? 0) > titleLimitCharacters) invalid(`Only ${titleLimitCharacters} characters are allowed in a title.`);
    if (one.message === '') invalid('"message" is empty.');
    if (Buffer.byteLength(one.message) > annotationLimitBytes) invalid('"message" is longer than 64 KB.');
    if (Buffer.byteLength(one.raw_details ?? '') > annotationLimitBytes) invalid('"raw_details" is longer than 64 KB.');
    if (one.start_line < 1 || one.end_line < one.start_line) invalid('"start_line" is not a line.');
    if (one.start_line !== one.end_line && (one.start_column ?? one.end_column) !== undefined)
      invalid('Columns are only allowed on one line.');
    if (one.path.startsWith('/') || one.path.split('/').includes('..')) invalid('"path" is not in the repository.');
  }
}

function issueOf(world: GithubWorld, { params }: Call): { readonly number: number; readonly locked: boolean } {
  const number = Number(params['issue_number']);
  const issue = world.issues.get(number) ?? refuse(404, 'Not Found');
  return { number, locked: issue.locked };
}

function commentOf(world: GithubWorld, { params }: Call): WorldComment {
  return world.comments.find(({ id }) => id === Number(params['comment_id'])) ?? refuse(404, 'Not Found');
}

function checkOf(world: GithubWorld, { params }: Call): WorldCheckRun {
  return world.checkRuns.find(({ id }) => id === Number(params['check_run_id'])) ?? refuse(404, 'Not Found');
}

function textOf({ body }: Call): string {
  const text = (body as { readonly body: string }).body;
  const invalid = (more: object): never =>
    refuse(422, 'Validation Failed', { errors: [{ resource: 'IssueComment', field: 'data', ...more }] });
  if (text.trim() === '') invalid({ code: 'missing_field', field: 'body' });
  const characters = Array.from(text).length;
  if (characters > commentLimitCharacters)
    invalid({ code: 'unprocessable', message: `Body is too long (maximum is ${commentLimitCharacters} characters)` });
  return text;
}

function page(call: Call, all: readonly unknown[], key?: string): Reply {
  const perPage = Math.min(longestPage, Number(call.query.get('per_page') ?? 30));
  const number = Number(call.query.get('page') ?? 1);
  const shown = all.slice((number - 1) * perPage, number * perPage);
  const last = Math.max(1, Math.ceil(all.length / perPage));
  const links = number < last ? [link(call, number + 1, 'next'), link(call, last, 'last')] : [];
  const json = key === undefined ? shown : { total_count: all.length, [key]: shown };
  return { status: 200, json, headers: links.length === 0 ? {} : { link: links.join(', ') } };
}

function link({ query, origin }: Call, page: number, rel: string): string {
  const next = new URLSearchParams(query);
  next.set('page', String(page));
  return `<${origin}/?${next.toString()}>; rel="${rel}"`;
}

function commentJson(world: GithubWorld) {
  return ({ id, issue, user, body }: WorldComment) => ({
    id,
    body,
    user,
    html_url: `https://github.example/${world.owner}/${world.name}/pull/${issue}#issuecomment-${id}`,
    performed_via_github_app: null,
  });
}

function checkJson(world: GithubWorld) {
  return ({ id, name, head_sha, external_id, details_url, status, conclusion, title, summary, annotations }: WorldCheckRun) => ({
    id,
    name,
    head_sha,
    external_id,
    details_url,
    status,
    conclusion,
    html_url: `https://github.example/${world.owner}/${world.name}/runs/${id}`,
    output: { title, summary, text: null, annotations_count: annotations.length },
  });
}

function pullJson({ number, state, headSha, headBranch, headRepository, baseBranch }: WorldPull) {
  return { number, state, head: { sha: headSha, ref: headBranch, repo: { full_name: headRepository } }, base: { ref: baseBranch } };
}

function runJson({ id, event, headSha, headBranch, conclusion }: GithubWorld['runs'][number]) {
  return { id, event, head_sha: headSha, head_branch: headBranch, conclusion, status: 'completed' };
}

function artifactsOf(world: GithubWorld, { query }: Call) {
  const name = query.get('name');
  return world.artifacts.filter((artifact) => name === null || artifact.name === name);
}

function artifactJson(world: GithubWorld, { origin }: Call) {
  return ({ id, runId, name, bytes, expired = false, createdAt = '2026-11-22T00:00:00Z' }: GithubWorld['artifacts'][number]) => {
    const run = world.runs.find((one) => one.id === runId);
    return {
      id,
      name,
      expired,
      size_in_bytes: bytes.length,
      created_at: createdAt,
      archive_download_url: `${origin}/repos/${world.owner}/${world.name}/actions/artifacts/${id}/zip`,
      workflow_run: {
        id: runId,
        repository_id: 1,
        head_repository_id: run?.headRepositoryId ?? 1,
        head_branch: run?.headBranch ?? '',
        head_sha: run?.headSha ?? '',
      },
    };
  };
}
