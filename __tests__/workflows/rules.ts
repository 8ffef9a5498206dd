import { publicName, stepsOf } from './workflow-files.ts';
import type { Concurrency, Job, WorkflowFile } from './workflow-files.ts';

/** One thing that no parser knows and every workflow must keep. Most are audits of zizmor, which cannot run here. */
export interface Rule {
  readonly name: string;
  readonly problems: (file: WorkflowFile) => readonly string[];
}

/**
 * Jobs of the reusable workflow that take what their caller grants. GitHub compares what a called job asks for with the caller's grant
 * before any `if`, so a fixed list would make the run of every caller that grants less fail at its start.
 */
const inheritsPermissions = ['.github/workflows/infra-test.yml: test', '.github/workflows/infra-test.yml: merge'];

export const rules: readonly Rule[] = [
  { name: 'no expression inside a script', problems: templateInjections },
  { name: 'foreign actions are pinned to a commit, with their version', problems: unpinnedActions },
  { name: 'permissions are stated, and write only for a job', problems: loosePermissions },
  { name: 'no trigger that runs strangers’ code with our rights', problems: dangerousTriggers },
  { name: 'secrets are named one by one', problems: wholesaleSecrets },
  { name: 'every job has a time limit', problems: missingTimeouts },
  { name: 'concurrency groups have our prefix', problems: foreignGroups },
  { name: 'a reusable workflow never cancels a run', problems: cancellingCallees },
  { name: 'the token does not stay in the checkout', problems: keptCredentials },
  { name: 'no cache between runs', problems: caches },
  { name: 'no script writes the environment of later steps', problems: environmentWrites },
];

function jobsOf({ workflow }: WorkflowFile): readonly (readonly [string, Job])[] {
  return Object.entries(workflow.jobs);
}

function templateInjections(file: WorkflowFile): readonly string[] {
  return stepsOf(file)
    .flatMap((step) => [step.run, step.with?.['script']])
    .filter((script) => typeof script === 'string' && script.includes('${{'))
    .map((script) => `\${{ in a script: ${String(script).split('\n')[0]}`);
}

function unpinnedActions(file: WorkflowFile): readonly string[] {
  const used = [...jobsOf(file).map(([, job]) => job.uses), ...stepsOf(file).map((step) => step.uses)].filter((uses) => uses !== undefined);
  return used.flatMap((uses) => {
    if (uses.startsWith('./') || uses.startsWith('$/')) return [];
    if (/^[^@/]+\/[^@/]+/.exec(uses)?.[0] === publicName) return /@v\d+$/.test(uses) ? [] : [`${uses}: people call our major version`];
    if (!/^[\w.-]+\/[\w./-]+@[0-9a-f]{40}$/.test(uses)) return [`${uses} is not pinned to a commit`];
    const versions = file.text.split('\n').filter((line) => line.includes(uses) && / # v\d+\.\d+\.\d+$/.test(line));
    return versions.length === used.filter((other) => other === uses).length ? [] : [`${uses} does not say its version`];
  });
}

function loosePermissions(file: WorkflowFile): readonly string[] {
  const { permissions: whole } = file.workflow;
  const problems = typeof whole === 'string' ? [`permissions: ${whole} for every job`] : [];
  const writes = typeof whole === 'object' ? Object.entries(whole).filter(([, level]) => level === 'write') : [];
  const jobs = jobsOf(file).flatMap(([id, { permissions }]) => {
    if (typeof permissions === 'string') return [`${id}: permissions: ${permissions}`];
    if (permissions !== undefined || whole !== undefined || inheritsPermissions.includes(`${file.path}: ${id}`)) return [];
    return [`${id}: no permissions`];
  });
  return [...problems, ...writes.map(([scope]) => `${scope}: write for every job`), ...jobs];
}

function dangerousTriggers({ path, workflow }: WorkflowFile): readonly string[] {
  const allowed = path === 'workflows/fork-report.yml' ? ['workflow_run'] : [];
  return Object.keys(workflow.on).filter(
    (event) => ['pull_request_target', 'workflow_run', 'issue_comment', 'discussion'].includes(event) && !allowed.includes(event),
  );
}

function wholesaleSecrets(file: WorkflowFile): readonly string[] {
  const inherited = jobsOf(file).filter(([, job]) => job.secrets === 'inherit');
  const whole = [...file.text.matchAll(/toJSON\(\s*secrets|secrets\[/gi)].map(([text]) => text);
  return [...inherited.map(([id]) => `${id}: secrets: inherit`), ...whole];
}

function missingTimeouts(file: WorkflowFile): readonly string[] {
  return jobsOf(file)
    .filter(([, job]) => job.uses === undefined && job['timeout-minutes'] === undefined)
    .map(([id]) => `${id}: no timeout-minutes`);
}

function concurrenciesOf(file: WorkflowFile): readonly Concurrency[] {
  return [file.workflow.concurrency, ...jobsOf(file).map(([, job]) => job.concurrency)]
    .filter((concurrency) => concurrency !== undefined)
    .map((concurrency) => (typeof concurrency === 'string' ? { group: concurrency } : concurrency));
}

/** `github.workflow` in a called workflow is the caller's name: a group made of it alone would cancel its own caller. */
function foreignGroups(file: WorkflowFile): readonly string[] {
  return concurrenciesOf(file)
    .filter(({ group }) => !group.startsWith('infra-test-'))
    .map(({ group }) => `group ${group}`);
}

function cancellingCallees(file: WorkflowFile): readonly string[] {
  if (!('workflow_call' in file.workflow.on)) return [];
  return concurrenciesOf(file)
    .filter((concurrency) => concurrency['cancel-in-progress'] !== false)
    .map(({ group }) => `group ${group} cancels jobs that hold live resources`);
}

function keptCredentials(file: WorkflowFile): readonly string[] {
  return stepsOf(file)
    .filter((step) => step.uses?.startsWith('actions/checkout@') && step.with?.['persist-credentials'] !== false)
    .map(({ uses = '' }) => `${uses}: persist-credentials`);
}

function caches(file: WorkflowFile): readonly string[] {
  return stepsOf(file)
    .filter(
      ({ uses, with: inputs }) =>
        uses?.startsWith('actions/cache') || (uses?.startsWith('actions/setup-') && inputs?.['package-manager-cache'] !== false),
    )
    .map(({ uses = '' }) => `${uses} caches`);
}

function environmentWrites(file: WorkflowFile): readonly string[] {
  return stepsOf(file)
    .map(({ run = '' }) => run)
    .filter((script) => /GITHUB_(?:ENV|PATH)\b/.test(script))
    .map((script) => `writes the environment: ${script.split('\n')[0]}`);
}
