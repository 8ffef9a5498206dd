import { readAction } from './workflow-files.ts';
import { calledPath, callDeclaration, publicName, stepsOf } from './workflow-files.ts';
import type { CallDeclaration, Job, Step, WorkflowFile } from './workflow-files.ts';

/** What is wrong between a workflow and the workflows and Action of this repository that it uses. */
export function callProblems(file: WorkflowFile, called: (path: string) => WorkflowFile): readonly string[] {
  const jobs = Object.entries(file.workflow.jobs).flatMap(([id, job]) => jobProblems(id, job, called));
  return [...jobs, ...stepsOf(file).flatMap(stepProblems), ...outputProblems(file)];
}

function jobProblems(id: string, job: Job, called: (path: string) => WorkflowFile): readonly string[] {
  const path = calledPath(job);
  if (path === undefined) return [];
  const declaration = callDeclaration(called(path));
  if (declaration === undefined) return [`${id}: ${path} cannot be called, it has no workflow_call`];
  const found = [...inputProblems(job, declaration), ...secretProblems(job, declaration), ...permissionProblems(job, called(path))];
  return found.map((problem) => `${id}: ${problem}`);
}

function inputProblems(job: Job, { inputs = {} }: CallDeclaration): readonly string[] {
  const given = job.with ?? {};
  const missing = Object.entries(inputs).filter(([name, input]) => input.required === true && !(name in given));
  const wrong = Object.entries(given).flatMap(([name, value]) => {
    const type = inputs[name]?.type;
    if (type === undefined) return [`there is no input ${name}`];
    const isExpression = typeof value === 'string' && /^\$\{\{.*\}\}$/s.test(value);
    return isExpression || typeof value === type ? [] : [`input ${name} is a ${type}, got ${JSON.stringify(value)}`];
  });
  return [...missing.map(([name]) => `input ${name} is missing`), ...wrong];
}

function secretProblems(job: Job, { secrets = {} }: CallDeclaration): readonly string[] {
  if (typeof job.secrets === 'string') return [];
  const given = job.secrets ?? {};
  const missing = Object.entries(secrets).filter(([name, secret]) => secret.required === true && !(name in given));
  const unknown = Object.keys(given).filter((name) => !(name in secrets));
  return [...missing.map(([name]) => `secret ${name} is missing`), ...unknown.map((name) => `there is no secret ${name}`)];
}

const levels = ['none', 'read', 'write'];

/** GitHub refuses the whole run when a called job asks for more than the calling job grants, whatever its `if` says. */
function permissionProblems(job: Job, { workflow }: WorkflowFile): readonly string[] {
  const granted = typeof job.permissions === 'object' ? job.permissions : {};
  return [workflow, ...Object.values(workflow.jobs)].flatMap(({ permissions }) =>
    Object.entries(typeof permissions === 'object' ? permissions : {})
      .filter(([scope, level]) => levels.indexOf(level) > levels.indexOf(granted[scope] ?? 'none'))
      .map(([scope, level]) => `the called workflow asks for ${scope}: ${level}, and the job grants ${granted[scope] ?? 'none'}`),
  );
}

function stepProblems(step: Step): readonly string[] {
  if (!isOwnAction(step)) return [];
  const { inputs } = readAction('run/action.yml');
  return Object.keys(step.with ?? {})
    .filter((name) => !(name in inputs))
    .map((name) => `${step.uses} has no input ${name}`);
}

function isOwnAction({ uses }: Step): boolean {
  return uses === '$/run' || uses?.startsWith(`${publicName}@`) === true;
}

/** `steps.<id>.outputs.<name>` of our Action, which the runner would read as empty text. */
function outputProblems(file: WorkflowFile): readonly string[] {
  const { outputs } = readAction('run/action.yml');
  const own = stepsOf(file).filter(isOwnAction);
  return [...file.text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)].flatMap(([text, id, name = '']) => {
    if (!own.some((step) => step.id === id)) return [`${text}: there is no step ${id}`];
    return name in outputs ? [] : [`${text}: run/action.yml has no output ${name}`];
  });
}
